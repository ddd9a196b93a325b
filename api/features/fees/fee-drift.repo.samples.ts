import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	approvalsOf,
	comparedUntil,
	driftRows,
	listClaims,
	profileGaps,
	profilesOf,
	searched,
	seriesIdentities
} from './fee-drift.repo.ts';

const CHOICE = { acquirer: ['ACQ1'], merchant: ['M1'], terminal: ['T1'], product: ['credit' as const] };
const FILTER = fleetFilterSchema.parse({ vendor: 'PAX', region: 'CN-SH' });

export const samples: QuerySamples = {
	driftRows: async ({ db }) => driftRows(db, SAMPLE_SCOPE, { first: '2026-02-01', last: '2026-03-02' }, CHOICE),
	profileGaps: async ({ db }) => profileGaps(db, SAMPLE_SCOPE, { from: SAMPLE_INSTANT, to: SAMPLE_INSTANT }),
	profilesOf: async ({ db }) => profilesOf(db, SAMPLE_SCOPE, [1, 2], SAMPLE_INSTANT),
	approvalsOf: async ({ db }) => approvalsOf(db, SAMPLE_SCOPE, [1, 2]),
	seriesIdentities: async ({ db }) =>
		seriesIdentities(db, SAMPLE_SCOPE, { terminalIds: [1, 2], merchantIds: [1] }, FILTER),
	searched: async ({ db }) => searched(db, '幸福'),
	listClaims: async ({ db }) => listClaims(db, SAMPLE_SCOPE),
	comparedUntil: async ({ db }) => comparedUntil(db)
};
