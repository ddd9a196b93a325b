// Merchants with how their terminals do: the sums of the health board over the terminals that stand there now.
import { sql, type RawBuilder } from 'kysely';
import { parseInstant } from '#lib/domain/instants.ts';
import { LEARNING_ATTEMPTS_MAX, TERMINAL_STATES, TERMINAL_STATES_BY_URGENCY } from '#lib/domain/terminal-states.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { afterCursor, orderBy, type SortOrder } from '#api/platform/db/keyset.ts';
import { containing } from '#api/platform/db/search.ts';
import { wilsonLow } from '#api/platform/db/wilson.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import type { MerchantListFilter, MerchantSort } from './merchants.schemas.ts';

export type ListArgs = {
	filter: Pick<
		MerchantListFilter,
		'acquirer' | 'merchant' | 'region' | 'state' | 'mcc' | 'registered' | 'firstSeenFrom' | 'q'
	>;
	sort: MerchantSort;
	descending: boolean;
	limit: number;
	cursor: readonly unknown[] | undefined;
};

const LEARNING = TERMINAL_STATES.indexOf('learning');
const URGENCY_ORDER = `{${TERMINAL_STATES_BY_URGENCY.map((state) => TERMINAL_STATES.indexOf(state)).join(',')}}`;

/** Place in TERMINAL_STATES_BY_URGENCY; a terminal that the state job has not seen yet is still learning. */
const URGENCY = sql<number>`array_position(${sql.lit(URGENCY_ORDER)}::smallint[], coalesce(state, ${sql.lit(LEARNING)})::smallint) - 1`;
const LEARNING_URGENCY = TERMINAL_STATES_BY_URGENCY.indexOf('learning');

const COUNTS = ['attempts', 'approved', 'terminal', 'upstream', 'business', 'unresolved'] as const;

export type Health = Record<(typeof COUNTS)[number], number> & {
	merchant_id: number;
	terminals: number;
	urgency: number;
	last_transaction_at: Date | null;
};

function health(scope: Scope): RawBuilder<Health> {
	const sums = COUNTS.map((column) => sql`coalesce(sum(${sql.ref(column)}), 0)::int as ${sql.ref(column)}`);
	return sql<Health>`(
		select terminal.merchant_id, count(*)::int as terminals, min(${URGENCY}) as urgency, ${sql.join(sums)},
			max(last_transaction_at) as last_transaction_at
		from terminal left join terminal_state using (terminal_id)
		where ${inScope(scope, 'terminal.acquirer_id')}
		group by terminal.merchant_id)`;
}

const RATE_LOW = wilsonLow(sql.ref('h.terminal'), sql.ref('h.attempts'));

const SORT_VALUES: Record<MerchantSort, RawBuilder<string | number>> = {
	merchantId: sql`m.merchant_code`,
	name: sql`coalesce(m.name, m.merchant_code)`,
	state: sql`coalesce(h.urgency, ${sql.lit(LEARNING_URGENCY)})`,
	urgency: sql`coalesce(${RATE_LOW} + (h.attempts > ${sql.lit(LEARNING_ATTEMPTS_MAX)})::int, 0)`,
	rateLow: sql`coalesce(${RATE_LOW}, 0)`,
	attempts: sql`coalesce(h.attempts, 0)`,
	terminals: sql`coalesce(h.terminals, 0)`,
	mcc: sql`coalesce(m.mcc, -1)`,
	feeClass: sql`coalesce(m.fee_class, '')`,
	region: sql`coalesce(r.region_code, '')`,
	acquirerId: sql`coalesce(a.acquirer_code, '')`,
	lastTransactionAt: sql`coalesce(extract(epoch from h.last_transaction_at), 0)::float8`
};

function merchantsJoined(db: ReadDb, scope: Scope) {
	return db
		.selectFrom('merchant as m')
		.leftJoin('acquirer as a', 'a.acquirer_id', 'm.acquirer_id')
		.leftJoin('region as r', 'r.region_id', 'm.region_id')
		.leftJoin(health(scope).as('h'), 'h.merchant_id', 'm.merchant_id')
		.where(inScope(scope, 'm.acquirer_id'));
}

function filtered(db: ReadDb, scope: Scope, filter: ListArgs['filter']) {
	const urgencies = filter.state.map((state) => TERMINAL_STATES_BY_URGENCY.indexOf(state));
	return merchantsJoined(db, scope)
		.$if(filter.acquirer.length > 0, (query) => query.where('a.acquirer_code', 'in', filter.acquirer))
		.$if(filter.merchant.length > 0, (query) => query.where('m.merchant_code', 'in', filter.merchant))
		.$if(filter.region.length > 0, (query) => query.where('r.region_code', 'in', filter.region))
		.$if(filter.mcc.length > 0, (query) => query.where('m.mcc', 'in', filter.mcc.map(Number)))
		.$if(urgencies.length > 0, (query) => query.where(SORT_VALUES.state, 'in', urgencies))
		.$if(filter.registered !== undefined, (query) => query.where('m.is_registered', '=', filter.registered ?? true))
		.$if(filter.firstSeenFrom !== undefined, (query) =>
			query.where('m.first_seen_at', '>=', new Date(parseInstant(filter.firstSeenFrom ?? '')))
		)
		.$if(filter.q !== '', (query) =>
			query.where(sql`(m.merchant_code || ' ' || coalesce(m.name, ''))`, 'ilike', containing(filter.q))
		);
}

const COLUMNS = [
	'm.merchant_id',
	'm.merchant_code',
	'm.name',
	'a.acquirer_code',
	'm.mcc',
	'm.fee_class',
	'r.region_code',
	'm.is_registered',
	'm.time_zone',
	'h.terminals',
	'h.urgency',
	'h.attempts',
	'h.approved',
	'h.terminal',
	'h.upstream',
	'h.business',
	'h.unresolved',
	'h.last_transaction_at'
] as const;

export async function countMerchants(db: ReadDb, scope: Scope, filter: ListArgs['filter']): Promise<number> {
	const { total } = await filtered(db, scope, filter)
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	return total;
}

/** One page and one row more, in the order asked for, ties by our own number. */
export async function listMerchants(db: ReadDb, scope: Scope, args: ListArgs) {
	const value = SORT_VALUES[args.sort];
	const order: SortOrder = { by: value, id: sql`m.merchant_id`, descending: args.descending };
	return filtered(db, scope, args.filter)
		.select(COLUMNS)
		.select(value.as('sort_value'))
		.where(afterCursor(order, args.cursor))
		.orderBy(orderBy(order))
		.limit(args.limit + 1)
		.execute();
}

export type MerchantRow = Awaited<ReturnType<typeof listMerchants>>[number];

/** Undefined when there is none of that code in scope. */
export async function findMerchant(db: ReadDb, scope: Scope, merchantCode: string) {
	return merchantsJoined(db, scope)
		.select(COLUMNS)
		.select([
			'm.address',
			'm.lat',
			'm.lng',
			sql<string | null>`to_char(m.opens_at, 'HH24:MI')`.as('opens_at'),
			sql<string | null>`to_char(m.closes_at, 'HH24:MI')`.as('closes_at'),
			'm.social_credit_code',
			'm.settlement_account_masked',
			'm.first_seen_at',
			'm.updated_at'
		])
		.where('m.merchant_code', '=', merchantCode)
		.executeTakeFirst();
}

export type MerchantDetailRow = NonNullable<Awaited<ReturnType<typeof findMerchant>>>;

/** The terminals that stand at a merchant now, worst first, at most `limit`. */
export async function terminalsOfMerchant(db: ReadDb, scope: Scope, merchantId: number, limit: number) {
	return db
		.selectFrom('terminal as t')
		.innerJoin('terminal_model as tm', 'tm.model_id', 't.model_id')
		.leftJoin('terminal_state as s', 's.terminal_id', 't.terminal_id')
		.where('t.merchant_id', '=', merchantId)
		.where(inScope(scope, 't.acquirer_id'))
		.select([
			't.terminal_code',
			't.serial',
			'tm.vendor',
			'tm.model',
			't.status',
			't.is_registered',
			URGENCY.as('urgency'),
			's.attempts',
			's.approved',
			's.terminal',
			's.upstream',
			's.business',
			's.unresolved',
			's.last_transaction_at'
		])
		.orderBy(sql`coalesce(s.rate_low, 0) desc, t.terminal_id`)
		.limit(limit)
		.execute();
}

export type MerchantTerminalRow = Awaited<ReturnType<typeof terminalsOfMerchant>>[number];

/** The fee agreements in force on a day, by product. */
export async function feeAgreements(db: ReadDb, scope: Scope, merchantId: number, day: string) {
	return db
		.selectFrom('fee_agreement as f')
		.where('f.merchant_id', '=', merchantId)
		.where(inScope(scope, 'f.acquirer_id'))
		.where(sql<boolean>`f.valid_from <= ${day}::date and coalesce(f.valid_to, 'infinity') >= ${day}::date`)
		.select([
			'f.agreement_code',
			'f.product',
			'f.card_region',
			'f.rate_ppm',
			sql<number | null>`f.cap_minor::float8`.as('cap_minor'),
			sql<number | null>`f.min_minor::float8`.as('min_minor'),
			sql<number | null>`f.fixed_minor::float8`.as('fixed_minor'),
			sql<string>`f.valid_from::text`.as('valid_from'),
			sql<string | null>`f.valid_to::text`.as('valid_to')
		])
		.orderBy('f.product')
		.orderBy('f.card_region')
		.orderBy('f.valid_from', 'desc')
		.execute();
}

export type FeeAgreementRow = Awaited<ReturnType<typeof feeAgreements>>[number];
