// The very sales behind a drift, and what others terms would make of them: compared as the roll-up compares them.
import { sql, type RawBuilder } from 'kysely';
import { isTimeZone } from '#lib/domain/time-zones.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { comparedSales, uncomparedSales } from './compare-fees.statement.ts';
import type { FeeWindow } from './fee-window.ts';

export async function findSeries(db: ReadDb, scope: Scope, codes: { terminalId: string | null; merchantId: string }) {
	return db
		.selectFrom('merchant as m')
		.leftJoin('terminal as t', (join) => join.on('t.terminal_code', '=', codes.terminalId ?? ''))
		.select(['m.merchant_id', 'm.time_zone', 't.terminal_id', 't.acquirer_id as terminal_acquirer_id', 'm.acquirer_id'])
		.where('m.merchant_code', '=', codes.merchantId)
		.where(inScope(scope, 'm.acquirer_id'))
		.where((eb) => eb.or([eb('t.terminal_id', 'is', null), inScope(scope, 't.acquirer_id')]))
		.executeTakeFirst();
}

export type SeriesIds = { merchantId: number; product: number; merchantZone: string | null };

const zonesOf = (zone: string | null) => `{${zone !== null && isTimeZone(zone) ? zone : ''}}`;

/** A text of SQL with its numbered parameters. */
function numbered<Row>(text: string, parameters: readonly unknown[]): RawBuilder<Row> {
	const parts = text
		.split(/\$(\d+)/)
		.map((part, index) => (index % 2 === 0 ? sql.raw(part) : sql`${parameters[Number(part) - 1]}`));
	return sql<Row>`${sql.join(parts, sql.raw(''))}`;
}

const scoped = (scope: Scope) =>
	scope.kind === 'fleet' ? '' : ` and t.acquirer_id = any('{${scope.acquirerIds.map(Number).join(',')}}'::smallint[])`;

export type SaleRow = {
	txn_code: string;
	occurred_at: Date;
	currency: number;
	amount: number;
	charged: number;
	expected: number | null;
	sign: number;
	agreement_code: string | null;
	card_region: number;
	sold_region: number | null;
	valid_from: string | null;
	rate_ppm: number | null;
	cap_minor: number | null;
	min_minor: number | null;
	fixed_minor: number | null;
	rounding: string | null;
	mcc: number | null;
	merchant_mcc: number | null;
};

/** Sales of a terminal that were charged otherwise than agreed on or submitted under another category, newest first. */
export async function driftingSales(
	db: ReadDb,
	scope: Scope,
	series: SeriesIds & { terminalId: number },
	window: FeeWindow
): Promise<SaleRow[]> {
	const text = `with ${comparedSales(` and t.terminal_id = $5 and t.merchant_id = $6 and t.product = $7${scoped(scope)}`)}
		select txn_code, occurred_at, currency, amount::float8 as amount, charged::float8 as charged, expected::float8 as expected, sign,
			agreement_code, card_region, sold_region, valid_from::text as valid_from, rate_ppm, cap_minor::float8 as cap_minor, min_minor::float8 as min_minor,
			fixed::float8 as fixed_minor, rounding, mcc, merchant_mcc
		from compared where sign >= 2 or mcc <> merchant_mcc order by occurred_at desc, txn_code`;
	const { rows } = await numbered<SaleRow>(text, [
		window.from,
		window.to,
		window.timeZone,
		zonesOf(series.merchantZone),
		series.terminalId,
		series.merchantId,
		series.product
	]).execute(db);
	return rows;
}

export type UncomparedSaleRow = {
	terminal_code: string;
	txn_code: string;
	occurred_at: Date;
	product: number | null;
	sold_region: number | null;
	currency: number;
	amount: number;
	charged: number | null;
	reason: number;
};

/** Of the merchant itself, and of any that have served it: facts are found by their terminal. */
const TERMINALS_OF_MERCHANT = `(select terminal_id from terminal where merchant_id = $5
			union select terminal_id from fee_day where merchant_id = $5 and day >= $1::timestamptz::date - 1
			union select terminal_id from terminal_day where merchant_id = $5 and day >= $1::timestamptz::date - 1)`;

/** The very sales of a merchant that could not be compared, newest first. */
export async function uncomparedSalesOf(
	db: ReadDb,
	scope: Scope,
	series: Pick<SeriesIds, 'merchantId' | 'merchantZone'>,
	window: FeeWindow
): Promise<UncomparedSaleRow[]> {
	const own = ` and t.merchant_id = $5 and t.terminal_id in ${TERMINALS_OF_MERCHANT}${scoped(scope)}`;
	const text = `with ${comparedSales(own)}, ${uncomparedSales(own)}
		select terminal_code, txn_code, occurred_at, product, sold_region, currency, amount::float8 as amount,
			charged::float8 as charged, reason
		from uncompared join terminal using (terminal_id) order by occurred_at desc, txn_code`;
	const { rows } = await numbered<UncomparedSaleRow>(text, [
		window.from,
		window.to,
		window.timeZone,
		zonesOf(series.merchantZone),
		series.merchantId
	]).execute(db);
	return rows;
}

/** Fees of a terminal or a merchant by day and product. */
export async function feeDays(
	db: ReadDb,
	scope: Scope,
	of: { terminal: string } | { merchant: string },
	window: FeeWindow
) {
	return db
		.selectFrom('fee_day as f')
		.select([
			sql<string>`f.day::text`.as('day'),
			'f.product',
			'f.currency',
			sql<number>`sum(f.sales)::float8`.as('sales'),
			sql<number>`sum(f.amount_minor)::float8`.as('amount_minor'),
			sql<number>`sum(f.charged_minor)::float8`.as('charged_minor'),
			sql<number>`sum(f.expected_minor)::float8`.as('expected_minor')
		])
		.$if('terminal' in of, (query) =>
			query
				.innerJoin('terminal as t', 't.terminal_id', 'f.terminal_id')
				.where('t.terminal_code', '=', 'terminal' in of ? of.terminal : '')
		)
		.$if('merchant' in of, (query) =>
			query
				.innerJoin('merchant as m', 'm.merchant_id', 'f.merchant_id')
				.where('m.merchant_code', '=', 'merchant' in of ? of.merchant : '')
		)
		.where(sql`f.day`, '>=', sql`${window.first}::date`)
		.where(sql`f.day`, '<=', sql`${window.last}::date`)
		.where(sql<boolean>`f.sign not in (1, 7)`)
		.where(inScope(scope, 'f.acquirer_id'))
		.groupBy(['f.day', 'f.product', 'f.currency'])
		.orderBy('f.product')
		.orderBy('f.currency')
		.orderBy('f.day')
		.execute();
}
export type FeeDayRow = Awaited<ReturnType<typeof feeDays>>[number];
