import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { agreedFees, proposedFees, type ProposedFor } from './fee-what-if.repo.ts';

const WINDOW = {
	...{ first: '2026-02-01', last: '2026-03-02', timeZone: 'Asia/Shanghai' },
	...{ from: new Date(SAMPLE_INSTANT.getTime() - 86_400_000), to: SAMPLE_INSTANT }
};
const TERMS = { ratePpm: 5500, capMinor: null, minMinor: null, fixedMinor: null, rounding: 'half_up' } as const;
const ONE: ProposedFor = { merchantId: 1, acquirer: [], product: 'debit' };
const ALL: ProposedFor = { merchantId: null, acquirer: ['ACQ1'], product: 'debit' };

export const samples: QuerySamples = {
	'proposedFees (merchant)': async ({ db }) => proposedFees(db, SAMPLE_SCOPE, WINDOW, ONE, TERMS),
	'proposedFees (acquirer)': async ({ db }) => proposedFees(db, SAMPLE_SCOPE, WINDOW, ALL, TERMS),
	'agreedFees (merchant)': async ({ db }) => agreedFees(db, SAMPLE_SCOPE, WINDOW, ONE),
	'agreedFees (acquirer)': async ({ db }) => agreedFees(db, SAMPLE_SCOPE, WINDOW, ALL)
};
