// What taking in payments costs, beside COPY of the same batches in the same run.
import { Identifiers } from '#api/features/ingest/storing/identifiers.ts';
import { loadClassifier } from '#api/features/ingest/storing/classifier.repo.ts';
import { encodeColumns } from '#api/features/ingest/storing/column-encoder.ts';
import { codePair, toRows } from '#api/features/ingest/storing/transaction-rows.ts';
import { readValidRecords } from '#api/features/ingest/records/read-valid-records.ts';
import { transactionSpec, type TransactionRecord } from '#api/features/ingest/records/transaction.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { copyBatch, makeCopyTable, sizeOf, toCopyText } from './copy-table.ts';
import { paymentStream, toNdjson } from './fleet-data.ts';
import { seedRegistry, sendHeartbeats } from './registry.ts';
import { median, report, type Figure } from './report.ts';
import { openWorld, walBytes, type Api } from './world.ts';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const BATCHES_PER_ROUND = Number(process.env['BENCH_BATCHES'] ?? 40);
const BATCH_ROWS = 5_000;
const IN_FLIGHT = 2;
const SMALL_BATCH_ROWS = 100;
const MIDDLE_BATCH_ROWS = 1_000;
const LATENCY_SAMPLES = 60;
const HEARTBEATS = 100_000;
const TRANSACTIONS = '/api/v1/ingest/transactions';

export async function ingestBench(): Promise<boolean> {
	const world = await openWorld();
	try {
		const full = await world.database('full');
		const small = await world.database('small');
		const now = new Date();
		const startMs = now.getTime() - 10 * 3_600_000;
		for (const { sql } of [full, small]) await seedRegistry(sql, now);
		const days = [startMs, startMs + 86_400_000].map((atMs) => new Date(atMs).toISOString().slice(0, 10));
		await makeCopyTable(full.sql, days);
		const parser = await parserOver(full.sql, now);
		const apis = {
			full: await world.api(full.url),
			small: await world.api(small.url, { TILLWATCH_BENCH_ROLLUPS: 'issuer_hour,cause_hour,fleet_minute' })
		};

		const next = paymentStream({ seed: 20_261_122, startMs });
		const rounds: Round[] = [];
		for (let round = 0; round <= ROUNDS; round++) {
			const bodies = Array.from({ length: BATCHES_PER_ROUND }, () => toNdjson(next(BATCH_ROWS)));
			const measured = await measureRound(bodies, { full, small, apis, parser });
			// The first round fills caches, makes partitions and lets the compiler see the code: it does not count.
			if (round > 0) rounds.push(measured);
		}
		const latencies = await measureLatencies(apis.full, next);
		const stored = await sizeOf(full.sql, 'txn');
		const heartbeats = await sendHeartbeats(apis.full, HEARTBEATS, now);
		const figures = figuresOf(rounds, latencies, stored);
		figures.push(information('', `${HEARTBEATS} heartbeats, seconds`, heartbeats.seconds));
		return await report('ingest', figures, { rounds, latencies, stored, heartbeats });
	} finally {
		await world.close();
	}
}

type Rate = { rowsPerSecond: number; walBytesPerRow: number };
type Round = { copy: Rate & { textBytesPerRow: number }; full: Rate; small: Rate; parse: Rate };
type Parser = { check(body: Buffer): Promise<number>; copyText(body: Buffer): Promise<Buffer> };
type Side = {
	full: { sql: Sql };
	small: { sql: Sql };
	apis: { full: Api; small: Api };
	parser: Parser;
};

async function measureRound(bodies: readonly Buffer[], { full, small, apis, parser }: Side): Promise<Round> {
	const texts: Buffer[] = [];
	for (const body of bodies) texts.push(await parser.copyText(body));
	const rows = bodies.length * BATCH_ROWS;
	const rate = async (sql: Sql, work: () => Promise<unknown>): Promise<Rate> => {
		let seconds = 0;
		const wal = await walBytes(sql, async () => {
			const startedAt = performance.now();
			await work();
			seconds = (performance.now() - startedAt) / 1000;
		});
		return { rowsPerSecond: Math.round(rows / seconds), walBytesPerRow: Math.round(wal / rows) };
	};
	const copied = await rate(full.sql, async () => {
		for (const text of texts) await copyBatch(full.sql, text);
	});
	const round = {
		copy: { ...copied, textBytesPerRow: texts.reduce((sum, text) => sum + text.length, 0) / rows },
		full: await rate(full.sql, async () => sendAll(apis.full, bodies)),
		small: await rate(small.sql, async () => sendAll(apis.small, bodies)),
		parse: await rate(full.sql, async () => {
			for (const body of bodies) await parser.check(body);
		})
	};
	console.log(
		Object.entries(round)
			.map(([name, { rowsPerSecond }]) => `${name} ${(rowsPerSecond / 1000).toFixed(1)} k/s`)
			.join(', ')
	);
	return round;
}

async function sendAll(api: Api, bodies: readonly Buffer[]): Promise<void> {
	const waiting = bodies.values();
	const lane = async () => {
		for (const body of waiting) {
			const answer = await api.send('POST', TRANSACTIONS, body);
			if (answer.accepted !== BATCH_ROWS) throw new Error(`Not all taken: ${JSON.stringify(answer)}`);
		}
	};
	await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

/** All that Node does with a body except for waiting: read, check, number, classify, write the arrays. */
async function parserOver(sql: Sql, now: Date): Promise<Parser> {
	const identifiers = new Identifiers(sql);
	const classify = await loadClassifier(sql);
	const rowsOf = async (body: Buffer) => {
		const records: TransactionRecord[] = [];
		const options = { contentType: 'application/x-ndjson', now: now.getTime() };
		for await (const chunk of readValidRecords(oneChunk(body), transactionSpec, options)) {
			for (const { value } of chunk.records) records.push(value);
		}
		const acquirers = await identifiers.dimension(
			'acquirer',
			records.map((record) => record.acquirerId)
		);
		const issuers = await identifiers.dimension(
			'issuer',
			records.map((record) => record.issuer)
		);
		const codes = await identifiers.pairs('response_code', records.map(codePair));
		const places = await identifiers.takePlaces(records, acquirers, now);
		return toRows(records, { acquirers, issuers, codes }, places, classify).rows;
	};
	return {
		check: async (body) => encodeColumns(await rowsOf(body)).length,
		copyText: async (body) => toCopyText(await rowsOf(body))
	};
}

async function* oneChunk(body: Buffer): AsyncGenerator<Uint8Array> {
	yield body;
}

type Latencies = { smallMs: number; middleMs: number };

async function measureLatencies(api: Api, next: ReturnType<typeof paymentStream>): Promise<Latencies> {
	const [smallMs, middleMs]: [number[], number[]] = [[], []];
	const timed = async (rows: number) => {
		const body = toNdjson(next(rows));
		const startedAt = performance.now();
		await api.send('POST', TRANSACTIONS, body);
		return performance.now() - startedAt;
	};
	for (let sample = 0; sample < LATENCY_SAMPLES; sample++) {
		smallMs.push(await timed(SMALL_BATCH_ROWS));
		middleMs.push(await timed(MIDDLE_BATCH_ROWS));
	}
	return { smallMs: median(smallMs), middleMs: median(middleMs) };
}

function figuresOf(rounds: readonly Round[], latencies: Latencies, stored: { rows: number; bytes: number }): Figure[] {
	const overCopy = (of: 'full' | 'small' | 'parse') =>
		median(rounds.map((round) => round[of].rowsPerSecond / round.copy.rowsPerSecond));
	const textBytes = median(rounds.map((round) => round.copy.textBytesPerRow));
	const wal = median(rounds.map((round) => round.full.walBytesPerRow / round.copy.walBytesPerRow));
	return [
		{ row: '1', what: 'ingest with all roll-ups / COPY', value: overCopy('full'), ask: { atLeast: 0.3 } },
		{ row: '2', what: 'ingest without terminal_hour / COPY', value: overCopy('small'), ask: { atLeast: 0.4 } },
		{ row: '4', what: 'read, check and encode alone / COPY', value: overCopy('parse'), ask: { atLeast: 1.2 } },
		{
			row: '6',
			what: `median of ${SMALL_BATCH_ROWS} rows / of ${MIDDLE_BATCH_ROWS} rows`,
			value: latencies.smallMs / latencies.middleMs,
			ask: { atMost: 0.5 }
		},
		{ row: '7', what: 'write-ahead log per payment / COPY', value: wal, ask: { atMost: 3.3 } },
		{
			row: '8',
			what: 'disk per payment / its COPY text',
			value: stored.bytes / stored.rows / textBytes,
			ask: { atMost: 2 }
		},
		information(
			'',
			'ingest, thousand payments per second',
			median(rounds.map((round) => round.full.rowsPerSecond)) / 1000
		),
		information('', 'COPY, thousand rows per second', median(rounds.map((round) => round.copy.rowsPerSecond)) / 1000),
		information('', `median of ${SMALL_BATCH_ROWS} rows, ms`, latencies.smallMs),
		information('', 'disk per payment, bytes', stored.bytes / stored.rows),
		information('', 'COPY text per payment, bytes', textBytes)
	];
}

const information = (row: string, what: string, value: number): Figure => ({ row, what, value, ask: null });
