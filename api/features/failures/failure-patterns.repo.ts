// When failures happen in a week, how long answers take, how terminals compare with one another, and what trying again brings.
import { sql, type RawBuilder } from 'kysely';
import type { Bucket } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { ATTEMPTS, COUNTS, countedRows, dimensionColumn, type CountedRows } from './counted-rows.repo.ts';
import { bucketOf } from './failure-series.repo.ts';

export type Counted = Omit<CountedRows, 'dimensions' | 'columns'>;
type CountsOf = Record<(typeof COUNTS)[number], number>;

const SUMS = sql.join(COUNTS.map((column) => sql`sum(${sql.ref(column)})::bigint as ${sql.ref(column)}`));

/** `weekday` 0 is Monday. */
export type RhythmRow = CountsOf & { weekday: number; hour: number };

/** One row per weekday and hour of the fleet's clocks with at least one attempt. */
export async function rhythm(db: ReadDb, scope: Scope, counted: Counted): Promise<RhythmRow[]> {
	const rows = countedRows(scope, { ...counted, dimensions: [], columns: COUNTS });
	return db
		.selectFrom(
			sql<RhythmRow>`(
			select extract(isodow from at at time zone ${counted.zone})::int - 1 as weekday,
				extract(hour from at at time zone ${counted.zone})::int as hour, ${SUMS}
			from ${rows} counted group by 1, 2 having sum(${ATTEMPTS}) > 0)`.as('rhythm')
		)
		.selectAll()
		.orderBy('weekday')
		.orderBy('hour')
		.execute();
}

/** `exact`: single latencies, from facts alone. `steps`: numbers of LATENCY_STEPS, which closed days are counted by. */
export type LatencyPrecision = 'exact' | 'steps';
export type LatencyRow = { bucket_start: Date; n: number; p50: number; p95: number; p99: number };

/**
 * Percentiles per bucket, oldest first, in milliseconds or steps. Attempts are counted by latency and the counts run up in order:
 * there are few different latencies, and sorting every fact would take ten times the memory.
 */
export async function latencyPercentiles(
	db: ReadDb,
	scope: Scope,
	{ bucket, precision, ...counted }: Counted & { bucket: Bucket; precision: LatencyPrecision }
): Promise<LatencyRow[]> {
	const isExact = precision === 'exact';
	const rows = isExact
		? countedRows(scope, { ...counted, dimensions: [], columns: COUNTS, perFact: ['latency_ms'] })
		: countedRows(scope, { ...counted, dimensions: ['latency'], columns: COUNTS });
	const latency = isExact ? sql.ref('latency_ms') : dimensionColumn('latency');
	const percentile = (share: number) => sql`min(latency) filter (where running >= ${sql.lit(share)} * n)::int`;
	return db
		.selectFrom(
			sql<LatencyRow>`(
			with value as (
				select ${bucketOf(bucket, counted.zone)} as bucket_start, ${latency} as latency, sum(${ATTEMPTS}) as attempts
				from ${rows} counted where ${latency} is not null and ${ATTEMPTS} > 0 group by 1, 2
			), run as (
				select bucket_start, latency, sum(attempts) over (partition by bucket_start order by latency) as running,
					sum(attempts) over (partition by bucket_start) as n
				from value
			)
			select bucket_start, min(n)::bigint as n, ${percentile(0.5)} as p50, ${percentile(0.95)} as p95, ${percentile(0.99)} as p99
			from run group by bucket_start)`.as('latency')
		)
		.selectAll()
		.orderBy('bucket_start')
		.execute();
}

export type FunnelColumns = { terminal_ids: string[]; attempts: number[]; failures: number[] };

/**
 * Every terminal with an attempt as three columns of one row: a hundred thousand objects would cost more than counting them. The
 * registry is read once as a whole, as in rankings.
 */
export async function funnel(db: ReadDb, scope: Scope, counted: Counted): Promise<FunnelColumns> {
	const rows = countedRows(scope, { ...counted, dimensions: ['terminal'], columns: COUNTS });
	const columns = await db
		.selectFrom(
			sql<FunnelColumns>`(
			select coalesce(json_agg(terminal_code), '[]') as terminal_ids, coalesce(json_agg(attempts), '[]') as attempts,
				coalesce(json_agg(failures), '[]') as failures
			from (
				with sums as (
					select terminal_id, sum(${ATTEMPTS})::bigint as attempts, sum(terminal)::bigint as failures
					from ${rows} counted group by terminal_id having sum(${ATTEMPTS}) > 0
				), registry as materialized (
					select terminal_id, terminal_code from terminal where ${inScope(scope, 'acquirer_id')}
				)
				select terminal_code, sums.attempts, sums.failures from sums join registry using (terminal_id)
				order by sums.attempts, terminal_id
			) ordered)`.as('funnel')
		)
		.selectAll()
		.executeTakeFirstOrThrow();
	return columns;
}

/** An attempt belongs to the sale of the attempt before it when that lies no further back. */
export const RETRY_WITHIN_SECONDS = 180;

/** Sales by how their first attempt ended: index of COUNTS. */
export type RetryRow = { first: number; tries: number; sales: number; attempts: number; approved_later: number };

/** Sales with a card token, by how the first attempt ended and how many attempts there were (five means five or more). */
export async function retries(db: ReadDb, scope: Scope, counted: Counted): Promise<RetryRow[]> {
	const rows = countedRows(scope, {
		...counted,
		dimensions: ['terminal'],
		columns: COUNTS,
		perFact: ['card_token', 'amount_minor']
	});
	const key = sql`terminal_id, card_token, amount_minor, currency`;
	const within = sql`make_interval(secs => ${sql.lit(RETRY_WITHIN_SECONDS)})`;
	const outcome: RawBuilder<number> = sql`case ${sql.join(
		COUNTS.map((column, index) => sql`when ${sql.ref(column)} = 1 then ${sql.lit(index)}`),
		sql` `
	)} end`;
	return db
		.selectFrom(
			sql<RetryRow>`(
			with attempt as (
				select ${key}, at, ${outcome} as outcome,
					coalesce(at - lag(at) over sale > ${within}, true) as is_first
				from ${rows} counted where card_token is not null and ${ATTEMPTS} > 0
				window sale as (partition by ${key} order by at)
			), numbered as (
				select *, count(*) filter (where is_first) over (partition by ${key} order by at rows unbounded preceding) as sale from attempt
			), sale as (
				select count(*) as attempts, min(outcome) filter (where is_first) as first,
					bool_or(outcome = 0 and not is_first) as is_approved_later
				from numbered group by ${key}, sale
			)
			select first, least(attempts, 5)::int as tries, count(*)::bigint as sales, sum(attempts)::bigint as attempts,
				count(*) filter (where is_approved_later and first <> 0)::bigint as approved_later
			from sale group by 1, 2)`.as('retries')
		)
		.selectAll()
		.orderBy('first')
		.orderBy('tries')
		.execute();
}
