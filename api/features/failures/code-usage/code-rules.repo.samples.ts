import type { QuerySamples } from '#api/platform/db/query-samples.ts';
import { allRules, ruleChanges } from './code-rules.repo.ts';

export const samples: QuerySamples = {
	allRules: async ({ db }) => allRules(db),
	ruleChanges: async ({ db }) => ruleChanges(db, ['cup Q9'], 20)
};
