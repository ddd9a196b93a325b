import { shownZone } from '#lib/i18n/fleet-zone.ts';
import { formatCount, formatDecimal, formatInstant, joinSentences } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import type { TerminalReason } from './terminals.queries.ts';

/** Why a terminal is in its state, in one sentence with its numbers. */
export function reasonSentence(reason: TerminalReason): string {
	const since = reason.since === null ? '' : formatInstant(reason.since, shownZone());
	switch (reason.kind) {
		case 'terminal_failures':
			return failuresSentence(reason, since);
		case 'silent':
			return since === '' ? m.reason_silent() : m.reason_silent_since({ since });
		case 'learning':
			return m.reason_learning({ n: formatCount(reason.n) });
		case 'known_outage':
			return m.reason_known_outage();
	}
}

function failuresSentence({ k, n, expected, peers }: TerminalReason, since: string): string {
	const counts = { k: formatCount(k), n: formatCount(n) };
	const sentence =
		expected === null || peers === 0
			? m.reason_failures_alone(counts)
			: m.reason_failures({ ...counts, expected: formatDecimal(expected, 1), peers: formatCount(peers) });
	return since === '' ? sentence : joinSentences(sentence, m.reason_since({ since }));
}
