import type { CertificateKind, KeyState } from '#lib/domain/certificates.ts';
import { m } from '#lib/i18n/messages.ts';
import type { Tone } from '#lib/ui/tones.ts';
import type { CertificateCondition } from './certificate-choice.ts';

export const CONDITION_WORDS: Readonly<Record<CertificateCondition, () => string>> = {
	expired: m.certificate_state_expired,
	critical: m.certificate_state_critical,
	soon: m.certificate_state_soon,
	ahead: m.certificate_state_ahead,
	valid: m.certificate_state_valid,
	not_yet_valid: m.certificate_state_not_yet_valid,
	reversed: m.certificate_state_reversed,
	unknown: m.certificate_state_unknown,
	cloned: m.certificate_state_cloned,
	not_active: m.certificate_state_not_active
};

export const CONDITION_TONES: Readonly<Record<CertificateCondition, Tone>> = {
	expired: 'danger',
	critical: 'danger',
	soon: 'business',
	ahead: 'accent',
	valid: 'approved',
	not_yet_valid: 'unresolved',
	reversed: 'danger',
	unknown: 'neutral',
	cloned: 'danger',
	not_active: 'business'
};

export const KIND_WORDS: Readonly<Record<CertificateKind, () => string>> = {
	tls_client: m.certificate_kind_tls_client,
	tls_root: m.certificate_kind_tls_root,
	tms_root: m.certificate_kind_tms_root,
	signing: m.certificate_kind_signing
};

export const KEY_STATE_WORDS: Readonly<Record<KeyState, () => string>> = {
	missing: m.terminal_keys_state_missing,
	loaded: m.terminal_keys_state_loaded,
	gone: m.terminal_keys_state_gone
};

export const KEY_STATE_TONES: Readonly<Record<KeyState, Tone>> = {
	missing: 'danger',
	loaded: 'approved',
	gone: 'neutral'
};
