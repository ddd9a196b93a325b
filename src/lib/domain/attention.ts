// What needs somebody's work, and what it costs to leave it for another day.
import type { FailureCause } from './causes.ts';

/**
 * Why a terminal or a merchant needs attention. Of two reasons that cost as much, the one that stands first here comes first.
 * Rows of the database name them: append, never rename.
 */
export const ATTENTION_KINDS = [
	'silent',
	'technical_failures',
	'certificate_expired',
	'keys_missing',
	'firmware_unsafe',
	'firmware_interrupted',
	'fee_drift',
	'certificate_cloned',
	'certificate_expiring',
	'firmware_behind',
	'firmware_harmful'
] as const;

export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** What to do first; who does it follows from it. */
export const ATTENTION_ACTIONS = [
	'call_merchant',
	'check_line',
	'check_reader',
	'check_enrolment',
	'sign_on',
	'inspect_terminal',
	'renew_certificate',
	'inject_keys',
	'update_firmware',
	'resume_update',
	'claim_fees',
	'pause_update'
] as const;

export type AttentionAction = (typeof ATTENTION_ACTIONS)[number];

/** The numbers behind a reason; each is null where the reason has no such number. */
export type AttentionEvidence = {
	/** Failures of its kind, of `n` attempts (or sales), where `expected` would be usual among its peers. */
	readonly k: number | null;
	readonly n: number | null;
	readonly expected: number | null;
	/** What it is about, in its own words: a version, a fingerprint, a product. */
	readonly about: string | null;
	/** What it should be instead: the version to update to. */
	readonly wanted: string | null;
	/** When it ends or ended: the certificate, the support of a version. */
	readonly endsMs: number | null;
};

export type AttentionReason = {
	readonly kind: AttentionKind;
	/** Of technical failures the most frequent one. */
	readonly cause: FailureCause | null;
	/** Event time; null where nobody can tell. */
	readonly sinceMs: number | null;
	readonly evidence: AttentionEvidence;
	/** Money lost with every further day, in minor units; 0 while nothing is lost yet, null where it cannot be said. */
	readonly costMinorPerDay: number | null;
	/** What a day's sales amount to that would be lost from `evidence.endsMs` on. */
	readonly atRiskMinorPerDay: number | null;
};

const ACTION_OF_CAUSE: Partial<Record<FailureCause, AttentionAction>> = {
	network: 'check_line',
	card_data: 'check_reader',
	fee_or_merchant_config: 'check_enrolment',
	security_auth: 'sign_on'
};

const ACTION_OF_KIND: Readonly<Record<AttentionKind, AttentionAction>> = {
	silent: 'call_merchant',
	technical_failures: 'inspect_terminal',
	certificate_expired: 'renew_certificate',
	keys_missing: 'inject_keys',
	firmware_unsafe: 'update_firmware',
	firmware_interrupted: 'resume_update',
	fee_drift: 'claim_fees',
	certificate_cloned: 'renew_certificate',
	certificate_expiring: 'renew_certificate',
	firmware_behind: 'update_firmware',
	firmware_harmful: 'pause_update'
};

/** The one thing to do about a reason. */
export function attentionAction({ kind, cause }: Pick<AttentionReason, 'kind' | 'cause'>): AttentionAction {
	const ofCause = kind === 'technical_failures' && cause !== null ? ACTION_OF_CAUSE[cause] : undefined;
	return ofCause ?? ACTION_OF_KIND[kind];
}

/** Overcharged fees are other money than sales that are not made: these two add up, the rest is the same sales again. */
const isFee = ({ kind }: AttentionReason) => kind === 'fee_drift';

/**
 * What waiting costs a day in all. A terminal that is silent and whose certificate has expired loses its sales once, not twice:
 * of reasons that cost sales the dearest counts. Null where no reason can say.
 */
export function costOfWaiting(reasons: readonly AttentionReason[]): number | null {
	const known = reasons.filter((each) => each.costMinorPerDay !== null);
	if (known.length === 0) return null;
	const costs = (wanted: boolean) =>
		known.flatMap((each) => (isFee(each) === wanted ? [each.costMinorPerDay ?? 0] : []));
	return Math.max(0, ...costs(false)) + costs(true).reduce((sum, cost) => sum + cost, 0);
}

/** The dearest first, then the most urgent kind, then what is due or was wrong first. */
export function orderReasons(reasons: readonly AttentionReason[]): AttentionReason[] {
	return reasons.toSorted(
		(a, b) =>
			(b.costMinorPerDay ?? 0) - (a.costMinorPerDay ?? 0) ||
			ATTENTION_KINDS.indexOf(a.kind) - ATTENTION_KINDS.indexOf(b.kind) ||
			startOf(a) - startOf(b)
	);
}

const startOf = ({ evidence, sinceMs }: AttentionReason) => evidence.endsMs ?? sinceMs ?? Number.MAX_SAFE_INTEGER;

/**
 * What failures beyond the usual cost: those that peers of the same rate would not have had, at the average amount of the
 * failed attempts. `failedMinor` is the amount of all `failures`; null where amounts are in several currencies.
 */
export function excessCostMinorPerDay(counts: {
	k: number;
	expected: number;
	failures: number;
	failedMinor: number | null;
	days: number;
}): number | null {
	const { k, expected, failures, failedMinor, days } = counts;
	if (failedMinor === null || failures === 0) return null;
	return Math.round((Math.max(0, k - expected) * failedMinor) / failures / days);
}

/** Work on it goes on (`acknowledged`), or it is nobody's business until a moment (`snoozed`). */
export const ATTENTION_MARKS = ['acknowledged', 'snoozed'] as const;
export type AttentionMark = (typeof ATTENTION_MARKS)[number];

/** A mark is about the reasons that were known then: a new kind of trouble breaks it, and so does the end of a snooze. */
export function isMarkInForce(
	mark: { readonly kinds: readonly string[]; readonly untilMs: number | null },
	reasons: readonly AttentionReason[],
	nowMs: number
): boolean {
	if (mark.untilMs !== null && mark.untilMs <= nowMs) return false;
	return reasons.every(({ kind }) => mark.kinds.includes(kind));
}
