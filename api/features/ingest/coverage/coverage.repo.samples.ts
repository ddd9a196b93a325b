import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { countCoverage, countFinding, listCoverage, sourceRhythms } from './coverage.repo.ts';

export const samples: QuerySamples = {
	countCoverage: async ({ db }) => countCoverage(db, SAMPLE_SCOPE),
	'listCoverage (terminals, a later page)': async ({ db }) =>
		listCoverage(db, SAMPLE_SCOPE, { finding: 'never_heard', limit: 50, cursor: ['T1', 1] }),
	'listCoverage (merchants)': async ({ db }) =>
		listCoverage(db, SAMPLE_SCOPE, { finding: 'merchants_without_payments', limit: 50, cursor: undefined }),
	countFinding: async ({ db }) => countFinding(db, SAMPLE_SCOPE, 'payments_only'),
	sourceRhythms: async ({ db }) => sourceRhythms(db, SAMPLE_SCOPE, SAMPLE_INSTANT)
};
