// What a certificate's dates mean at a moment: when somebody has to act, and what can never be valid.

export const CERTIFICATE_KINDS = ['tls_client', 'tls_root', 'tms_root', 'signing'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

/**
 * By its dates; exactly one at any moment. `critical`, `soon` and `ahead`: it ends within the limits below. `reversed`: it ends before
 * it begins. `unknown`: nobody told when it ends.
 */
export const CERTIFICATE_STATES = [
	'expired',
	'critical',
	'soon',
	'ahead',
	'valid',
	'not_yet_valid',
	'reversed',
	'unknown'
] as const;
export type CertificateState = (typeof CERTIFICATE_STATES)[number];

/**
 * What can be wrong with it whatever its dates. `cloned`: two serial numbers have the very same one, so its private key was copied.
 * `not_active`: it was registered for a terminal that still reports the one before.
 */
export const CERTIFICATE_FINDINGS = ['cloned', 'not_active'] as const;
export type CertificateFinding = (typeof CERTIFICATE_FINDINGS)[number];

export const CERTIFICATE_OWNERS = ['terminal', 'acquirer', 'vendor'] as const;

/** How much is known of one: only its fingerprint, what a sender says of it, or the certificate itself. */
export const CERTIFICATE_SOURCES = ['heartbeat', 'fields', 'certificate'] as const;

const MS_PER_DAY = 86_400_000;

/** Below, fixed days would warn for most of its life: a week of a week-long certificate is all of it. */
export const SHORT_LIFETIME_DAYS = 365;

/** How long before its end each state begins: in days, and for short-lived ones as a part of the lifetime. */
export const CERTIFICATE_LIMITS = [
	{ state: 'critical', days: 7, lifetimePercent: 10 },
	{ state: 'soon', days: 30, lifetimePercent: 20 },
	{ state: 'ahead', days: 90, lifetimePercent: 33 }
] as const;

export type CertificateDates = { readonly notBeforeMs: number | null; readonly notAfterMs: number | null };

/** It is valid up to and including notAfter (RFC 5280, 4.1.2.5). */
export function certificateState({ notBeforeMs, notAfterMs }: CertificateDates, asOfMs: number): CertificateState {
	if (notAfterMs === null) return 'unknown';
	if (notBeforeMs !== null && notBeforeMs > notAfterMs) return 'reversed';
	if (asOfMs > notAfterMs) return 'expired';
	if (notBeforeMs !== null && asOfMs < notBeforeMs) return 'not_yet_valid';
	const lifetimeMs = notBeforeMs === null ? Infinity : notAfterMs - notBeforeMs;
	const isShort = lifetimeMs < SHORT_LIFETIME_DAYS * MS_PER_DAY;
	const reached = CERTIFICATE_LIMITS.find(({ days, lifetimePercent }) => {
		const limitMs = isShort ? (lifetimeMs * lifetimePercent) / 100 : days * MS_PER_DAY;
		return notAfterMs - asOfMs <= limitMs;
	});
	return reached?.state ?? 'valid';
}

/** So many terminals with one date are one incident, not many: whoever renews them needs a plan. */
export const CLIFF_TERMINALS = 100;
/** A small fleet has a cliff earlier, but never of fewer than these. */
export const CLIFF_FLEET_PERCENT = 5;
export const CLIFF_TERMINALS_MIN = 5;

export function isCliff(terminals: number, fleetTerminals: number): boolean {
	if (terminals < CLIFF_TERMINALS_MIN) return false;
	return terminals >= CLIFF_TERMINALS || terminals * 100 >= fleetTerminals * CLIFF_FLEET_PERCENT;
}

/** Of a model, the part of the terminals that tell of keys which have one before its lack is a fault and not a choice. */
export const KEY_PEERS_PERCENT = 80;
/** Fewer say nothing about what a model has. */
export const KEY_PEERS_MIN = 10;

/** Of a slot that a terminal tells of, or should tell of: loaded, lost or never there though nearly all of its model have it, or gone. */
export const KEY_STATES = ['missing', 'loaded', 'gone'] as const;
export type KeyState = (typeof KEY_STATES)[number];

/** PIN, MAC and data keys, under the names that makers give them: each sign-on renews them, so their age is that of the last sign-on. */
export const WORKING_KEY_KINDS: readonly string[] = ['TPK', 'PIK', 'PEK', 'TAK', 'MAK', 'TDK', 'DEK'];

export const isWorkingKey = (kind: string | null) => kind !== null && WORKING_KEY_KINDS.includes(kind.toUpperCase());
