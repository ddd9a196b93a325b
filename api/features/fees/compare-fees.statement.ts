// The comparison of src/lib/domain/fee-signs.ts in SQL, over many sales at once: integers only, and the same for every sale
// (tests/db/fee-comparison.test.ts).
import { feeSignIndex } from '#lib/domain/fee-signs.ts';
import type { Rounding } from '#lib/domain/fees.ts';
import { isCharged } from '#api/platform/db/charged-sales.ts';

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
const NEWEST = 'order by f.valid_from desc, f.agreement_code desc limit 1';

/**
 * Rows `compared`: each charged sale with what it should have cost and its sign. Parameters: from, to (instants), the fleet's time
 * zone, and those of the merchants' zones that Postgres knows. `more` narrows the facts `t` further.
 */
export function comparedSales(more = ''): string {
	return `sale as (
	select t.terminal_id, t.merchant_id, t.acquirer_id, t.product, t.currency, t.occurred_at, t.txn_code, t.amount_minor as amount,
		t.fee_minor::bigint as charged, t.mcc, m.mcc as merchant_mcc, (t.occurred_at at time zone $3::text)::date as day,
		(t.occurred_at at time zone case when m.time_zone = any($4::text[]) then m.time_zone else $3::text end)::date as agreed_day
	from txn t join merchant m using (merchant_id)
	where t.occurred_at >= $1::timestamptz and t.occurred_at < $2::timestamptz and ${isCharged('t')}${more}
), priced as (
	select sale.*, a.agreement_code, a.valid_from, a.rate_ppm, a.cap_minor, a.min_minor, a.rounding, coalesce(a.fixed_minor, 0) as fixed,
		${limited('sale', 'a', roundingOf('a'))} as expected,
		${limited('sale', 'a', NONE)} as low, ${limited('sale', 'a', ALL)} as high,
		greatest(${percentage('sale', 'a', ALL)}, a.min_minor) + coalesce(a.fixed_minor, 0) as uncapped_high
	from sale left join lateral (
		select * from fee_agreement f where f.merchant_id = sale.merchant_id and f.product = sale.product
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
		where sale.charged not between sale.low and sale.high and f.merchant_id = sale.merchant_id and f.product = sale.product
			and f.valid_from < sale.valid_from ${NEWEST}
	) before on true
)`;
}

const HOPPED = feeSignIndex('other_mcc');
const FIRST_DRIFT = feeSignIndex('rounding');
const KEY = 'day, terminal_id, merchant_id, acquirer_id, product, currency';

const drift = (expression: string) => `case when sign >= ${FIRST_DRIFT} then ${expression} end`;
/** A fee at its cap says nothing of the rate behind it; neither does a sale of nothing. */
const TELLS_RATE = `sign between ${feeSignIndex('under')} and ${feeSignIndex('stale')} and amount > 0
	and (sign = ${feeSignIndex('over_cap')} or cap_minor is null or charged - fixed < cap_minor)`;

/**
 * Adds the compared sales of whole business days up into fee_day. What drifts of a day lies side by side, so that asking for it reads a few
 * pages and not all. Parameters as for comparedSales.
 */
export function countFeesSql(more = ''): string {
	return `with ${comparedSales(more)}, signed as (
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
)
insert into fee_day (${KEY}, sign, sales, amount_minor, charged_minor, expected_minor, rate_ppm, series_sales, first_at, first_code, last_at,
	over_min_minor, over_max_minor, charged_min_minor, charged_max_minor, rate_low_ppm, rate_high_ppm)
select ${KEY}, sign, sales, amount, charged, expected, rate_ppm,
	${drift(`sum(sales) filter (where sign <> ${HOPPED}) over (partition by ${KEY})`)}, ${drift('first_at')}, first_code, ${drift('last_at')},
	${drift('over_min')}, ${drift('over_max')}, ${drift('charged_min')}, ${drift('charged_max')}, rate_low, rate_high
from grouped order by sign < ${FIRST_DRIFT}, terminal_id`;
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
	'day',
	'agreed_day',
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
