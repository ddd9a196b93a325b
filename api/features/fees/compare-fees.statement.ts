// The comparison of src/lib/domain/fee-signs.ts in SQL, over many sales at once: integers only, and the same for every sale
// (tests/db/fee-comparison.test.ts).
import { feeGapIndex } from '#lib/domain/fee-gaps.ts';
import { feeSignIndex } from '#lib/domain/fee-signs.ts';
import type { Rounding } from '#lib/domain/fees.ts';
import { isCharged, isUntold } from '#api/platform/db/charged-sales.ts';

const sign = (name: Parameters<typeof feeSignIndex>[0]) => `${feeSignIndex(name)}::smallint`;

/** The percentage of an amount, brought to whole units; integers divide downwards. */
const percentage = (sale: string, terms: string, added: string) =>
	`(${sale}.amount * ${terms}.rate_ppm + ${added}) / 1000000`;
const limited = (sale: string, terms: string, added: string) =>
	`greatest(least(${percentage(sale, terms, added)}, ${terms}.cap_minor), ${terms}.min_minor) + coalesce(${terms}.fixed_minor, 0)`;
const NONE = '0';
const HALF = '500000';
const ALL = '999999';

const roundingOf = (terms: string) => `case ${terms}.rounding when 'half_up' then ${HALF} else ${NONE} end`;

/** feeOf of src/lib/domain/fees.ts: the fee of rows of `sale` under those of `terms`. */
export const limitedFee = (sale: string, terms: string, rounding: Rounding) =>
	limited(sale, terms, rounding === 'half_up' ? HALF : NONE);

/** Which agreement of a product holds: agreementInForce and agreementBefore of src/lib/domain/fee-agreements.ts. */
const NEWEST = 'order by f.card_region > 0 desc, f.valid_from desc, f.agreement_code desc limit 1';
const OF_SALE =
	'f.merchant_id = sale.merchant_id and f.product = sale.product and f.card_region in (0, coalesce(sale.sold_region, 0))';

/** The fleet's calendar day of a fact `t`, and that of its merchant `m`, which decides what was agreed on. */
const FLEET_DAY = '(t.occurred_at at time zone $3::text)::date as day';
const DAYS = `${FLEET_DAY},
		(t.occurred_at at time zone case when m.time_zone = any($4::text[]) then m.time_zone else $3::text end)::date as agreed_day`;
const IN_SPAN = 't.occurred_at >= $1::timestamptz and t.occurred_at < $2::timestamptz';

/**
 * Rows `compared`: each charged sale with what it should have cost and its sign. Parameters: from, to (instants), the fleet's time
 * zone, and those of the merchants' zones that Postgres knows. `more` narrows the facts `t` further.
 */
export function comparedSales(more = ''): string {
	return `sale as (
	select t.terminal_id, t.merchant_id, t.acquirer_id, t.product, t.currency, t.occurred_at, t.txn_code, t.amount_minor as amount,
		t.fee_minor::bigint as charged, t.mcc, m.mcc as merchant_mcc, t.card_region as sold_region, ${DAYS}
	from txn t join merchant m using (merchant_id)
	where ${IN_SPAN} and ${isCharged('t')}${more}
), priced as (
	select sale.*, coalesce(a.card_region, 0::smallint) as card_region, a.agreement_code, a.valid_from, a.rate_ppm, a.cap_minor, a.min_minor,
		a.rounding, coalesce(a.fixed_minor, 0) as fixed,
		${limited('sale', 'a', roundingOf('a'))} as expected,
		${limited('sale', 'a', NONE)} as low, ${limited('sale', 'a', ALL)} as high,
		greatest(${percentage('sale', 'a', ALL)}, a.min_minor) + coalesce(a.fixed_minor, 0) as uncapped_high
	from sale left join lateral (
		select * from fee_agreement f where ${OF_SALE}
			and f.valid_from <= sale.agreed_day and (f.valid_to is null or f.valid_to >= sale.agreed_day) ${NEWEST}
	) a on true
), compared as (
	select sale.*, before.expected is not null as has_before, case
		when sale.rate_ppm is null then ${sign('no_agreement')}
		when sale.charged = sale.expected then ${sign('as_agreed')}
		when sale.charged between sale.low and sale.high then ${sign('rounding')}
		when sale.charged = before.expected then ${sign('stale')}
		when sale.charged > sale.high and sale.charged <= sale.uncapped_high then ${sign('over_cap')}
		when sale.charged > sale.expected then ${sign('over')}
		else ${sign('under')} end as sign
	from priced sale left join lateral (
		select ${limited('sale', 'f', roundingOf('f'))} as expected from fee_agreement f
		where sale.charged not between sale.low and sale.high and ${OF_SALE}
			and f.valid_from < sale.valid_from ${NEWEST}
	) before on true
)`;
}

const HOPPED = feeSignIndex('other_mcc');
const FIRST_DRIFT = feeSignIndex('rounding');
const KEY = 'day, terminal_id, merchant_id, acquirer_id, product, card_region, currency';

const drift = (expression: string) => `case when sign >= ${FIRST_DRIFT} then ${expression} end`;
/** A fee at its cap says nothing of the rate behind it; neither does a sale of nothing. */
const TELLS_RATE = `sign between ${feeSignIndex('under')} and ${feeSignIndex('stale')} and amount > 0
	and (sign = ${feeSignIndex('over_cap')} or cap_minor is null or charged - fixed < cap_minor)`;

/** Why a sale without a line of its own cannot be compared: what there is instead. */
function gapOf(sale: string): string {
	const line = `select from fee_agreement f where f.merchant_id = ${sale}.merchant_id`;
	const ofProduct = `${line} and f.product = ${sale}.product`;
	const ofDay = `${ofProduct} and f.valid_from <= ${sale}.agreed_day and (f.valid_to is null or f.valid_to >= ${sale}.agreed_day)`;
	return `case when not exists (${line}) then ${feeGapIndex('no_agreement')}
		when not exists (${ofProduct}) then ${feeGapIndex('other_products')}
		when not exists (${ofDay}) then ${feeGapIndex('other_days')} else ${feeGapIndex('other_cards')} end`;
}

/** Sales whose fee cannot be compared, each with the reason: those without an agreement, and those that say too little. */
export function uncomparedSales(more = ''): string {
	return `uncompared as (
	select day, merchant_id, acquirer_id, product, sold_region, currency, amount, charged, occurred_at, terminal_id, txn_code,
		${gapOf('compared')} as reason
	from compared where sign = ${sign('no_agreement')}
	union all
	select ${FLEET_DAY}, t.merchant_id, t.acquirer_id, t.product, t.card_region, t.currency, t.amount_minor, t.fee_minor,
		t.occurred_at, t.terminal_id, t.txn_code,
		case when t.fee_minor is null then ${feeGapIndex('no_fee')} else ${feeGapIndex('no_product')} end
	from txn t where ${IN_SPAN} and ${isUntold('t')}${more}
)`;
}

/** Adds to what there is of a key, for a merchant that is compared again while the others of its acquirer are not. */
const TOTALS = 'sales, amount_minor, charged_minor, expected_minor';
export const addToTotals = (
	rows: string,
	factor: 1 | -1
) => `insert into fee_total_day as t (day, acquirer_id, product, currency, sign, ${TOTALS})
select day, acquirer_id, product, currency, sign, ${TOTALS.split(', ')
	.map((column) => `${factor} * sum(${column})`)
	.join(', ')}
from ${rows} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
on conflict (day, acquirer_id, product, currency, sign) do update set ${TOTALS.split(', ')
	.map((column) => `${column} = t.${column} + excluded.${column}`)
	.join(', ')}`;

/**
 * Adds the compared sales of whole business days up into fee_day, and beside it what they come to and what could not be compared.
 * What drifts of a day lies side by side, so that asking for it reads a few pages and not all. Parameters as for comparedSales.
 */
export function countFeesSql(more = ''): string {
	return `with ${comparedSales(more)}, ${uncomparedSales(more)}, signed as (
	select * from compared
	union all
	select ${COMPARED_COLUMNS.join(', ')}, ${HOPPED}::smallint from compared where mcc <> merchant_mcc
), grouped as (
	select ${KEY}, sign, count(*) as sales, sum(amount) as amount, sum(charged) as charged, coalesce(sum(expected), 0) as expected,
		max(rate_ppm) as rate_ppm, min(occurred_at) as first_at,
		(array_agg(txn_code order by occurred_at, txn_code) filter (where sign >= ${FIRST_DRIFT}))[1] as first_code,
		max(occurred_at) as last_at, min(charged - expected) as over_min, max(charged - expected) as over_max,
		min(charged) as charged_min, max(charged) as charged_max,
		max((greatest(charged - fixed - 1, 0) * 1000000 + amount - 1) / nullif(amount, 0)) filter (where ${TELLS_RATE}) as rate_low,
		min((charged - fixed + 1) * 1000000 / nullif(amount, 0)) filter (where ${TELLS_RATE}) as rate_high
	from signed group by ${KEY}, sign
), written as (
	insert into fee_day (${KEY}, sign, sales, amount_minor, charged_minor, expected_minor, rate_ppm, series_sales, first_at, first_code, last_at,
	over_min_minor, over_max_minor, charged_min_minor, charged_max_minor, rate_low_ppm, rate_high_ppm)
select ${KEY}, sign, sales, amount, charged, expected, rate_ppm,
	${drift(`sum(sales) filter (where sign <> ${HOPPED}) over (partition by ${KEY})`)}, ${drift('first_at')}, first_code, ${drift('last_at')},
	${drift('over_min')}, ${drift('over_max')}, ${drift('charged_min')}, ${drift('charged_max')}, rate_low, rate_high
from grouped order by sign < ${FIRST_DRIFT}, terminal_id
	returning day, acquirer_id, product, currency, sign, sales, amount_minor, charged_minor, expected_minor
), gaps as (
	insert into fee_uncompared_day (day, merchant_id, acquirer_id, product, card_region, currency, reason, sales, amount_minor,
		charged_minor, first_at, last_at)
	select day, merchant_id, acquirer_id, coalesce(product, -1), coalesce(sold_region, 0), currency, reason, count(*), sum(amount),
		coalesce(sum(charged), 0), min(occurred_at), max(occurred_at)
	from uncompared group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3
)
${addToTotals('written', 1)}`;
}

/** All columns of `compared` but its sign, in their order. */
const COMPARED_COLUMNS = [
	'terminal_id',
	'merchant_id',
	'acquirer_id',
	'product',
	'currency',
	'occurred_at',
	'txn_code',
	'amount',
	'charged',
	'mcc',
	'merchant_mcc',
	'sold_region',
	'day',
	'agreed_day',
	'card_region',
	'agreement_code',
	'valid_from',
	'rate_ppm',
	'cap_minor',
	'min_minor',
	'rounding',
	'fixed',
	'expected',
	'low',
	'high',
	'uncapped_high',
	'has_before'
];
