// Where what is registered and what reports do not agree, in both directions.

/** Terminals first, then merchants; the order is that of the figures on the page. */
export const COVERAGE_FINDINGS = [
	'never_heard',
	'heartbeats_only',
	'payments_only',
	'unregistered_terminals',
	'merchants_without_payments',
	'unregistered_merchants'
] as const;
export type CoverageFinding = (typeof COVERAGE_FINDINGS)[number];

const OF_MERCHANTS: readonly CoverageFinding[] = ['merchants_without_payments', 'unregistered_merchants'];

export function isAboutMerchants(finding: CoverageFinding): boolean {
	return OF_MERCHANTS.includes(finding);
}

/** Fewer gaps make no rhythm. */
export const RHYTHM_GAPS_MIN = 5;
/** Batches whose gaps say how a sender usually reports. */
export const RHYTHM_BATCHES = 50;
/** Silent for so many times its usual gap, and longer than ever among those batches: something is wrong. */
export const OVERDUE_GAPS = 3;

export type Rhythm = { gaps: number; usualGapMs: number | null; longestGapMs: number | null; lastAtMs: number };

/** Until when a sender should have reported; null for one without a rhythm. */
export function dueAtMs({ gaps, usualGapMs, longestGapMs, lastAtMs }: Rhythm): number | null {
	if (gaps < RHYTHM_GAPS_MIN || usualGapMs === null || longestGapMs === null) return null;
	return lastAtMs + Math.max(usualGapMs * OVERDUE_GAPS, longestGapMs);
}
