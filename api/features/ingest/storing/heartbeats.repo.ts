import { SILENT_AFTER_MS } from '#lib/domain/terminal-states.ts';
import type { Sql, SqlTx } from '#api/platform/db/client.ts';

export type HeartbeatRow = {
	terminalNumber: number;
	acquirerNumber: number;
	/** The newest heartbeat of a chunk, and the oldest. */
	atMs: number;
	firstMs: number;
	batteryPct: number | null;
	/** Everything else of the heartbeat, in the wire format. */
	body: object;
};

/** The newest heartbeat of each of these terminals, in epoch milliseconds. */
export async function lastSeen(sql: Sql, terminalIds: readonly number[]): Promise<Map<number, number>> {
	const rows = await sql<{ terminal_id: number; at_ms: number }[]>`
		select terminal_id, (extract(epoch from last_seen_at) * 1000)::float8 as at_ms
		from heartbeat where terminal_id = any(${terminalIds as number[]})`;
	return new Map(rows.map((row) => [row.terminal_id, row.at_ms]));
}

/** A terminal whose heartbeats did not just follow what was known of it. */
export type Interruption = {
	terminal_id: number;
	/** Its latest heartbeat until now; null where none of these is later. */
	previous_ms: number | null;
};

/**
 * At most one row per terminal. An older heartbeat than the stored one changes nothing. Answers with the terminals that were silent
 * until now and with those of which earlier heartbeats came than were known; their rows stay locked until the transaction ends.
 */
export async function storeHeartbeats(tx: SqlTx, rows: readonly HeartbeatRow[]): Promise<Interruption[]> {
	const sorted = rows.toSorted((a, b) => a.terminalNumber - b.terminalNumber);
	const instants = (of: (row: HeartbeatRow) => number) => sorted.map((row) => new Date(of(row)).toISOString());
	return tx<Interruption[]>`
		with sent as (
			select * from unnest(${sorted.map((row) => row.terminalNumber)}::int[], ${instants((row) => row.atMs)}::timestamptz[],
				${instants((row) => row.firstMs)}::timestamptz[], ${sorted.map((row) => row.acquirerNumber)}::smallint[],
				${sorted.map((row) => row.batteryPct)}::smallint[], ${sorted.map((row) => JSON.stringify(row.body))}::text[])
				as sent(terminal_id, at, first_at, acquirer_id, battery_pct, body)
		), seen as (
			insert into heartbeat as h (terminal_id, last_seen_at, acquirer_id, battery_pct, first_seen_at)
			select terminal_id, at, acquirer_id, battery_pct, first_at from sent
			on conflict (terminal_id) do update set last_seen_at = excluded.last_seen_at, acquirer_id = excluded.acquirer_id,
				battery_pct = excluded.battery_pct, previous_seen_at = h.last_seen_at
			where h.last_seen_at < excluded.last_seen_at
			returning terminal_id, previous_seen_at
		), reported as (
			insert into terminal_report as r (terminal_id, acquirer_id, at, body)
			select terminal_id, acquirer_id, at, body::jsonb from sent where terminal_id in (select terminal_id from seen)
			on conflict (terminal_id) do update set acquirer_id = excluded.acquirer_id, at = excluded.at, body = excluded.body
			where r.body is distinct from excluded.body
		)
		select sent.terminal_id, (extract(epoch from seen.previous_seen_at) * 1000)::float8 as previous_ms
		from sent left join seen using (terminal_id)
		where seen.terminal_id is null or sent.first_at < seen.previous_seen_at
			or sent.first_at > seen.previous_seen_at + ${SILENT_AFTER_MS} * interval '1 millisecond'`;
}

export type PeriodChange = {
	terminalNumber: number;
	atMs: number;
	firmwareNumber: number;
	appVersionNumber: number;
	carrierNumber: number;
	connectionNumber: number;
};

/**
 * Starts a new period where a heartbeat tells of another firmware, application, carrier or connection than was in force at that
 * moment. 0 = not told. Periods later than the heartbeat stand.
 */
export async function startPeriods(sql: Sql, changes: readonly PeriodChange[]): Promise<void> {
	if (changes.length === 0) return;
	await sql.begin(async (tx) => {
		// One at a time per terminal and in order of time: each change is judged against the one before it.
		for (const change of changes.toSorted((a, b) => a.terminalNumber - b.terminalNumber || a.atMs - b.atMs)) {
			const at = new Date(change.atMs);
			await tx`
				insert into terminal_period (terminal_id, valid_from, acquirer_id, model_id, firmware_id, app_version_id, carrier_id, connection)
				select t.terminal_id, case when known.terminal_id is null and not exists
						(select from terminal_period p where p.terminal_id = t.terminal_id) then '-infinity' else ${at}::timestamptz end,
					t.acquirer_id, coalesce(known.model_id, t.model_id), now_told.firmware_id, now_told.app_version_id,
					now_told.carrier_id, now_told.connection
				from terminal t
				left join lateral (select * from terminal_period p where p.terminal_id = t.terminal_id and p.valid_from <= ${at}
					order by p.valid_from desc limit 1) known on true
				cross join lateral (select
					coalesce(nullif(${change.firmwareNumber}::smallint, 0), known.firmware_id, t.firmware_id) as firmware_id,
					coalesce(nullif(${change.appVersionNumber}::smallint, 0), known.app_version_id, t.app_version_id) as app_version_id,
					coalesce(nullif(${change.carrierNumber}::smallint, 0), known.carrier_id, t.carrier_id) as carrier_id,
					coalesce(nullif(${change.connectionNumber}::smallint, 0), known.connection, t.connection) as connection) now_told
				where t.terminal_id = ${change.terminalNumber} and (known.firmware_id, known.app_version_id, known.carrier_id, known.connection)
					is distinct from (now_told.firmware_id, now_told.app_version_id, now_told.carrier_id, now_told.connection)
				on conflict (terminal_id, valid_from) do update set firmware_id = excluded.firmware_id,
					app_version_id = excluded.app_version_id, carrier_id = excluded.carrier_id, connection = excluded.connection`;
		}
		await tx`
			update terminal t set firmware_id = newest.firmware_id, app_version_id = newest.app_version_id,
				carrier_id = newest.carrier_id, connection = newest.connection
			from (select distinct on (terminal_id) * from terminal_period
				where terminal_id = any(${changes.map((change) => change.terminalNumber)}) order by terminal_id, valid_from desc) newest
			where t.terminal_id = newest.terminal_id and (t.firmware_id, t.app_version_id, t.carrier_id, t.connection)
				is distinct from (newest.firmware_id, newest.app_version_id, newest.carrier_id, newest.connection)`;
	});
}
