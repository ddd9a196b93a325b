// Where terminals are configured otherwise than agreed on: profiles over time laid beside agreements over time.
import type { Sql } from '#api/platform/db/client.ts';

/** A terminal learns of a new agreement by its next report: the shop may be closed until then. */
const PROFILE_GRACE_HOURS = 24;

/**
 * Works fee_profile_gap out anew where its sources have changed. Agreements begin and end with days of the merchant's zone. A line
 * is compared where both sides have one; a product nobody agreed on is not a difference, and neither are lines for cards of one region,
 * of which profiles know nothing. Answers whether there was anything to do.
 */
export async function refreshProfileGaps(
	sql: Sql,
	{ timeZone, merchantZones }: { timeZone: string; merchantZones: readonly string[] }
): Promise<boolean> {
	const changed = await sql.begin(async (tx) => {
		const stated = await tx`
			with source as (
				select (select count(*) || ' ' || coalesce(max(valid_from)::text, '') from fee_profile)
					|| ' ' || (select coalesce(max(fee_change_id), 0) from fee_change) as basis
			)
			insert into fee_profile_gap_state as s (singleton, basis) select true, basis from source
			on conflict (singleton) do update set basis = excluded.basis where s.basis <> excluded.basis
			returning basis`;
		if (stated.length === 0) return false;
		await tx`delete from fee_profile_gap`;
		await tx`
			with agreed as (
				select merchant_id, product, rate_ppm, cap_minor, fixed_minor, agreement_code, valid_from,
					valid_from::timestamp at time zone zone as from_at, least((valid_to + 1)::timestamp at time zone zone,
						lead(valid_from) over (partition by merchant_id, product order by valid_from, agreement_code)::timestamp
							at time zone zone) as to_at
				from fee_agreement join (select merchant_id, case when time_zone = any(${merchantZones as string[]}) then time_zone
					else ${timeZone} end as zone from merchant) m using (merchant_id)
				where card_region = 0
			), configured as (
				select terminal_id, product, rate_ppm, cap_minor, fixed_minor, valid_from as from_at,
					lead(valid_from) over (partition by terminal_id, product order by valid_from) as to_at
				from fee_profile
			), differing as (
				select c.terminal_id, c.product, greatest(c.from_at, a.from_at) as since, least(c.to_at, a.to_at) as until,
					a.from_at > c.from_at and c.to_at <= a.from_at + ${PROFILE_GRACE_HOURS} * interval '1 hour' as was_told,
					t.merchant_id, t.acquirer_id, a.rate_ppm as agreed_ppm, c.rate_ppm as configured_ppm
				from configured c join terminal t using (terminal_id)
					join agreed a on a.merchant_id = t.merchant_id and a.product = c.product
				where (c.rate_ppm, c.cap_minor, coalesce(c.fixed_minor, 0)) is distinct from (a.rate_ppm, a.cap_minor, coalesce(a.fixed_minor, 0))
			)
			insert into fee_profile_gap (terminal_id, product, since, until, merchant_id, acquirer_id, agreed_ppm, configured_ppm)
			select terminal_id, product, since, until, merchant_id, acquirer_id, agreed_ppm, configured_ppm from differing
			where (until is null or until > since) and was_told is not true order by 1, 2, 3
			on conflict do nothing`;
		return true;
	});
	return changed;
}
