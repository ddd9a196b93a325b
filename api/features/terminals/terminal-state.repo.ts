// The health board is computed here and nowhere else: one statement judges every terminal and writes the rows that changed.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { Z_998 } from '#lib/domain/rates.ts';
import {
	JUDGED_FAILURES_MIN,
	LEARNING_ATTEMPTS_MAX,
	TERMINAL_STATES,
	type TerminalState
} from '#lib/domain/terminal-states.ts';
import { addDays, calendarDay, dayName, startOfDay } from '#lib/domain/time-zones.ts';
import type { Db, ReadDb } from '#api/platform/db/db.ts';
import { wilsonLow } from '#api/platform/db/wilson.ts';
import { newestTransactionAt } from './terminal-detail.repo.ts';

/** Business days a terminal is judged by, the newest one included. */
export const BOARD_DAYS = 7;

/** A till that is silent for a whole day is not just closed for the night. */
const SILENT_HOURS = 24;

const COUNTS = ['approved', 'terminal', 'upstream', 'business', 'unresolved'] as const;

const stateIndex = (state: TerminalState) => sql.lit(TERMINAL_STATES.indexOf(state));

type BoardDay = { name: string; fromMs: number; toMs: number };

/** The business days that end with the one of `newest`, oldest first. */
function boardDays(newest: Date, timeZone: string): BoardDay[] {
	const last = calendarDay(newest.getTime(), timeZone);
	return Array.from({ length: BOARD_DAYS }, (_, index) => {
		const day = addDays(last, index - BOARD_DAYS + 1);
		return { name: dayName(day), fromMs: startOfDay(day, timeZone), toMs: startOfDay(addDays(day, 1), timeZone) };
	});
}

/**
 * Judges every terminal by the board's days, in event time: the newest data that is not in the future counts as now.
 * Returns how many rows changed.
 */
export async function refreshTerminalStates(db: Db, now: Date, timeZone: string): Promise<number> {
	const newest = await newestDataAt(db, now);
	const days = boardDays(newest, timeZone);
	const folded = await foldedOf(db, days);
	const asOf = sql`${new Date(days.at(-1)?.toMs ?? newest.getTime())}::timestamptz`;
	const result = await sql`
		with ${counted(days, folded, timeZone)}, ${observed(newest, timeZone)}, ${judged(newest)}
		insert into terminal_state as board (terminal_id, acquirer_id, state, attempts, ${columns(COUNTS)},
			rate_low, peer_rate, last_transaction_at, as_of)
		select judged.terminal_id, judged.acquirer_id, judged.state, judged.attempts, ${columns(COUNTS, 'judged')},
			judged.rate_low, judged.peer_rate, judged.last_transaction_at, ${asOf}
		from judged left join terminal_state old using (terminal_id)
		where old.terminal_id is null
			or (old.acquirer_id, old.state, old.attempts, ${columns(COUNTS, 'old')}, old.rate_low, old.peer_rate,
				old.last_transaction_at, old.as_of)
			is distinct from (judged.acquirer_id, judged.state, judged.attempts, ${columns(COUNTS, 'judged')}, judged.rate_low,
				judged.peer_rate, judged.last_transaction_at, ${asOf})
		order by judged.terminal_id
		on conflict (terminal_id) do update set acquirer_id = excluded.acquirer_id, state = excluded.state,
			attempts = excluded.attempts, ${sql.join(COUNTS.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`))},
			rate_low = excluded.rate_low, peer_rate = excluded.peer_rate,
			last_transaction_at = excluded.last_transaction_at, as_of = excluded.as_of`.execute(db);
	return Number(result.numAffectedRows ?? 0);
}

function columns(names: readonly string[], table?: string): RawBuilder<unknown> {
	return sql.join(names.map((name) => sql.ref(table === undefined ? name : `${table}.${name}`)));
}

/** Sums of the board's days per terminal: folded days by day, the others by hour. */
function counted(days: readonly BoardDay[], folded: readonly string[], timeZone: string): RawBuilder<unknown> {
	const hours = days
		.filter((day) => !folded.includes(day.name))
		.map(({ fromMs, toMs }) => sql<SqlBool>`hour >= ${new Date(fromMs)} and hour < ${new Date(toMs)}`);
	const inOpenDays = hours.length === 0 ? sql`false` : sql`(${sql.join(hours, sql` or `)})`;
	return sql`counted as (
		select terminal_id, max(at) as last_at, ${sql.join(COUNTS.map((column) => sql`sum(${sql.ref(column)})::int as ${sql.ref(column)}`))},
			sum(${ATTEMPTS})::int as attempts
		from (
			select terminal_id, day::timestamp at time zone ${timeZone} as at, ${columns(COUNTS)}
			from terminal_day where day = any(${`{${folded.join(',')}}`}::date[])
			union all
			select terminal_id, hour, ${columns(COUNTS)} from terminal_hour where ${inOpenDays}
		) counts group by terminal_id)`;
}

const ATTEMPTS = sql`(approved + terminal + upstream + business + unresolved)`;

/**
 * Every terminal with its counts and those of its peers: the other terminals of its model, or all others where it is the
 * only one. The moment of its last transaction is looked up in the facts of the last hour or day that has any.
 */
function observed(newest: Date, timeZone: string): RawBuilder<unknown> {
	const own = (column: string) => sql`coalesce(${sql.ref(`counted.${column}`)}, 0)`;
	const others = (column: string, over: string) => sql`sum(${own(column)}) over ${sql.raw(over)} - ${own(column)}`;
	const peers = (column: string) => sql`case when ${others('attempts', 'model')} > 0
		then ${others(column, 'model')} else ${others(column, 'fleet')} end`;
	return sql`observed as (
		select t.terminal_id, t.acquirer_id, t.is_registered and t.status = 'active' as is_expected, ${own('attempts')} as attempts,
			${sql.join(COUNTS.map((column) => sql`${own(column)} as ${sql.ref(column)}`))},
			${peers('terminal')} as peer_terminal, ${peers('attempts')} as peer_attempts,
			coalesce(recent.occurred_at, old.last_transaction_at) as last_transaction_at,
			heartbeat.last_seen_at, t.installed_at,
			exists (select from notice n where n.starts_at <= ${newest} and n.ends_at > ${newest}
				and (n.acquirer_id = t.acquirer_id or n.carrier_id = t.carrier_id and t.carrier_id <> 0)) as has_notice
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
		window fleet as (), model as (partition by t.model_id))`;
}

/** The rules of terminalState (src/lib/domain/terminal-states.ts) in SQL; a test holds the two equal. */
function judged(newest: Date): RawBuilder<unknown> {
	const [terminal, attempts] = [sql.ref('terminal'), sql.ref('attempts')];
	return sql`rated as (
		select observed.*, case when peer_attempts > 0 then peer_terminal::float8 / peer_attempts end as peer_rate,
			coalesce(${wilsonLow(terminal, attempts)}, 0) as rate_low,
			coalesce(${wilsonLow(terminal, attempts, Z_998)}, 0) as rate_low_998,
			is_expected and greatest(last_transaction_at, last_seen_at, installed_at)
				< ${newest}::timestamptz - interval '${sql.raw(String(SILENT_HOURS))} hours' as is_silent
		from observed
	), found as (
		select rated.*, case
			when is_silent then ${stateIndex('silent')}
			when attempts <= ${sql.lit(LEARNING_ATTEMPTS_MAX)} then ${stateIndex('learning')}
			when terminal < ${sql.lit(JUDGED_FAILURES_MIN)} then ${stateIndex('normal')}
			when rate_low_998 > peer_rate then ${stateIndex('abnormal')}
			when rate_low > peer_rate then ${stateIndex('watch')}
			else ${stateIndex('normal')} end as found_state
		from rated
	), judged as (
		select found.*, case
			when has_notice and found_state in (${stateIndex('silent')}, ${stateIndex('abnormal')}, ${stateIndex('watch')})
				then ${stateIndex('known_outage')}
			else found_state end as state
		from found)`;
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

async function foldedOf(db: ReadDb, days: readonly BoardDay[]): Promise<string[]> {
	const rows = await db
		.selectFrom('folded_day')
		.select(sql<string>`day::text`.as('name'))
		.where(sql`day`, '=', sql`any(${`{${days.map((day) => day.name).join(',')}}`}::date[])`)
		.execute();
	return rows.map((row) => row.name);
}
