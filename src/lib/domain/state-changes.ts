import { TERMINAL_STATES, TERMINAL_STATES_BY_URGENCY, type TerminalState } from './terminal-states.ts';

/**
 * What a change of state means to whoever looks after the fleet: `new` is a first verdict, `worse` more urgent than before,
 * `recovered` back to where nothing speaks against it, `eased` still to be watched, `settled` learnt enough or begun anew.
 */
export const STATE_CHANGE_KINDS = ['worse', 'recovered', 'new', 'eased', 'settled'] as const;

export type StateChangeKind = (typeof STATE_CHANGE_KINDS)[number];

/** States in which a terminal asks for somebody. */
const TROUBLED: readonly TerminalState[] = ['abnormal', 'silent', 'watch', 'known_outage'];

export function stateChangeKind(from: TerminalState | null, to: TerminalState): StateChangeKind {
	if (from === null) return 'new';
	const isTroubled = TROUBLED.includes(to);
	if (!isTroubled) return TROUBLED.includes(from) ? 'recovered' : 'settled';
	const urgency = (state: TerminalState) => TERMINAL_STATES_BY_URGENCY.indexOf(state);
	return urgency(to) < urgency(from) ? 'worse' : 'eased';
}

/** Every change of these kinds as a pair of states; those from null are of kind `new`. */
export function stateChangesOf(kinds: readonly StateChangeKind[]): { from: TerminalState; to: TerminalState }[] {
	const pairs = TERMINAL_STATES.flatMap((from) => TERMINAL_STATES.map((to) => ({ from, to })));
	return pairs.filter(({ from, to }) => from !== to && kinds.includes(stateChangeKind(from, to)));
}
