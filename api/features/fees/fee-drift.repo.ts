// What the roll-up of fees knows of drifting series, and who they are.
import { sql } from 'kysely';
import { feeSignIndex } from '#lib/domain/fee-signs.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import { PRODUCTS } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { containing } from '#api/platform/db/search.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { takenBack } from './fee-changes.repo.ts';

/** Business days of the fleet zone, both included. */
export type DaySpan = { first: string; last: string };

const FIRST_DRIFT = sql.lit(feeSignIndex('rounding'));

export type DriftRow = {
	terminal_id: number;
	merchant_id: number;
	acquirer_id: number;
	product: number;
	card_region: number;
	currency: number;
	sign: number;
	rate_ppm: number | null;
	sales: number;
	series_sales: number;
	amount_minor: number;
	charged_minor: number;
	expected_minor: number;
	first_at: Date;
	first_code: string | null;
	last_at: Date;
	over_min_minor: number;
	over_max_minor: number;
	charged_min_minor: number;
	charged_max_minor: number;
	rate_low_ppm: number | null;
	rate_high_ppm: number | null;
};

export type FeeFilter = Pick<
	FleetFilter,
	'acquirer' | 'merchant' | 'terminal' | 'vendor' | 'model' | 'firmware' | 'carrier' | 'region' | 'product' | 'q'
>;

/** Which series are asked for; nothing said is all of them. What else a filter holds is asked of the few that drift. */
export type SeriesChoice = Partial<Pick<FeeFilter, 'acquirer' | 'merchant' | 'terminal' | 'product'>>;

/** On rows that name a terminal, a merchant, an acquirer and a product. */
export function isChosen({ acquirer = [], merchant = [], terminal = [], product = [] }: SeriesChoice) {
	const oneOf = (column: string, table: string, code: string, codes: readonly string[]) =>
		sql`${sql.ref(column)} in (select ${sql.ref(column)} from ${sql.table(table)} where ${sql.ref(code)} = any(${codes}::text[]))`;
	const conditions = [
		...(acquirer.length > 0 ? [oneOf('acquirer_id', 'acquirer', 'acquirer_code', acquirer)] : []),
		...(merchant.length > 0 ? [oneOf('merchant_id', 'merchant', 'merchant_code', merchant)] : []),
		...(terminal.length > 0 ? [oneOf('terminal_id', 'terminal', 'terminal_code', terminal)] : []),
		...(product.length > 0 ? [sql`product = any(${product.map((each) => PRODUCTS.indexOf(each))}::int[])`] : [])
	];
	return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}

/** Sums of the days of `span` by series and sign; when it began is told of all days up to the last one. */
export async function driftRows(
	db: ReadDb,
	scope: Scope,
	span: DaySpan,
	choice: SeriesChoice = {}
): Promise<DriftRow[]> {
	const inSpan = sql`f.day >= ${span.first}::date`;
	const { rows } = await sql<DriftRow>`
		select terminal_id, merchant_id, f.acquirer_id, product, card_region, currency, sign,
			(array_agg(rate_ppm order by day))[count(*)] as rate_ppm, (sum(sales) filter (where ${inSpan}))::float8 as sales,
			(sum(series_sales) filter (where ${inSpan}))::float8 as series_sales,
			(sum(amount_minor) filter (where ${inSpan}))::float8 as amount_minor,
			(sum(charged_minor) filter (where ${inSpan}))::float8 as charged_minor,
			(sum(expected_minor) filter (where ${inSpan}))::float8 as expected_minor,
			min(first_at) as first_at, (array_agg(first_code order by day))[1] as first_code, max(last_at) as last_at,
			(min(over_min_minor) filter (where ${inSpan}))::float8 as over_min_minor,
			(max(over_max_minor) filter (where ${inSpan}))::float8 as over_max_minor,
			(min(charged_min_minor) filter (where ${inSpan}))::float8 as charged_min_minor,
			(max(charged_max_minor) filter (where ${inSpan}))::float8 as charged_max_minor,
			(max(rate_low_ppm) filter (where ${inSpan}))::float8 as rate_low_ppm,
			(min(rate_high_ppm) filter (where ${inSpan}))::float8 as rate_high_ppm
		from fee_day f
		where sign >= ${FIRST_DRIFT} and f.day <= ${span.last}::date and ${inScope(scope, 'f.acquirer_id')} and ${isChosen(choice)}
		group by terminal_id, merchant_id, f.acquirer_id, product, card_region, currency, sign
		having max(day) >= ${span.first}::date
		order by terminal_id, merchant_id, product, card_region, currency, sign`.execute(db);
	return rows;
}

export type GapRow = {
	terminal_id: number;
	merchant_id: number;
	acquirer_id: number;
	product: number;
	since: Date;
	agreed_ppm: number;
	configured_ppm: number;
};

/**
 * Since when terminals have been configured otherwise than agreed on, as far as it reaches into the span: through every agreement that
 * changed meanwhile. Who has not reported since an agreement changed may have been told.
 */
export async function profileGaps(
	db: ReadDb,
	scope: Scope,
	{ from, to }: { from: Date; to: Date },
	choice: SeriesChoice = {}
): Promise<GapRow[]> {
	const { rows } = await sql<GapRow>`
		with gap as (
			select *, coalesce(lag(until) over series < since, true) as begins from fee_profile_gap
			where since < ${to} and ${inScope(scope, 'acquirer_id')} and ${isChosen(choice)}
			window series as (partition by terminal_id, product order by since)
		), numbered as (
			select *, count(*) filter (where begins) over (partition by terminal_id, product order by since) as number from gap
		), joined as (
			select *, min(since) over (partition by terminal_id, product, number) as first_since from numbered
		)
		select distinct on (g.terminal_id, g.product) g.terminal_id, g.merchant_id, g.acquirer_id, g.product, g.first_since as since,
			g.agreed_ppm, g.configured_ppm
		from joined g join heartbeat h using (terminal_id)
		where g.until > ${from} or g.until is null and h.last_seen_at >= g.since
		order by g.terminal_id, g.product, g.since desc`.execute(db);
	return rows;
}

/** What these terminals are configured with now. */
export async function profilesOf(db: ReadDb, scope: Scope, terminalIds: readonly number[], until: Date) {
	return db
		.selectFrom('fee_profile')
		.distinctOn(['terminal_id', 'product'])
		.select(['terminal_id', 'product', 'rate_ppm', 'valid_from'])
		.where('terminal_id', '=', sql<number>`any(${`{${terminalIds.join(',')}}`}::int[])`)
		.where('valid_from', '<', until)
		.where(inScope(scope, 'acquirer_id'))
		.orderBy('terminal_id')
		.orderBy('product')
		.orderBy('valid_from', 'desc')
		.execute();
}

/** Agreements of these merchants that the ledger knows, newest first: whether a change was approved, and by which paper. */
export async function approvalsOf(db: ReadDb, scope: Scope, merchantIds: readonly number[]) {
	return db
		.selectFrom('fee_change')
		.select([
			'merchant_id',
			'product',
			'card_region',
			'agreement_code',
			'rate_ppm',
			sql<string>`valid_from::text`.as('valid_from'),
			'document',
			'entered_at',
			'entered_by',
			'approved_by'
		])
		.where('merchant_id', '=', sql<number>`any(${`{${merchantIds.join(',')}}`}::int[])`)
		.where(inScope(scope, 'acquirer_id'))
		.where('withdrawn', '=', false)
		.where(sql<boolean>`not exists (${takenBack('fee_change')})`)
		.orderBy('fee_change_id', 'desc')
		.execute();
}
export type ApprovalRow = Awaited<ReturnType<typeof approvalsOf>>[number];

const among = (column: string, ids: readonly number[]) =>
	sql<boolean>`${sql.ref(column)} = any(${`{${ids.join(',')}}`}::int[])`;

/** Who these pairs of terminal and merchant are, those of them that the filter lets through. */
export async function seriesIdentities(
	db: ReadDb,
	scope: Scope,
	{ terminalIds, merchantIds }: { terminalIds: readonly number[]; merchantIds: readonly number[] },
	filter: FeeFilter
) {
	const terminals = await db
		.selectFrom('terminal as t')
		.innerJoin('terminal_model as tm', 'tm.model_id', 't.model_id')
		.innerJoin('firmware as f', 'f.firmware_id', 't.firmware_id')
		.innerJoin('carrier as c', 'c.carrier_id', 't.carrier_id')
		.select(['t.terminal_id', 't.terminal_code', 't.serial', 'tm.vendor', 'tm.model'])
		.where(among('t.terminal_id', terminalIds))
		.where(inScope(scope, 't.acquirer_id'))
		.$if(filter.terminal.length > 0, (query) => query.where('t.terminal_code', 'in', filter.terminal))
		.$if(filter.vendor.length > 0, (query) => query.where('tm.vendor', 'in', filter.vendor))
		.$if(filter.model.length > 0, (query) => query.where('tm.model', 'in', filter.model))
		.$if(filter.firmware.length > 0, (query) => query.where('f.version', 'in', filter.firmware))
		.$if(filter.carrier.length > 0, (query) => query.where('c.carrier_code', 'in', filter.carrier))
		.execute();
	const merchants = await db
		.selectFrom('merchant as m')
		.innerJoin('region as r', 'r.region_id', 'm.region_id')
		.select(['m.merchant_id', 'm.merchant_code', 'm.name', 'r.region_code'])
		.where(among('m.merchant_id', merchantIds))
		.where(inScope(scope, 'm.acquirer_id'))
		.$if(filter.merchant.length > 0, (query) => query.where('m.merchant_code', 'in', filter.merchant))
		.$if(filter.region.length > 0, (query) => query.where('r.region_code', 'in', filter.region))
		.execute();
	const acquirers = await db.selectFrom('acquirer').select(['acquirer_id', 'acquirer_code']).execute();
	return { terminals, merchants, acquirers };
}

/** Terminals and merchants that a search finds; null: there is none. */
export async function searched(db: ReadDb, q: string) {
	if (q === '') return null;
	const terminals = db
		.selectFrom('terminal')
		.select(['terminal_id as id', sql<boolean>`true`.as('is_terminal')])
		.where(sql<boolean>`(terminal_code || ' ' || coalesce(serial, '')) ilike ${containing(q)}`);
	const merchants = db
		.selectFrom('merchant')
		.select(['merchant_id as id', sql<boolean>`false`.as('is_terminal')])
		.where(sql<boolean>`(merchant_code || ' ' || coalesce(name, '')) ilike ${containing(q)}`);
	const rows = await terminals.unionAll(merchants).execute();
	const idsOf = (isTerminal: boolean) =>
		new Set(rows.filter((row) => row.is_terminal === isTerminal).map(({ id }) => id));
	return { terminals: idsOf(true), merchants: idsOf(false) };
}

export async function listClaims(db: ReadDb, scope: Scope) {
	return db.selectFrom('fee_claim').selectAll().where(inScope(scope, 'acquirer_id')).orderBy('terminal_id').execute();
}
export type ClaimRow = Awaited<ReturnType<typeof listClaims>>[number];

/** The newest business day whose fees are compared, and when that was done; null before the first one. */
export async function comparedUntil(db: ReadDb) {
	return db
		.selectFrom('fee_day_state')
		.select([sql<string>`day::text`.as('day'), 'checked_at'])
		.orderBy('day', 'desc')
		.limit(1)
		.executeTakeFirst();
}
