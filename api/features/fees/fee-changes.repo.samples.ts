import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { countChanges, listChanges } from './fee-changes.repo.ts';

const FILTER = { acquirer: ['ACQ1'], merchant: ['M1'], product: ['credit' as const], q: '幸福' };

export const samples: QuerySamples = {
	listChanges: async ({ db }) => listChanges(db, SAMPLE_SCOPE, FILTER, { limit: 51, after: 1000 }),
	countChanges: async ({ db }) => countChanges(db, SAMPLE_SCOPE, FILTER)
};
