// Sums of a window per group of one dimension.
import { sql } from 'kysely';
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { ATTEMPTS, COUNTS, countedRows, dimensionColumn, type CountedRows } from './counted-rows.repo.ts';
import { groupNames, type GroupName } from './group-names.repo.ts';
import type { Dimension } from './sources.ts';

export type GroupRow = Omit<GroupName, 'id'> &
	Record<(typeof COUNTS)[number] | FailureCause | 'attempts', number> & {
		/** Our number of the group; null where facts leave it out. */
		group_id: number | null;
		/** Null when the attempts are in several currencies, and so is the amount. */
		currency: number | null;
		amount_minor: number | null;
	};

export type GroupsArgs = Omit<CountedRows, 'dimensions' | 'columns'> & { groupBy: Dimension };

const COLUMNS = [...COUNTS, ...FAILURE_CAUSES] as const;

/** One row per group with at least one attempt, in no particular order. There are as many as the dimension has values, some thousands at most. */
export async function groupSums(db: ReadDb, scope: Scope, { groupBy, ...counted }: GroupsArgs): Promise<GroupRow[]> {
	const rows = countedRows(scope, { ...counted, dimensions: [groupBy], columns: [...COLUMNS, 'amount_minor'] });
	const group = dimensionColumn(groupBy);
	const first = sql`min(currency) filter (where ${ATTEMPTS} > 0)`;
	const isOneCurrency = sql`${first} = max(currency) filter (where ${ATTEMPTS} > 0)`;
	const sums = COLUMNS.map((column) => sql`sum(${sql.ref(column)})::bigint as ${sql.ref(column)}`);
	return db
		.selectFrom(
			sql<GroupRow>`(
			select grouped.*, named.group_code, named.group_label, named.group_profile
			from (
				select ${group} as group_id, sum(${ATTEMPTS})::bigint as attempts, ${sql.join(sums)},
					case when ${isOneCurrency} then ${first} end as currency,
					case when ${isOneCurrency} then sum(amount_minor)::bigint end as amount_minor
				from ${rows} counted group by ${group} having sum(${ATTEMPTS}) > 0
			) grouped left join ${groupNames(groupBy)} named on named.id = grouped.group_id)`.as('groups')
		)
		.selectAll()
		.execute();
}
