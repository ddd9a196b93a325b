// Stores what a chunk tells of each terminal: its newest heartbeat, and the silences that all of them begin, end or break.
import type { Sql, SqlTx } from '#api/platform/db/client.ts';
import { hearMore, silencesAmong, type Silence } from './heartbeat-silences.ts';
import type { HeartbeatRecord } from './records/heartbeat.ts';
import { storeReportedCertificates } from './storing/certificate-records.repo.ts';
import { storeHeartbeats, type HeartbeatRow, type Interruption } from './storing/heartbeats.repo.ts';
import {
	addSilences,
	deleteSilences,
	heardSpans,
	knownSilences,
	moveFirstHeard,
	type SilenceRow
} from './storing/silences.repo.ts';
import { storeReportedKeys } from './storing/terminal-keys.repo.ts';

export type HeardTerminal = Omit<HeartbeatRow, 'atMs' | 'firstMs' | 'body'> & {
	/** The newest of its heartbeats. */
	body: HeartbeatRecord;
	heartbeatsMs: readonly number[];
};

/** One of each terminal. Nearly always its heartbeats just follow the last one, and one statement is all there is to do. */
export async function storeHeard(sql: Sql, heard: readonly HeardTerminal[]): Promise<void> {
	const rows = heard.map(({ heartbeatsMs, ...rest }) => ({
		...rest,
		atMs: Math.max(...heartbeatsMs),
		firstMs: Math.min(...heartbeatsMs)
	}));
	await sql.begin(async (tx) => {
		const interrupted = await storeHeartbeats(tx, rows);
		const previous = new Map(interrupted.map((each) => [each.terminal_id, each]));
		const followed = heard.filter((each) => !previous.has(each.terminalNumber) && each.heartbeatsMs.length > 1);
		const within = followed.flatMap((each) => rowsOf(each, silencesAmong(each.heartbeatsMs)));
		const broken = heard.filter((each) => previous.has(each.terminalNumber));
		const { gone, found } = broken.length === 0 ? { gone: [], found: [] } : await hearBroken(tx, broken, previous);
		await deleteSilences(tx, gone);
		await addSilences(tx, [...within, ...found]);
		await storeReported(
			tx,
			heard.filter((each) => previous.get(each.terminalNumber)?.previous_ms !== null)
		);
	});
}

/** Certificates and keys that the newest heartbeats tell of; a heartbeat that came late says nothing of today. */
async function storeReported(tx: SqlTx, heard: readonly HeardTerminal[]): Promise<void> {
	const reports = heard.map(({ terminalNumber, acquirerNumber, body }) => ({
		...{ terminalNumber, acquirerNumber, terminalCode: body.terminalId, atMs: body.atMs },
		keys: body.keys ?? [],
		certificates: body.certificates ?? []
	}));
	await storeReportedCertificates(tx, reports);
	await storeReportedKeys(tx, reports);
}

/** Where heartbeats came after a silence, or late: what was known of these terminals is read, and what changes is told. */
async function hearBroken(tx: SqlTx, heard: readonly HeardTerminal[], previous: ReadonlyMap<number, Interruption>) {
	const terminals = heard.map((each) => each.terminalNumber);
	const spans = new Map((await heardSpans(tx, terminals)).map((span) => [span.terminal_id, span]));
	const known = Map.groupBy(await knownSilences(tx, terminals), (row) => row.terminal_id);
	const gone: SilenceRow[] = [];
	const found: (SilenceRow & { acquirer_id: number })[] = [];
	const moved: { terminal_id: number; first_ms: number }[] = [];
	for (const each of heard) {
		const id = each.terminalNumber;
		const span = spans.get(id)!;
		const rows = known.get(id) ?? [];
		const before = {
			firstMs: span.first_ms,
			lastMs: previous.get(id)?.previous_ms ?? span.last_ms,
			silences: rows.map((row) => ({ fromMs: row.from_ms, toMs: row.to_ms }))
		};
		const after = hearMore(before, each.heartbeatsMs);
		const isIn = (silences: readonly Silence[], { fromMs, toMs }: Silence) =>
			silences.some((other) => other.fromMs === fromMs && other.toMs === toMs);
		gone.push(...rows.filter((row) => !isIn(after.silences, { fromMs: row.from_ms, toMs: row.to_ms })));
		found.push(
			...rowsOf(
				each,
				after.silences.filter((silence) => !isIn(before.silences, silence))
			)
		);
		if (after.firstMs !== null && after.firstMs !== before.firstMs)
			moved.push({ terminal_id: id, first_ms: after.firstMs });
	}
	await moveFirstHeard(tx, moved);
	return { gone, found };
}

function rowsOf({ terminalNumber, acquirerNumber }: HeardTerminal, silences: readonly Silence[]) {
	return silences.map(({ fromMs, toMs }) => ({
		...{ terminal_id: terminalNumber, acquirer_id: acquirerNumber },
		...{ from_ms: fromMs, to_ms: toMs }
	}));
}
