// Counts per bucket of time and group.
import { sql, type RawBuilder } from 'kysely';
import type { Bucket } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { ATTEMPTS, COUNTS, countedRows, dimensionColumn, type CountedRows } from './counted-rows.repo.ts';
import { groupNames } from './group-names.repo.ts';
import type { Dimension } from './sources.ts';

export type SeriesRow = {
	bucket_start: Date;
	/** Our number of the group; null without a group, or where facts leave it out. */
	group_id: number | null;
	group_code: string | null;
	group_label: string | null;
	group_profile: string | null;
	currency: number;
	attempts: number;
	approved: number;
	terminal: number;
	upstream: number;
	business: number;
	unresolved: number;
	amount_minor: number;
};

export type SeriesArgs = Omit<CountedRows, 'dimensions' | 'columns'> & {
	bucket: Bucket;
	groupBy: Dimension | null;
	rowsMax: number;
};

const COLUMNS = [...COUNTS, 'amount_minor'] as const;

/**
 * One row per bucket, group and currency with at least one attempt, by bucket, then group. At most `rowsMax` + 1 rows, so
 * that the caller can tell that there would be more.
 */
function failureSeriesQuery(db: ReadDb, scope: Scope, { bucket, groupBy, rowsMax, ...counted }: SeriesArgs) {
	const rows = countedRows(scope, { ...counted, columns: COLUMNS, dimensions: groupBy === null ? [] : [groupBy] });
	const group = groupBy === null ? sql`null::int` : dimensionColumn(groupBy);
	const sums = COLUMNS.map((column) => sql`sum(${sql.ref(column)})::bigint as ${sql.ref(column)}`);
	const series = sql<SeriesRow>`(
		select ${bucketOf(bucket, counted.zone)} as bucket_start, ${group} as group_id, currency, ${sql.join(sums)}
		from ${rows} counted
		group by 1, 2, 3
		having sum(${ATTEMPTS}) > 0
		order by 1, 2, 3
		limit ${sql.lit(rowsMax + 1)})`;
	return db
		.selectFrom(series.as('series'))
		.leftJoin(groupNames(groupBy).as('named'), (join) => join.onRef('named.id', '=', 'series.group_id'))
		.select([
			'series.bucket_start',
			'series.group_id',
			'named.group_code',
			'named.group_label',
			'named.group_profile',
			'series.currency',
			ATTEMPTS.as('attempts'),
			'series.approved',
			'series.terminal',
			'series.upstream',
			'series.business',
			'series.unresolved',
			'series.amount_minor'
		])
		.orderBy('series.bucket_start')
		.orderBy('series.group_id')
		.orderBy('series.currency');
}

export async function failureSeries(db: ReadDb, scope: Scope, args: SeriesArgs): Promise<SeriesRow[]> {
	return failureSeriesQuery(db, scope, args).execute();
}

/** Days and hours are those of the fleet's clocks; 23 or 25 of them make a day where clocks change. */
export function bucketOf(bucket: Bucket, zone: string): RawBuilder<Date> {
	if (bucket === '5m') return sql`date_bin('5 minutes', at, 'epoch'::timestamptz)`;
	return sql`date_trunc(${sql.lit(bucket)}, at, ${sql.lit(zone)})`;
}
