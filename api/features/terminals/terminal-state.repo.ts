// The health board as it stands now: one statement judges every terminal and writes the rows that changed.
import { sql, type RawBuilder } from 'kysely';
import { FAILURE_CAUSES } from '#lib/domain/causes.ts';
import { SILENT_AFTER_HOURS } from '#lib/domain/terminal-states.ts';
import { calendarDay } from '#lib/domain/time-zones.ts';
import type { Db, ReadDb } from '#api/platform/db/db.ts';
import { newestTransactionAt } from './terminal-detail.repo.ts';
import {
	BOARD_DETAILS,
	boardDays,
	columns,
	counted,
	COUNTS,
	countsWithPeers,
	foldedOf,
	hasNotice,
	IS_EXPECTED,
	judged,
	PEER_WINDOWS
} from './terminal-verdict.repo.ts';

const WRITTEN = [...COUNTS, ...BOARD_DETAILS];

const CAUSE_COUNTS = sql.join(
	FAILURE_CAUSES.map((cause) => sql`coalesce(${sql.ref(`counted.${cause}`)}, 0) as ${sql.ref(cause)}`)
);

/**
 * Judges every terminal by the board's days, in event time: the newest data that is not in the future counts as now.
 * Returns how many rows changed.
 */
export async function refreshTerminalStates(db: Db, now: Date, timeZone: string): Promise<number> {
	const newest = await newestDataAt(db, now);
	const days = boardDays(calendarDay(newest.getTime(), timeZone), timeZone);
	const folded = await foldedOf(db, days);
	const asOf = sql`${new Date(days.at(-1)?.toMs ?? newest.getTime())}::timestamptz`;
	const result = await sql`
		with ${counted(days, folded, timeZone, 'details')}, ${observed(newest, timeZone)}, ${judged(silentSince(newest))}
		insert into terminal_state as board (terminal_id, acquirer_id, state, attempts, ${columns(WRITTEN)},
			rate_low, peer_rate, last_transaction_at, as_of)
		select judged.terminal_id, judged.acquirer_id, judged.state, judged.attempts, ${columns(WRITTEN, 'judged')},
			judged.rate_low, judged.peer_rate, judged.last_transaction_at, ${asOf}
		from judged left join terminal_state old using (terminal_id)
		where old.terminal_id is null
			or (old.acquirer_id, old.state, old.attempts, ${columns(WRITTEN, 'old')}, old.rate_low, old.peer_rate,
				old.last_transaction_at, old.as_of)
			is distinct from (judged.acquirer_id, judged.state, judged.attempts, ${columns(WRITTEN, 'judged')}, judged.rate_low,
				judged.peer_rate, judged.last_transaction_at, ${asOf})
		order by judged.terminal_id
		on conflict (terminal_id) do update set acquirer_id = excluded.acquirer_id, state = excluded.state,
			attempts = excluded.attempts, ${sql.join(WRITTEN.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))},
			rate_low = excluded.rate_low, peer_rate = excluded.peer_rate,
			last_transaction_at = excluded.last_transaction_at, as_of = excluded.as_of`.execute(db);
	return Number(result.numAffectedRows ?? 0);
}

/**
 * Every terminal with its counts and those of its peers. The moment of its last transaction is looked up in the facts of the
 * last hour or day that has any.
 */
function observed(newest: Date, timeZone: string): RawBuilder<unknown> {
	return sql`observed as (
		select t.terminal_id, t.acquirer_id, ${IS_EXPECTED} as is_expected, ${countsWithPeers()},
			${CAUSE_COUNTS}, counted.failed_minor, counted.currency,
			coalesce(recent.occurred_at, old.last_transaction_at) as last_transaction_at,
			heartbeat.last_seen_at, t.installed_at, ${hasNotice(newest)} as has_notice
		from terminal t
		left join counted using (terminal_id)
		left join heartbeat using (terminal_id)
		left join terminal_state old using (terminal_id)
		left join lateral (select day::timestamp at time zone ${timeZone} as at from terminal_day
			where terminal_day.terminal_id = t.terminal_id and counted.terminal_id is null and old.last_transaction_at is null
			order by day desc limit 1) earlier on true
		left join lateral (select occurred_at from txn
			where txn.terminal_id = t.terminal_id and occurred_at >= coalesce(counted.last_at, earlier.at)
				and occurred_at < coalesce(counted.last_at, earlier.at) + interval '25 hours'
			order by occurred_at desc limit 1) recent on true
		${PEER_WINDOWS})`;
}

function silentSince(newest: Date): RawBuilder<unknown> {
	return sql`is_expected and greatest(last_transaction_at, last_seen_at, installed_at)
				< ${newest}::timestamptz - interval '${sql.raw(String(SILENT_AFTER_HOURS))} hours'`;
}

/** What is "now" in event time: the newest transaction or heartbeat, or the clock in an empty fleet. */
export async function newestDataAt(db: ReadDb, now: Date): Promise<Date> {
	const transaction = await newestTransactionAt(db, now);
	const heartbeat = await db
		.selectFrom('heartbeat')
		.select(({ fn }) => fn.max('last_seen_at').as('seen'))
		.where('last_seen_at', '<=', now)
		.executeTakeFirst();
	const seen: Date | null = heartbeat?.seen ?? null;
	const newestMs = Math.max(transaction?.getTime() ?? -Infinity, seen?.getTime() ?? -Infinity);
	return Number.isFinite(newestMs) ? new Date(newestMs) : now;
}
