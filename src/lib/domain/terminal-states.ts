import { wilsonInterval, Z_95, Z_998 } from './rates.ts';

/** The index in this list is the database's smallint: append, never reorder. */
export const TERMINAL_STATES = ['normal', 'watch', 'abnormal', 'silent', 'learning', 'known_outage'] as const;

export type TerminalState = (typeof TERMINAL_STATES)[number];

/** Whoever looks after many terminals begins with the first: the order of work lists, and of a merchant's one state. */
export const TERMINAL_STATES_BY_URGENCY: readonly TerminalState[] = [
	'abnormal',
	'silent',
	'watch',
	'known_outage',
	'learning',
	'normal'
];

/** Below this a rate says nothing yet, so a new terminal is never coloured by its first failures. */
export const LEARNING_ATTEMPTS_MAX = 19;

/** Two failures are a coincidence, whatever the interval says. */
export const JUDGED_FAILURES_MIN = 3;

/** A till of which nothing is heard for a whole day is not just closed for the night. */
export const SILENT_AFTER_HOURS = 24;
export const SILENT_AFTER_MS = SILENT_AFTER_HOURS * 3_600_000;

export interface TerminalEvidence {
	readonly attempts: number;
	/** Failures of scope `terminal`; issuers', hosts' and customers' declines never count against a terminal. */
	readonly terminal: number;
	/** The terminal technical rate of comparable terminals over the same time, from 0 to 1. */
	readonly peerRate: number;
	/** Neither sales nor heartbeats although the shop is open. */
	readonly isSilent?: boolean;
	/** An announced maintenance or an open incident explains what is seen. */
	readonly hasKnownOutage?: boolean;
}

/**
 * Judges one terminal by the limits of a funnel plot around its peers' rate (Spiegelhalter 2005): outside the 95 % limit
 * it is watched, outside the 99.8 % limit it is abnormal. The limits widen as attempts shrink, so small counts do not rank.
 * Silence and a known outage are conditions of their own and outrank any rate.
 */
export function terminalState(evidence: TerminalEvidence): TerminalState {
	const { attempts, terminal, peerRate } = evidence;
	if (evidence.hasKnownOutage === true) return 'known_outage';
	if (evidence.isSilent === true) return 'silent';
	if (attempts <= LEARNING_ATTEMPTS_MAX) return 'learning';
	if (terminal < JUDGED_FAILURES_MIN) return 'normal';
	if (wilsonInterval(terminal, attempts, Z_998).low > peerRate) return 'abnormal';
	if (wilsonInterval(terminal, attempts, Z_95).low > peerRate) return 'watch';
	return 'normal';
}
