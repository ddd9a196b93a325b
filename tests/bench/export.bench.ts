// A million rows as a file, over HTTP, beside COPY of the same query; and what the process takes meanwhile.
import { request } from 'node:http';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { terminalListQuery } from '#api/features/terminals/terminals.schemas.ts';
import { terminalsInOrder } from '#api/features/terminals/terminal-list.repo.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { openDatabase } from '#api/platform/db/db.ts';
import { FLEET_SCOPE } from '#api/platform/scope.ts';
import { report, type Figure } from './report.ts';
import { INGEST_KEY, openWorld } from './world.ts';

const ROWS = Number(process.env['BENCH_EXPORT_ROWS'] ?? 1_000_000);
const FORMATS = ['csv', 'ndjson', 'xlsx', 'parquet'] as const;
const SAMPLE_EVERY_MS = 200;
const WARM_TURNS = 20;
const WARM_PATHS = ['terminals?q=T00001', 'merchants', 'ingest/batches', 'ingest/freshness'];
const SETTLE_MS = 3_000;
const MIB = 1024 ** 2;
const PEAK_TO_IDLE_MAX = 2;

export async function exportBench(): Promise<boolean> {
	const world = await openWorld();
	try {
		const { url, sql } = await world.database('export');
		await seedTerminals(sql);
		const copySeconds = await timed(async () => copyOut(sql, await listSql(url)));
		const { port } = await world.api(url);
		const idleMib = await warmIdleMib(port);
		const figures: Figure[] = [];
		for (const format of FORMATS) {
			const { seconds, peakMib, bytes } = await watched(port, format);
			figures.push(
				{ row: format, what: 'peak memory / idle', value: peakMib / idleMib, ask: { atMost: PEAK_TO_IDLE_MAX } },
				{ row: format, what: 'rows per second / COPY', value: copySeconds / seconds, ask: null },
				{ row: format, what: 'rows per second', value: ROWS / seconds, ask: null },
				{ row: format, what: 'size, MiB', value: bytes / MIB, ask: null }
			);
		}
		const copy = { row: 'copy to stdout', what: 'rows per second', value: ROWS / copySeconds, ask: null };
		return await report('export', [...figures, copy], { rows: ROWS, idleMib, copySeconds });
	} finally {
		await world.close();
	}
}

async function seedTerminals(sql: Sql): Promise<void> {
	await sql`insert into acquirer (acquirer_id, acquirer_code) values (1, 'ACQ1')`;
	await sql`insert into merchant (merchant_code, name, acquirer_id, is_registered, first_seen_at, updated_at)
		select 'M' || n, '商户 ' || n, 1, true, now(), now() from generate_series(1, 20000) n`;
	await sql`insert into terminal (terminal_code, serial, merchant_id, acquirer_id, is_registered, installed_at, first_seen_at, updated_at)
		select 'T' || lpad(n::text, 7, '0'), 'SN-' || n, n % 20000 + 1, 1, true, now(), now(), now()
		from generate_series(1, ${ROWS}::int) n`;
	await sql.unsafe('vacuum analyze');
}

/** The statement behind the list, with its one parameter (no limit) written in. */
async function listSql(url: string): Promise<string> {
	const { db, close } = openDatabase(url);
	const filter = terminalListQuery.parse({});
	const order = { sort: 'terminalId', descending: false, limit: null, cursor: undefined } as const;
	const { sql } = terminalsInOrder(db, FLEET_SCOPE, { ...order, filter }).compile();
	await close();
	return sql.replace('$1', 'null');
}

async function copyOut(sql: Sql, query: string): Promise<void> {
	await pipeline(await sql.unsafe(`copy (${query}) to stdout`).readable(), sink().stream);
}

/**
 * The yardstick: what the process takes when nobody asks, once everything that it needs has been loaded and compiled. Each kind of file
 * has been made once, of ten rows, and lists have been read as pages read them; nothing large has happened yet.
 */
async function warmIdleMib(port: number): Promise<number> {
	for (const format of FORMATS) await download(port, format, '&q=T00000');
	for (let turn = 0; turn < WARM_TURNS; turn += 1) {
		for (const path of WARM_PATHS) await get(port, `/api/v1/${path}`);
	}
	await setTimeout(SETTLE_MS);
	return residentMib(port);
}

async function watched(port: number, format: string) {
	const samples: number[] = [];
	const sampling = setInterval(() => void residentMib(port).then((mib) => samples.push(mib)), SAMPLE_EVERY_MS);
	let bytes = 0;
	const seconds = await timed(async () => (bytes = await download(port, format, '')));
	clearInterval(sampling);
	return { seconds, bytes, peakMib: Math.max(...samples) };
}

async function download(port: number, format: string, more: string): Promise<number> {
	return get(port, `/api/v1/terminals?sort=terminalId&format=${format}${more}`);
}

/** Reads the answer to its end as fast as it comes; answers how many bytes it had. */
async function get(port: number, path: string): Promise<number> {
	const headers = { authorization: `Bearer ${INGEST_KEY}` };
	return new Promise((resolve, reject) => {
		const outgoing = request({ host: '127.0.0.1', port, path, headers }, (response) => {
			if (response.statusCode !== 200) return reject(new Error(`${path} answered ${response.statusCode}`));
			const { stream, bytes } = sink();
			pipeline(response, stream).then(() => resolve(bytes()), reject);
		});
		outgoing.on('error', reject).end();
	});
}

function sink() {
	let bytes = 0;
	const stream = new Writable({
		write(chunk: Buffer, _encoding, done) {
			bytes += chunk.length;
			done();
		}
	});
	return { stream, bytes: () => bytes };
}

async function residentMib(port: number): Promise<number> {
	const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
	return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / MIB;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const startedAt = performance.now();
	await work();
	return (performance.now() - startedAt) / 1000;
}
