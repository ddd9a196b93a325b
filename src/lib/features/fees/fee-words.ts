import type { FeeClaimFilter } from '#lib/domain/fee-claims.ts';
import type { FeeDriftKind } from '#lib/domain/fee-kinds.ts';
import type { FeeGap } from '#lib/domain/fee-gaps.ts';
import type { FeeSign } from '#lib/domain/fee-signs.ts';
import { m } from '#lib/i18n/messages.ts';

type Words<Key extends string> = Readonly<Record<Key, () => string>>;

export const KIND_WORDS: Words<FeeDriftKind> = {
	silent_raise: m.fees_kind_silent_raise,
	cap_not_applied: m.fees_kind_cap_not_applied,
	fixed_fee_added: m.fees_kind_fixed_fee_added,
	configured_differs: m.fees_kind_configured_differs,
	stale_rate: m.fees_kind_stale_rate,
	minimum_fee_applied: m.fees_kind_minimum_fee_applied,
	rounding: m.fees_kind_rounding,
	mcc_hop: m.fees_kind_mcc_hop
};

export const STATUS_WORDS: Words<FeeClaimFilter> = {
	new: m.fees_status_new,
	acknowledged: m.fees_status_acknowledged,
	disputed: m.fees_status_disputed,
	recovered: m.fees_status_recovered
};

export const GAP_WORDS: Words<FeeGap> = {
	no_fee: m.fees_gap_no_fee,
	no_product: m.fees_gap_no_product,
	no_agreement: m.fees_gap_no_agreement,
	other_products: m.fees_gap_other_products,
	other_days: m.fees_gap_other_days,
	other_cards: m.fees_gap_other_cards
};

export const SIGN_WORDS: Words<FeeSign> = {
	as_agreed: m.fees_sign_as_agreed,
	no_agreement: m.fees_sign_no_agreement,
	rounding: m.fees_sign_rounding,
	under: m.fees_sign_under,
	over: m.fees_sign_over,
	over_cap: m.fees_sign_over_cap,
	stale: m.fees_sign_stale,
	other_mcc: m.fees_sign_other_mcc
};
