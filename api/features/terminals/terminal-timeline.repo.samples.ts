import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import type { TerminalDetailRow } from './terminal-detail.repo.ts';
import { addVisit, countPeersBelow, listPeers, listVisits, noticesOf, stateChanges } from './terminal-timeline.repo.ts';

const DAY_EARLIER = new Date(SAMPLE_INSTANT.getTime() - 86_400_000);
const TERMINAL = {
	...{ terminal_id: 1, acquirer_id: 1, carrier_id: 1, model_id: 1, region_id: 1 },
	...{ attempts: 100, terminal: 4 }
} as TerminalDetailRow;
const VISIT = { visitedAt: SAMPLE_INSTANT.toISOString(), visitor: 'Zhang', done: ['keys_loaded' as const], note: '' };

export const samples: QuerySamples = {
	stateChanges: async ({ db }) => stateChanges(db, SAMPLE_SCOPE, 1, SAMPLE_INSTANT),
	noticesOf: async ({ db }) => noticesOf(db, TERMINAL, DAY_EARLIER, SAMPLE_INSTANT),
	listVisits: async ({ db }) => listVisits(db, SAMPLE_SCOPE, 1, DAY_EARLIER, SAMPLE_INSTANT),
	addVisit: async ({ db }) =>
		db.transaction().execute(async (tx) => addVisit(tx, TERMINAL, VISIT, { at: SAMPLE_INSTANT, by: 'somebody' })),
	countPeersBelow: async ({ db }) => countPeersBelow(db, SAMPLE_SCOPE, TERMINAL),
	listPeers: async ({ db }) => listPeers(db, SAMPLE_SCOPE, TERMINAL)
};
