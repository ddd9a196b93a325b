import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { comparedSalesCount, uncomparedGroups } from './fee-coverage.repo.ts';

const SPAN = { first: '2026-02-01', last: '2026-03-02' };
const FILTER = {
	...{ acquirer: ['ACQ1'], merchant: ['M1'], product: ['credit' as const], q: '幸福' },
	reason: ['no_agreement' as const]
};

export const samples: QuerySamples = {
	comparedSalesCount: async ({ db }) => comparedSalesCount(db, SAMPLE_SCOPE, SPAN, { acquirer: ['ACQ1'] }),
	'comparedSalesCount (merchant)': async ({ db }) => comparedSalesCount(db, SAMPLE_SCOPE, SPAN, { merchant: ['M1'] }),
	uncomparedGroups: async ({ db }) => uncomparedGroups(db, SAMPLE_SCOPE, SPAN, FILTER)
};
