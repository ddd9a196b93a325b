// Sums over a whole window, and how fresh the data behind them is.
import { sql } from 'kysely';
import { FAILURE_CAUSES } from '#lib/domain/causes.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { COUNTS, countedRows, type CountedRows } from './counted-rows.repo.ts';

const COLUMNS = ['total', ...COUNTS, ...FAILURE_CAUSES, 'amount_minor', 'approved_minor'] as const;

export type SumRow = Record<(typeof COLUMNS)[number], number> & { currency: number };

/** One row per currency that occurs, smallest number first; none where nothing happened. */
function windowSumsQuery(db: ReadDb, scope: Scope, counted: Omit<CountedRows, 'dimensions' | 'columns'>) {
	const rows = countedRows(scope, { ...counted, dimensions: [], columns: COLUMNS });
	const sums = COLUMNS.map((column) => sql`sum(${sql.ref(column)})::bigint as ${sql.ref(column)}`);
	return db
		.selectFrom(sql<SumRow>`(select currency, ${sql.join(sums)} from ${rows} counted group by currency)`.as('sums'))
		.selectAll()
		.orderBy('currency');
}

export async function windowSums(
	db: ReadDb,
	scope: Scope,
	counted: Omit<CountedRows, 'dimensions' | 'columns'>
): Promise<SumRow[]> {
	return windowSumsQuery(db, scope, counted).execute();
}

/** What came last of each kind from each sender, most recently received first. */
function freshnessQuery(db: ReadDb, scope: Scope) {
	return db
		.selectFrom('ingest_freshness')
		.select(({ fn }) => [
			'kind',
			'source',
			fn.max('last_received_at').as('last_received_at'),
			fn.max('last_event_at').as('last_event_at'),
			fn.sum<number>('records').as('records')
		])
		.where(inScope(scope, 'acquirer_id'))
		.groupBy(['kind', 'source'])
		.orderBy('last_received_at', 'desc')
		.orderBy('kind')
		.orderBy('source');
}

export async function freshness(db: ReadDb, scope: Scope) {
	return freshnessQuery(db, scope).execute();
}
