import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { countMerchants, feeAgreements, findMerchant, listMerchants, terminalsOfMerchant } from './merchants.repo.ts';
import { merchantListQuery } from './merchants.schemas.ts';

const FILTER = merchantListQuery.parse({
	region: 'CN-SH',
	state: 'abnormal',
	firstSeenFrom: '2026-03-01T00:00:00Z',
	q: '超市'
});
const PAGE = { descending: true, limit: 50 } as const;

export const samples: QuerySamples = {
	countMerchants: async ({ db }) => countMerchants(db, SAMPLE_SCOPE, FILTER),
	'listMerchants (first page)': async ({ db }) =>
		listMerchants(db, SAMPLE_SCOPE, { ...PAGE, filter: FILTER, sort: 'rateLow', cursor: undefined }),
	'listMerchants (a later page, everything)': async ({ db }) =>
		listMerchants(db, SAMPLE_SCOPE, {
			...PAGE,
			filter: merchantListQuery.parse({}),
			sort: 'rateLow',
			cursor: [0.2, 17]
		}),
	findMerchant: async ({ db }) => findMerchant(db, SAMPLE_SCOPE, 'M1'),
	feeAgreements: async ({ db }) => feeAgreements(db, SAMPLE_SCOPE, 1, '2026-03-02'),
	terminalsOfMerchant: async ({ db }) => terminalsOfMerchant(db, SAMPLE_SCOPE, 1, 50)
};
