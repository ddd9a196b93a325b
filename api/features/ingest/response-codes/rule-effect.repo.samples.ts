import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { changingFacts, fleetCounts, terminalCounts } from './rule-effect.repo.ts';

const STEP = {
	piece: { from_at: SAMPLE_INSTANT, to_at: SAMPLE_INSTANT },
	target: { codeIds: [1], cause: 7, scope: 2 }
};
const STRETCH = { fromAt: SAMPLE_INSTANT, toAt: SAMPLE_INSTANT };

export const samples: QuerySamples = {
	changingFacts: async ({ db }) => changingFacts(db, SAMPLE_SCOPE, STEP),
	fleetCounts: async ({ db }) => fleetCounts(db, SAMPLE_SCOPE, STRETCH),
	terminalCounts: async ({ db }) => terminalCounts(db, SAMPLE_SCOPE, [1, 2], STRETCH)
};
