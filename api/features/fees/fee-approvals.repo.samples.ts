import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { addAgreement, addChange, addRecount, merchantOfChange } from './fee-approvals.repo.ts';

const ROW = {
	...{ merchant_id: 1, acquirer_id: 1, agreement_code: 'FEE1', product: 0, card_region: 0, valid_from: '2026-03-01' },
	...{
		rate_ppm: 6300,
		cap_minor: null,
		min_minor: null,
		fixed_minor: null,
		rounding: 'half_up',
		document: 'letter.pdf'
	}
};
const BY = { now: SAMPLE_INSTANT, name: 'manager@example.com' };

export const samples: QuerySamples = {
	merchantOfChange: async ({ db }) => db.transaction().execute(async (tx) => merchantOfChange(tx, SAMPLE_SCOPE, 'M1')),
	addAgreement: async ({ db }) => db.transaction().execute(async (tx) => addAgreement(tx, ROW, BY)),
	addChange: async ({ db }) =>
		db.transaction().execute(async (tx) => addChange(tx, ROW, { ...BY, approvedBy: 'Head of finance' })),
	addRecount: async ({ db }) => db.transaction().execute(async (tx) => addRecount(tx, 1, '2026-03-01'))
};
