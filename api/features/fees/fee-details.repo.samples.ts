import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { claimSteps, profileHistory, seriesDays, seriesMonths } from './fee-details.repo.ts';

const KEY = { terminal_id: 1, merchant_id: 1, product: 0, card_region: 0, currency: 156 };

export const samples: QuerySamples = {
	seriesDays: async ({ db }) => seriesDays(db, SAMPLE_SCOPE, KEY, '2026-03-01'),
	seriesMonths: async ({ db }) => seriesMonths(db, SAMPLE_SCOPE, KEY, ['over', 'rounding']),
	profileHistory: async ({ db }) => profileHistory(db, SAMPLE_SCOPE, KEY),
	claimSteps: async ({ db }) => claimSteps(db, 'T1 M1 credit silent_raise')
};
