import type { OutcomeScope } from '#lib/domain/scopes.ts';

export const TRANSACTION_VIEWS = ['failed', 'approved', 'all'] as const;
export type TransactionView = (typeof TRANSACTION_VIEWS)[number];

const SCOPES_OF_VIEW: Readonly<Record<TransactionView, readonly OutcomeScope[]>> = {
	failed: ['terminal', 'upstream', 'business', 'ambiguous'],
	approved: ['approved', 'approved_check'],
	all: []
};

/** Which outcomes a terminal's page lists: those that a link named, else by the view chosen, else failures. */
export function shownScopes(view: string | null, named: readonly OutcomeScope[]): OutcomeScope[] {
	if (named.length > 0) return [...named];
	return [...SCOPES_OF_VIEW[TRANSACTION_VIEWS.find((known) => known === view) ?? 'failed']];
}
