// Everything a ranking shows about the few terminals or merchants of one page.
import { sql, type SqlBool } from 'kysely';
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { TERMINAL_STATES, TERMINAL_STATES_BY_URGENCY } from '#lib/domain/terminal-states.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { ATTEMPTS, COUNTS, countedRows, type CountedRows } from './counted-rows.repo.ts';
import { idList } from './filter-ids.repo.ts';
import type { Place } from './sources.ts';

export type PlaceCounts = Record<(typeof COUNTS)[number] | FailureCause, number> & {
	id: number;
	/** Null when the transactions are in several currencies, and so are the amounts. */
	currency: number | null;
	amount_minor: number | null;
	approved_minor: number | null;
	terminals: number;
};

const COUNT_COLUMNS = [...COUNTS, ...FAILURE_CAUSES] as const;
const AMOUNT_COLUMNS = ['amount_minor', 'approved_minor'] as const;

/** Sums of the places with these numbers, in no particular order; the filter's own choice of places is replaced by them. */
export async function placeCounts(
	db: ReadDb,
	scope: Scope,
	place: Place,
	placeIds: readonly number[],
	counted: Omit<CountedRows, 'dimensions' | 'columns'>
): Promise<PlaceCounts[]> {
	const id = sql.ref(`${place}_id`);
	const rows = countedRows(scope, {
		...counted,
		ids: { ...counted.ids, by: { ...counted.ids.by, [place]: placeIds } },
		dimensions: place === 'terminal' ? ['terminal'] : ['terminal', 'merchant'],
		columns: [...COUNT_COLUMNS, ...AMOUNT_COLUMNS]
	});
	const first = sql`min(currency) filter (where ${ATTEMPTS} > 0)`;
	const isOneCurrency = sql`${first} = max(currency) filter (where ${ATTEMPTS} > 0)`;
	const sums = COUNT_COLUMNS.map((column) => sql`sum(${sql.ref(column)})::bigint as ${sql.ref(column)}`);
	const amounts = AMOUNT_COLUMNS.map(
		(column) => sql`case when ${isOneCurrency} then sum(${sql.ref(column)})::bigint end as ${sql.ref(column)}`
	);
	return db
		.selectFrom(
			sql<PlaceCounts>`(
			select ${id} as id, case when ${isOneCurrency} then ${first} end as currency,
				count(distinct terminal_id)::int as terminals, ${sql.join(sums)}, ${sql.join(amounts)}
			from ${rows} counted group by ${id})`.as('counts')
		)
		.selectAll()
		.execute();
}

/** What the registry says of terminals, in no particular order. */
export async function terminalIdentities(db: ReadDb, scope: Scope, terminalIds: readonly number[]) {
	return db
		.selectFrom('terminal')
		.innerJoin('acquirer', 'acquirer.acquirer_id', 'terminal.acquirer_id')
		.innerJoin('terminal_model', 'terminal_model.model_id', 'terminal.model_id')
		.innerJoin('firmware', 'firmware.firmware_id', 'terminal.firmware_id')
		.innerJoin('carrier', 'carrier.carrier_id', 'terminal.carrier_id')
		.leftJoin('merchant', 'merchant.merchant_id', 'terminal.merchant_id')
		.leftJoin('region', 'region.region_id', 'merchant.region_id')
		.leftJoin('terminal_state', 'terminal_state.terminal_id', 'terminal.terminal_id')
		.where(sql<SqlBool>`terminal.terminal_id = any(${idList(terminalIds)})`)
		.where(inScope(scope, 'terminal.acquirer_id'))
		.select([
			'terminal.terminal_id as id',
			'terminal.terminal_code',
			'terminal.is_registered',
			'acquirer.acquirer_code',
			'merchant.merchant_code',
			'merchant.name as merchant_name',
			'region.region_code',
			'terminal_model.vendor',
			'terminal_model.model',
			'firmware.version as firmware',
			'carrier.carrier_code',
			'terminal_state.state'
		])
		.execute();
}

/** What the registry says of merchants, with the most urgent state among their terminals; in no particular order. */
export async function merchantIdentities(db: ReadDb, scope: Scope, merchantIds: readonly number[]) {
	return db
		.selectFrom('merchant')
		.innerJoin('acquirer', 'acquirer.acquirer_id', 'merchant.acquirer_id')
		.innerJoin('region', 'region.region_id', 'merchant.region_id')
		.where(sql<SqlBool>`merchant.merchant_id = any(${idList(merchantIds)})`)
		.where(inScope(scope, 'merchant.acquirer_id'))
		.select((eb) => [
			'merchant.merchant_id as id',
			'merchant.merchant_code',
			'merchant.name',
			'merchant.mcc',
			'merchant.is_registered',
			'acquirer.acquirer_code',
			'region.region_code',
			eb
				.selectFrom('terminal')
				.leftJoin('terminal_state', 'terminal_state.terminal_id', 'terminal.terminal_id')
				.whereRef('terminal.merchant_id', '=', 'merchant.merchant_id')
				.where(inScope(scope, 'terminal.acquirer_id'))
				.select(urgencyOf.as('urgency'))
				.as('urgency')
		])
		.execute();
}

const URGENCY_ORDER = `{${TERMINAL_STATES_BY_URGENCY.map((state) => TERMINAL_STATES.indexOf(state)).join(',')}}`;
const LEARNING = TERMINAL_STATES.indexOf('learning');

/** Place in TERMINAL_STATES_BY_URGENCY of the worst state; null without terminals. */
export const urgencyOf = sql<number | null>`min(array_position(${sql.lit(URGENCY_ORDER)}::smallint[],
	coalesce(terminal_state.state, ${sql.lit(LEARNING)})::smallint)) - 1`;
