import { m } from '#lib/i18n/messages.ts';
import { STATUS_WORDS } from '#lib/i18n/vocabulary.ts';
import type { TerminalDetail, TerminalItem } from './terminals.queries.ts';

/** In store, in repair or retired, and without sales, as it should be: no state says anything about it. */
export function isIdle({ status, attempts }: Pick<TerminalItem, 'status' | 'attempts'>): boolean {
	return status !== 'active' && attempts === 0;
}

/** What the register says that a reader must know before any figure; null for a terminal like most. */
export function registerSentence(terminal: Pick<TerminalDetail, 'status' | 'attempts' | 'registered'>): string | null {
	const { status, attempts, registered } = terminal;
	if (!registered) return m.standing_unregistered();
	if (status === 'active') return null;
	if (attempts > 0) return m.standing_yet_sells({ status: STATUS_WORDS[status]() });
	return { spare: m.standing_spare, repair: m.standing_repair, retired: m.standing_retired }[status]();
}
