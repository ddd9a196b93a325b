// Closed days: terminal_day is folded from terminal_hour, and slice_day from the facts, once a business day is over, and again after
// late data came in for it. Full weeks of closed days are added to the running sums.
import type { Sql } from '#api/platform/db/client.ts';
import {
	COUNTER_COLUMNS,
	FOLD_LOCK,
	NO_SLICE_VALUE,
	RUNNING_TABLES,
	SLICE_DIMENSIONS
} from '#api/platform/db/roll-ups.ts';
import { foldSlicesSql } from './slices.statement.ts';

/** A day of a large fleet is several hundred thousand groups before it shrinks: on the disk that takes three times as long. */
const FOLD_WORK_MEM = '128MB';

/** By the beginning of the primary key: an index of days would have to look through all that was folded since it was summed up. */
const DELETE_SLICES = `delete from slice_day using acquirer, generate_series(0, ${SLICE_DIMENSIONS.length - 1}) as a,
		generate_series(${NO_SLICE_VALUE}, ${SLICE_DIMENSIONS.length - 1}) as b
	where slice_day.acquirer_id = acquirer.acquirer_id and dimension_a = a and dimension_b = b and day = $1::date`;

/**
 * Business days that have facts, ended before `endedBefore` and are not folded, oldest first. Asked every minute, so the ends of the
 * facts are looked up by acquirer, as the index has them.
 */
export async function unfoldedDays(sql: Sql, timeZone: string, endedBefore: Date, limit: number): Promise<string[]> {
	const rows = await sql<{ day: string }[]>`
		with span as (
			select (min(own.first) at time zone ${timeZone})::date as first, (max(own.last) at time zone ${timeZone})::date as last
			from acquirer a, lateral (select min(minute) as first, max(minute) as last from fleet_minute m where m.acquirer_id = a.acquirer_id) own
		), candidate as (
			select each.day::date as day from span, generate_series(span.first, span.last, interval '1 day') as each(day)
			where (each.day::date + 1)::timestamp at time zone ${timeZone} <= ${endedBefore}
				and not exists (select from folded_day f where f.day = each.day::date and f.has_slices)
		)
		select to_char(day, 'YYYY-MM-DD') as day from candidate
		where exists (select from acquirer a, lateral (select from fleet_minute m where m.acquirer_id = a.acquirer_id
			and m.minute >= day::timestamp at time zone ${timeZone} and m.minute < (day + 1)::timestamp at time zone ${timeZone} limit 1) facts)
		order by day limit ${limit}`;
	return rows.map((row) => row.day);
}

/** Makes terminal_day and slice_day true for one day, in one transaction. Late data for it waits meanwhile and takes it out again afterwards. */
export async function foldDay(sql: Sql, day: string, timeZone: string, now: Date): Promise<void> {
	const list = COUNTER_COLUMNS.join(', ');
	const sums = COUNTER_COLUMNS.map((column) => `sum(${column})`).join(', ');
	await sql.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock(hashtext(${FOLD_LOCK}))`;
		await tx`delete from running_week where week >= date_trunc('week', ${day}::date::timestamp)::date`;
		await tx`delete from terminal_day where day = ${day}::date`;
		await tx.unsafe(
			`insert into terminal_day (day, terminal_id, merchant_id, acquirer_id, currency, ${list})
			select $1::date, terminal_id, merchant_id, acquirer_id, currency, ${sums} from terminal_hour
			where hour >= $1::date::timestamp at time zone $2 and hour < ($1::date + 1)::timestamp at time zone $2
			group by terminal_id, merchant_id, acquirer_id, currency
			order by terminal_id`,
			[day, timeZone]
		);
		await tx`select set_config('work_mem', ${FOLD_WORK_MEM}, true)`;
		await tx.unsafe(DELETE_SLICES, [day]);
		await tx.unsafe(foldSlicesSql(), [day, timeZone]);
		await tx`
			insert into folded_day (day, folded_at, has_slices) values (${day}::date, ${now}, true)
			on conflict (day) do update set folded_at = excluded.folded_at, has_slices = true`;
	});
}

/** The Monday of the first week whose seven days are all folded while it itself is not; null when there is none. */
export async function firstUnfoldedWeek(sql: Sql): Promise<string | null> {
	const [row] = await sql<{ week: string }[]>`
		with week as (
			select date_trunc('week', day::timestamp)::date as monday from folded_day group by 1 having count(*) = 7
		)
		select to_char(monday, 'YYYY-MM-DD') as week from week
		where not exists (select from running_week w where w.week = monday)
		order by monday limit 1`;
	return row?.week ?? null;
}

/** Adds the week of this Monday to the sums of the week before it, unless late data has taken a day of it out meanwhile. */
export async function foldWeek(sql: Sql, week: string, now: Date): Promise<void> {
	await sql.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock(hashtext(${FOLD_LOCK}))`;
		const folded = await tx`
			insert into running_week (week, folded_at)
			select ${week}::date, ${now} where (
				select count(*) from folded_day where day >= ${week}::date and day < ${week}::date + 7) = 7
			on conflict do nothing returning week`;
		if (folded.length === 0) return;
		// Later weeks begin from this one. Rows of a week before that does not count would be taken for where this one began.
		await tx`delete from running_week where week > ${week}::date`;
		const [before] = await tx`select from running_week where week = ${week}::date - 7`;
		await tx`select set_config('work_mem', ${FOLD_WORK_MEM}, true)`;
		for (const [table, { key, columns }] of Object.entries(RUNNING_TABLES)) {
			const [keys, counters] = [key.join(', '), columns.join(', ')];
			const stale = before ? '= $1::date' : 'in ($1::date, $1::date - 7)';
			await tx.unsafe(`delete from ${table} where week ${stale}`, [week]);
			await tx.unsafe(
				`insert into ${table} (week, ${keys}, ${counters})
				select $1::date, ${keys}, ${columns.map((column) => `sum(${column})`).join(', ')} from (
					select ${keys}, ${counters} from ${table} where week = $1::date - 7
					union all
					select ${keys}, ${counters} from terminal_day where day >= $1::date and day < $1::date + 7
				) added group by ${keys} order by ${keys}`,
				[week]
			);
		}
	});
}
