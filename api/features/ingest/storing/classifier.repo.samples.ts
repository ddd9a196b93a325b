import type { QuerySamples } from '#api/platform/db/query-samples.ts';
import { loadClassifier, loadRules } from './classifier.repo.ts';

export const samples: QuerySamples = {
	loadClassifier: async ({ sql }) => loadClassifier(sql),
	loadRules: async ({ sql }) => loadRules(sql)
};
