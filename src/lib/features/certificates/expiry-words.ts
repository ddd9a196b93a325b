import type { ExpiryKind, ExpiryState } from '#lib/domain/expiries.ts';
import { m } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tones.ts';

export const EXPIRY_KIND_WORDS: Readonly<Record<ExpiryKind, () => string>> = {
	pts: m.expiry_kind_pts,
	unionpay: m.expiry_kind_unionpay,
	emv_level_1: m.expiry_kind_emv_level_1,
	emv_level_2: m.expiry_kind_emv_level_2,
	sim_plan: m.expiry_kind_sim_plan
};

export const EXPIRY_STATE_WORDS: Readonly<Record<ExpiryState, () => string>> = {
	expired: m.certificate_state_expired,
	critical: m.certificate_state_critical,
	soon: m.certificate_state_soon,
	ahead: m.certificate_state_ahead,
	valid: m.certificate_state_valid
};

const TONES: Readonly<Record<ExpiryState, Tone>> = {
	expired: 'danger',
	critical: 'danger',
	soon: 'business',
	ahead: 'accent',
	valid: 'approved'
};

/** A date that nobody has verified does not alarm; and the end of an approval stops nobody from selling. */
export function expiryTone({
	kind,
	state,
	verifiedOn
}: {
	kind: ExpiryKind;
	state: ExpiryState;
	verifiedOn: string | null;
}): Tone {
	if (verifiedOn === null) return 'neutral';
	return kind !== 'sim_plan' && TONES[state] === 'danger' ? 'business' : TONES[state];
}
