import type { AttentionAction, AttentionKind } from '#lib/domain/attention.ts';
import { PRODUCTS } from '#lib/domain/transactions.ts';
import { shownZone } from '#lib/i18n/fleet-zone.ts';
import { formatCount, formatDecimal, formatInstant, joinSentences, NOT_KNOWN } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { PRODUCT_WORDS } from '#lib/i18n/vocabulary.ts';
import type { Tone } from '#lib/ui/tones.ts';
import type { AttentionReason, MarkFilter } from './attention.queries.ts';

export const KIND_WORDS: Readonly<Record<AttentionKind, () => string>> = {
	silent: m.attention_kind_silent,
	technical_failures: m.attention_kind_technical_failures,
	certificate_expired: m.attention_kind_certificate_expired,
	keys_missing: m.attention_kind_keys_missing,
	firmware_unsafe: m.attention_kind_firmware_unsafe,
	firmware_interrupted: m.attention_kind_firmware_interrupted,
	fee_drift: m.attention_kind_fee_drift,
	certificate_cloned: m.attention_kind_certificate_cloned,
	certificate_expiring: m.attention_kind_certificate_expiring,
	firmware_behind: m.attention_kind_firmware_behind,
	firmware_harmful: m.attention_kind_firmware_harmful
};

/** What costs money already stands out from what will. */
export const KIND_TONES: Readonly<Record<AttentionKind, Tone>> = {
	silent: 'danger',
	technical_failures: 'terminal',
	certificate_expired: 'terminal',
	keys_missing: 'terminal',
	firmware_unsafe: 'terminal',
	firmware_interrupted: 'business',
	fee_drift: 'business',
	certificate_cloned: 'business',
	certificate_expiring: 'business',
	firmware_behind: 'neutral',
	firmware_harmful: 'danger'
};

export const ACTION_WORDS: Readonly<Record<AttentionAction, () => string>> = {
	call_merchant: m.attention_do_call_merchant,
	check_line: m.attention_do_check_line,
	check_reader: m.attention_do_check_reader,
	check_enrolment: m.attention_do_check_enrolment,
	sign_on: m.attention_do_sign_on,
	inspect_terminal: m.attention_do_inspect_terminal,
	renew_certificate: m.attention_do_renew_certificate,
	inject_keys: m.attention_do_inject_keys,
	update_firmware: m.attention_do_update_firmware,
	resume_update: m.attention_do_resume_update,
	claim_fees: m.attention_do_claim_fees,
	pause_update: m.attention_do_pause_update
};

export const MARK_WORDS: Readonly<Record<MarkFilter, () => string>> = {
	open: m.attention_marked_open,
	unmarked: m.attention_marked_unmarked,
	acknowledged: m.attention_marked_acknowledged,
	snoozed: m.attention_marked_snoozed
};

type Values = { k: string; n: string; expected: string; about: string; wanted: string; time: string };

const SENTENCES: Readonly<Record<AttentionKind, (values: Values) => string>> = {
	silent: m.attention_says_silent,
	technical_failures: m.attention_says_technical_failures,
	certificate_expired: m.attention_says_certificate_expired,
	keys_missing: m.attention_says_keys_missing,
	firmware_unsafe: m.attention_says_firmware_unsafe,
	firmware_interrupted: m.attention_says_firmware_interrupted,
	fee_drift: m.attention_says_fee_drift,
	certificate_cloned: m.attention_says_certificate_cloned,
	certificate_expiring: m.attention_says_certificate_expiring,
	firmware_behind: m.attention_says_firmware_behind,
	firmware_harmful: m.attention_says_firmware_harmful
};

const FINGERPRINT_SHOWN = 12;

/** A SHA-256 in full is of no use to the eye: its beginning tells it from all others. */
function shown(kind: AttentionKind, about: string): string {
	const product = PRODUCTS.find((each) => each === about);
	if (kind === 'fee_drift' && product) return PRODUCT_WORDS[product]();
	return /^[0-9a-f]{64}$/.test(about) ? `${about.slice(0, FINGERPRINT_SHOWN)}…` : about;
}

const counted = (count: number | null) => (count === null ? NOT_KNOWN : formatCount(count));

/** A reason in one sentence with its numbers. */
export function reasonSentence({ kind, evidence }: AttentionReason): string {
	return SENTENCES[kind]({
		k: counted(evidence.k),
		n: counted(evidence.n),
		expected: evidence.expected === null ? NOT_KNOWN : formatDecimal(evidence.expected, 1),
		about: evidence.about === null ? NOT_KNOWN : shown(kind, evidence.about),
		wanted: evidence.wanted ?? NOT_KNOWN,
		time: evidence.endsAt === null ? NOT_KNOWN : formatInstant(evidence.endsAt, shownZone())
	});
}

/** Since when it holds; null where nobody knows. */
export const reasonSince = ({ since }: AttentionReason): string | null =>
	since === null ? null : m.reason_since({ since: formatInstant(since, shownZone()) });

/** Both, where there is only one line of text for them. */
export const reasonText = (reason: AttentionReason): string =>
	joinSentences(...[reasonSentence(reason), reasonSince(reason)].filter((sentence) => sentence !== null));
