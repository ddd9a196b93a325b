// Whether what is stored agrees with itself, and making it agree again from the facts.
import { feeSignIndex } from '#lib/domain/fee-signs.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { FOLD_LOCK, NO_SLICE_VALUE, SLICE_DIMENSIONS, SLICES } from '#api/platform/db/roll-ups.ts';
import { isCharged } from '#api/platform/db/charged-sales.ts';
import { rebuildStatements } from './rebuild.statement.ts';

export type Totals = {
	facts: number;
	terminal_hour: number;
	issuer_hour: number;
	cause_hour: number;
	fleet_minute: number;
	/** Of the folded days: what terminal_day says, and what terminal_hour says. */
	terminal_day: number;
	folded_hours: number;
	/** Of the weeks that count: what terminal_hour says, and of those that terminal_running and merchant_running tell as it does. */
	week_hours: number;
	terminal_running: number;
	merchant_running: number;
	/** Of the days folded with slices: what terminal_hour says, and the least and the most that any slice of slice_day counts. */
	sliced_hours: number;
	slice_day_min: number;
	slice_day_max: number;
	/** Of the closed days whose fees were compared: what fee_day says, and the charged sales among the facts. */
	fee_day: number;
	charged_sales: number;
};

/** All of one moment: the sums are taken in a single statement, hence from a single snapshot. */
export async function readTotals(sql: Sql, timeZone: string): Promise<Totals> {
	const slices = SLICES.map(
		([a, b]) => [SLICE_DIMENSIONS.indexOf(a), b === undefined ? NO_SLICE_VALUE : SLICE_DIMENSIONS.indexOf(b)] as const
	);
	const [row] = await sql<Totals[]>`
		with closed_week as (
			select week, coalesce((select sum(total) from terminal_hour where hour >= week::timestamp at time zone ${timeZone}
				and hour < (week + 7)::timestamp at time zone ${timeZone}), 0) as total
			from running_week where (select count(*) from folded_day where day >= week and day < week + 7) = 7
		), terminals as (
			select week, sum(total) as total from terminal_running group by week
		), merchants as (
			select week, sum(total) as total from merchant_running group by week
		), compared_day as (
			select day from fee_day_state join folded_day using (day, folded_at)
		), slice as (
			select sum(total) as total from (
				select dimension_a, dimension_b, total from slice_day where day in (select day from folded_day where has_slices)
				union all
				select a, b, 0 from unnest(${slices.map(([a]) => a)}::int[], ${slices.map(([, b]) => b)}::int[]) as expected(a, b)
			) counted (a, b, total) group by a, b
		)
		select (select min(total) from slice)::float8 as slice_day_min, (select max(total) from slice)::float8 as slice_day_max,
			(select count(*) from txn)::float8 as facts,
			(select coalesce(sum(total), 0) from terminal_hour)::float8 as terminal_hour,
			(select coalesce(sum(total), 0) from issuer_hour)::float8 as issuer_hour,
			(select coalesce(sum(total), 0) from cause_hour)::float8 as cause_hour,
			(select coalesce(sum(total), 0) from fleet_minute)::float8 as fleet_minute,
			(select coalesce(sum(total), 0) from terminal_day where day in (select day from folded_day))::float8 as terminal_day,
			(select coalesce(sum(total), 0) from terminal_hour
				where (hour at time zone ${timeZone})::date in (select day from folded_day))::float8 as folded_hours,
			(select coalesce(sum(total), 0) from closed_week)::float8 as week_hours,
			(select coalesce(sum(w.total), 0) from closed_week w join terminals last using (week)
				left join terminals before on before.week = w.week - 7
				where last.total - coalesce(before.total, 0) = w.total)::float8 as terminal_running,
			(select coalesce(sum(w.total), 0) from closed_week w join merchants last using (week)
				left join merchants before on before.week = w.week - 7
				where last.total - coalesce(before.total, 0) = w.total)::float8 as merchant_running,
			(select coalesce(sum(total), 0) from terminal_hour
				where (hour at time zone ${timeZone})::date in (select day from folded_day where has_slices))::float8 as sliced_hours,
			(select coalesce(sum(sales), 0) from fee_day where sign <> ${feeSignIndex('other_mcc')}
				and day in (select day from compared_day))::float8 as fee_day,
			(select count(*) from txn where ${sql.unsafe(isCharged('txn'))}
				and (occurred_at at time zone ${timeZone})::date in (select day from compared_day))::float8 as charged_sales`;
	return row!;
}

export type RepeatedId = { acquirer_code: string; txn_code: string; times: number };

/** Ids that stand for several transactions: sent again on days too far apart for ingest to notice. */
export async function findRepeatedIds(sql: Sql, limit: number): Promise<RepeatedId[]> {
	return sql<RepeatedId[]>`
		select acquirer_code, txn_code, count(*)::int as times from txn join acquirer using (acquirer_id)
		group by acquirer_code, txn_code having count(*) > 1 order by acquirer_code, txn_code limit ${limit}`;
}

/** The last instant for which facts have a partition ready. */
export async function partitionsReadyUntil(sql: Sql): Promise<Date | null> {
	const [row] = await sql<
		{ until: Date | null }[]
	>`select max(to_at) as until from partition_span where parent = 'txn'`;
	return row?.until ?? null;
}

/** Writes every roll-up anew from the facts, in another zone if need be. Whoever sends transactions meanwhile waits. */
export async function rebuildRollUps(sql: Sql, timeZone: string): Promise<void> {
	await sql.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock(hashtext(${FOLD_LOCK}))`;
		await tx`lock table txn in share mode`;
		await tx`truncate terminal_hour, terminal_day, slice_day, issuer_hour, cause_hour, fleet_minute, folded_day, terminal_running, merchant_running, running_week,
			fee_day, fee_day_state, fee_total_day, fee_uncompared_day`;
		for (const statement of rebuildStatements()) await tx.unsafe(statement, [timeZone]);
		await tx`update fleet set time_zone = ${timeZone}`;
	});
}
