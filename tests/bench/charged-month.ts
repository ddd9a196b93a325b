// Agreements and charged sales of the fleet of the other measurements, written by the database itself. Three merchants in a hundred are
// charged otherwise than agreed on for one product each.
import { CAUSES } from '#lib/domain/causes.ts';
import { SCOPES } from '#lib/domain/scopes.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { FLEET } from './fleet-data.ts';
import { FACTS_PER_DAY } from './ninety-days.ts';

/** Rate in parts per million and cap in fen, by index of the product. */
const PRICES = [
	[6000, null],
	[5000, 2000],
	[5000, 2000],
	[18_000, null],
	[3800, null]
] as const;

export async function writeFeeAgreements(sql: Sql): Promise<void> {
	await sql`
		insert into fee_agreement (agreement_code, merchant_id, acquirer_id, product, rate_ppm, cap_minor, rounding, valid_from, updated_at)
		select 'A' || merchant_id, merchant_id, acquirer_id, product - 1, rate, cap, 'half_up', '2025-01-01', now()
		from merchant, unnest(${PRICES.map(([rate]) => rate)}::int[], ${PRICES.map(([, cap]) => cap)}::bigint[])
			with ordinality as price(rate, cap, product)`;
}

/** Approved sales of one day from its start on, each with its fee; `number` makes their ids. */
export async function writeChargedDay(
	sql: Sql,
	dayStart: Date,
	{ number, isDrifting }: { number: number; isDrifting: boolean }
): Promise<void> {
	await sql.unsafe(
		`insert into txn (occurred_at, amount_minor, terminal_id, merchant_id, latency_ms, fee_minor, acquirer_id, issuer_id, code_id, currency,
			model_id, firmware_id, app_version_id, carrier_id, region_id, connection, type, cause, scope, product, entry_mode, mcc, txn_code)
		with drawn as (
			select n, $1::timestamptz + (n * 86300000.0 / ${FACTS_PER_DAY}) * interval '1 ms' as occurred_at,
				500 + ((n * 7907 + $2 * 613) % 500000)::bigint as amount, (n % 5)::smallint as product,
				1 + floor(${FLEET.terminals} * power(((n * 7919 + $2 * 104729) % 1000003) / 1000003.0, 2))::int as terminal_id
			from generate_series(0, ${FACTS_PER_DAY - 1}) n
		), charged as (
			select d.*, t.merchant_id, t.acquirer_id, t.model_id, t.firmware_id, t.carrier_id,
				a.rate_ppm + case when $3 and d.product = 0 and t.merchant_id % 100 = 0 then 300 else 0 end as rate,
				case when $3 and d.product = 1 and t.merchant_id % 100 = 1 then null else a.cap_minor end as cap,
				case when $3 and d.product = 0 and t.merchant_id % 100 = 2 then 200 else 0 end as fixed
			from drawn d join terminal t using (terminal_id) join fee_agreement a on a.merchant_id = t.merchant_id and a.product = d.product
		)
		select occurred_at, amount, terminal_id, merchant_id, 900, least((amount * rate + 500000) / 1000000, cap) + fixed, acquirer_id, 1, 1, 156,
			model_id, firmware_id, 0, carrier_id, 1 + (merchant_id - 1) % 30, 1, 0, $4, $5, product, 1, 5000 + merchant_id % 50,
			'F' || $2 || '-' || n
		from charged order by terminal_id`,
		[dayStart, number, isDrifting, CAUSES.indexOf('approved'), SCOPES.indexOf('approved')]
	);
}
