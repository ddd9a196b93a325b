// How the board judges: one set of SQL fragments for the day that runs and for every day that is over.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { FAILURE_CAUSES } from '#lib/domain/causes.ts';
import { Z_998 } from '#lib/domain/rates.ts';
import {
	JUDGED_FAILURES_MIN,
	LEARNING_ATTEMPTS_MAX,
	TERMINAL_STATES,
	type TerminalState
} from '#lib/domain/terminal-states.ts';
import { addDays, dayName, startOfDay, type CalendarDay } from '#lib/domain/time-zones.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wilsonLow } from '#api/platform/db/wilson.ts';

/** Business days a terminal is judged by, the newest one included. */
export const BOARD_DAYS = 7;

export const COUNTS = ['approved', 'terminal', 'upstream', 'business', 'unresolved'] as const;

/** What the board tells of each terminal beside what it judges by. */
export const BOARD_DETAILS = [...FAILURE_CAUSES, 'failed_minor', 'currency'] as const;

const ATTEMPTS = sql`(approved + terminal + upstream + business + unresolved)`;

/** Amounts of several currencies are no sum. */
const FAILED_AMOUNT = sql`,
			case when min(currency) = max(currency) then sum(amount_minor - approved_minor)::bigint end as failed_minor,
			case when min(currency) = max(currency) then min(currency) end as currency`;

export const stateIndex = (state: TerminalState) => sql.lit(TERMINAL_STATES.indexOf(state));

export type BoardDay = { name: string; fromMs: number; toMs: number };

/** The business days that end with `last`, oldest first. */
export function boardDays(last: CalendarDay, timeZone: string): BoardDay[] {
	return Array.from({ length: BOARD_DAYS }, (_, index) => {
		const day = addDays(last, index - BOARD_DAYS + 1);
		return { name: dayName(day), fromMs: startOfDay(day, timeZone), toMs: startOfDay(addDays(day, 1), timeZone) };
	});
}

export function columns(names: readonly string[], table?: string): RawBuilder<unknown> {
	return sql.join(names.map((name) => sql.ref(table === undefined ? name : `${table}.${name}`)));
}

/** Sums of the board's days per terminal: folded days by day, the others by hour; with the details only for the board itself. */
export function counted(
	days: readonly BoardDay[],
	folded: readonly string[],
	timeZone: string,
	detail: 'verdict' | 'details' = 'verdict'
): RawBuilder<unknown> {
	const isDetailed = detail === 'details';
	const summed = isDetailed ? [...COUNTS, ...FAILURE_CAUSES] : COUNTS;
	const read = isDetailed ? [...summed, 'amount_minor', 'approved_minor', 'currency'] : summed;
	const hours = days
		.filter((day) => !folded.includes(day.name))
		.map(({ fromMs, toMs }) => sql<SqlBool>`hour >= ${new Date(fromMs)} and hour < ${new Date(toMs)}`);
	const inOpenDays = hours.length === 0 ? sql`false` : sql`(${sql.join(hours, sql` or `)})`;
	return sql`counted as (
		select terminal_id, max(at) as last_at, ${sql.join(summed.map((column) => sql`sum(${sql.ref(column)})::int as ${sql.ref(column)}`))},
			sum(${ATTEMPTS})::int as attempts${isDetailed ? FAILED_AMOUNT : sql``}
		from (
			select terminal_id, day::timestamp at time zone ${timeZone} as at, ${columns(read)}
			from terminal_day where day = any(${`{${folded.join(',')}}`}::date[])
			union all
			select terminal_id, hour, ${columns(read)} from terminal_hour where ${inOpenDays}
		) counts group by terminal_id)`;
}

/**
 * Counts of a terminal beside those of its peers: the other terminals of its model, or all others where it is the only one.
 * Stands over `terminal t left join counted`, with the windows of `PEER_WINDOWS`.
 */
export function countsWithPeers(): RawBuilder<unknown> {
	const own = (column: string) => sql`coalesce(${sql.ref(`counted.${column}`)}, 0)`;
	const others = (column: string, over: string) => sql`sum(${own(column)}) over ${sql.raw(over)} - ${own(column)}`;
	const peers = (column: string) => sql`case when ${others('attempts', 'model')} > 0
		then ${others(column, 'model')} else ${others(column, 'fleet')} end`;
	return sql`${own('attempts')} as attempts,
			${sql.join(COUNTS.map((column) => sql`${own(column)} as ${sql.ref(column)}`))},
			${peers('terminal')} as peer_terminal, ${peers('attempts')} as peer_attempts`;
}

export const PEER_WINDOWS = sql`window fleet as (), model as (partition by t.model_id)`;

/** Whether an announcement of its acquirer or carrier was in force for terminal `t`. */
export function hasNotice(at: Date): RawBuilder<SqlBool> {
	return sql`exists (select from notice n where n.starts_at <= ${at} and n.ends_at > ${at}
				and (n.acquirer_id = t.acquirer_id or n.carrier_id = t.carrier_id and t.carrier_id <> 0))`;
}

/** A terminal of which something is to be heard. */
export const IS_EXPECTED = sql`t.is_registered and t.status = 'active'`;

/**
 * The rules of terminalState (src/lib/domain/terminal-states.ts) in SQL, over `observed`; a test holds the two equal.
 * `isSilent` reads the columns of `observed`.
 */
export function judged(isSilent: RawBuilder<unknown>): RawBuilder<unknown> {
	const [terminal, attempts] = [sql.ref('terminal'), sql.ref('attempts')];
	return sql`rated as (
		select observed.*, case when peer_attempts > 0 then peer_terminal::float8 / peer_attempts end as peer_rate,
			coalesce(${wilsonLow(terminal, attempts)}, 0) as rate_low,
			coalesce(${wilsonLow(terminal, attempts, Z_998)}, 0) as rate_low_998,
			${isSilent} as is_silent
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

export async function foldedOf(db: ReadDb, days: readonly BoardDay[]): Promise<string[]> {
	const rows = await db
		.selectFrom('folded_day')
		.select(sql<string>`day::text`.as('name'))
		.where(sql`day`, '=', sql`any(${`{${days.map((day) => day.name).join(',')}}`}::date[])`)
		.execute();
	return rows.map((row) => row.name);
}
