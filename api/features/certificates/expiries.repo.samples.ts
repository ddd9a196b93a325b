import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { countExpiries, expiryDays, listExpiries, lockExpiry, setVerification, simPlanDays } from './expiries.repo.ts';

const FILTER = {
	...{ kind: ['pts' as const], vendor: ['PAX'], model: ['A920'], terminal: ['T1'], state: ['soon' as const] },
	...{ verified: false, q: '4-30', today: '2026-03-10', firstDay: '2026-03-01', lastDay: '2026-04-01' }
};
const KEY = { kind: 'pts' as const, number: '4-30123', vendor: 'PAX', model: 'A920' };

export const samples: QuerySamples = {
	listExpiries: async ({ db }) =>
		listExpiries(db, SAMPLE_SCOPE, FILTER, { limit: 50, after: { endsOn: '2026-03-10', ...KEY } }),
	countExpiries: async ({ db }) => countExpiries(db, SAMPLE_SCOPE, FILTER),
	expiryDays: async ({ db }) => expiryDays(db, SAMPLE_SCOPE, FILTER),
	simPlanDays: async ({ db }) => simPlanDays(db, SAMPLE_SCOPE, FILTER),
	lockExpiry: async ({ db }) => db.transaction().execute(async (tx) => lockExpiry(tx, KEY)),
	setVerification: async ({ db }) =>
		db
			.transaction()
			.execute(async (tx) => setVerification(tx, KEY, { verified_on: '2026-03-10', verified_by: 'manager' }))
};
