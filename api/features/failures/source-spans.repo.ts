// Which stretches of time the sources know.
import { sql, type SqlBool } from 'kysely';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';

/** The days of which the source is true, as YYYY-MM-DD, of those that could lie in the window. */
export async function foldedDays(
	db: ReadDb,
	source: 'terminal_day' | 'slice_day',
	window: TimeWindow
): Promise<Set<string>> {
	const rows = await db
		.selectFrom('folded_day')
		.select(sql<string>`day::text`.as('name'))
		.where(sql`day`, '>=', sql`${new Date(window.fromMs).toISOString()}::timestamptz::date - 1`)
		.where(sql`day`, '<=', sql`${new Date(window.toMs).toISOString()}::timestamptz::date + 1`)
		.$if(source === 'slice_day', (query) => query.where('has_slices', '=', true))
		.execute();
	return new Set(rows.map((row) => row.name));
}

/** The Mondays of the weeks that running sums tell apart. A week loses its truth with the first of its days. */
export async function foldedWeeks(db: ReadDb, window: TimeWindow): Promise<Set<string>> {
	const rows = await db
		.selectFrom('running_week')
		.select(sql<string>`week::text`.as('name'))
		.where(sql`week`, '>=', sql`${new Date(window.fromMs).toISOString()}::timestamptz::date - 1`)
		.where(sql`week`, '<=', sql`${new Date(window.toMs).toISOString()}::timestamptz::date + 1`)
		.where(sql<SqlBool>`(select count(*) from folded_day where day >= week and day < week + 7) = 7`)
		.execute();
	return new Set(rows.map((row) => row.name));
}

/** The time that partitions of facts cover; null before the first fact. */
export async function factsSpan(db: ReadDb): Promise<TimeWindow | null> {
	const row = await db
		.selectFrom('partition_span')
		.select(({ fn }) => [fn.min('from_at').as('from'), fn.max('to_at').as('to')])
		.where('parent', '=', 'txn')
		.executeTakeFirst();
	return row?.from && row.to ? { fromMs: row.from.getTime(), toMs: row.to.getTime() } : null;
}
