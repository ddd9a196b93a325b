import type { SqlTx } from '#api/platform/db/client.ts';

export type SilenceRow = { terminal_id: number; from_ms: number; to_ms: number };

/** The earliest heartbeat of each of these terminals, null where it was not kept, and the latest one. */
export async function heardSpans(tx: SqlTx, terminalIds: readonly number[]) {
	return tx<{ terminal_id: number; first_ms: number | null; last_ms: number }[]>`
		select terminal_id, (extract(epoch from first_seen_at) * 1000)::float8 as first_ms,
			(extract(epoch from last_seen_at) * 1000)::float8 as last_ms
		from heartbeat where terminal_id = any(${terminalIds as number[]})`;
}

export async function knownSilences(tx: SqlTx, terminalIds: readonly number[]): Promise<SilenceRow[]> {
	return tx<SilenceRow[]>`
		select terminal_id, (extract(epoch from began_at) * 1000)::float8 as from_ms,
			(extract(epoch from ended_at) * 1000)::float8 as to_ms
		from terminal_silence where terminal_id = any(${terminalIds as number[]})`;
}

export async function deleteSilences(tx: SqlTx, rows: readonly SilenceRow[]): Promise<void> {
	if (rows.length === 0) return;
	await tx`
		delete from terminal_silence s
		using unnest(${rows.map((row) => row.terminal_id)}::int[], ${instants(rows, 'from_ms')}::timestamptz[]) gone(terminal_id, began_at)
		where s.terminal_id = gone.terminal_id and s.began_at = gone.began_at`;
}

export async function addSilences(tx: SqlTx, rows: readonly (SilenceRow & { acquirer_id: number })[]): Promise<void> {
	if (rows.length === 0) return;
	await tx`
		insert into terminal_silence (terminal_id, began_at, ended_at, acquirer_id)
		select * from unnest(${rows.map((row) => row.terminal_id)}::int[], ${instants(rows, 'from_ms')}::timestamptz[],
			${instants(rows, 'to_ms')}::timestamptz[], ${rows.map((row) => row.acquirer_id)}::smallint[])
		on conflict (terminal_id, began_at) do update set ended_at = excluded.ended_at, acquirer_id = excluded.acquirer_id`;
}

/** Earlier heartbeats came: where the first one was not kept, it stays unknown. */
export async function moveFirstHeard(tx: SqlTx, rows: readonly { terminal_id: number; first_ms: number }[]) {
	if (rows.length === 0) return;
	await tx`
		update heartbeat h set first_seen_at = moved.first_at
		from unnest(${rows.map((row) => row.terminal_id)}::int[],
			${rows.map((row) => new Date(row.first_ms).toISOString())}::timestamptz[]) moved(terminal_id, first_at)
		where h.terminal_id = moved.terminal_id and h.first_seen_at > moved.first_at`;
}

const instants = (rows: readonly SilenceRow[], edge: 'from_ms' | 'to_ms') =>
	rows.map((row) => new Date(row[edge]).toISOString());
