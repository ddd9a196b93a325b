import type { CoverageFinding } from '#lib/domain/coverage.ts';
import { m } from '#lib/i18n/messages.ts';

const WORDS: Record<CoverageFinding, () => { name: string; explained: string }> = {
	never_heard: () => ({ name: m.coverage_never_heard(), explained: m.coverage_never_heard_explained() }),
	heartbeats_only: () => ({ name: m.coverage_heartbeats_only(), explained: m.coverage_heartbeats_only_explained() }),
	payments_only: () => ({ name: m.coverage_payments_only(), explained: m.coverage_payments_only_explained() }),
	unregistered_terminals: () => ({
		name: m.coverage_unregistered_terminals(),
		explained: m.coverage_unregistered_explained()
	}),
	merchants_without_payments: () => ({
		name: m.coverage_merchants_without_payments(),
		explained: m.coverage_merchants_without_payments_explained()
	}),
	unregistered_merchants: () => ({
		name: m.coverage_unregistered_merchants(),
		explained: m.coverage_unregistered_explained()
	})
};

/** What a finding is called, and what it may mean. */
export const findingWords = (finding: CoverageFinding) => WORDS[finding]();
