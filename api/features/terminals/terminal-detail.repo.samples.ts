import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	countPeers,
	findTerminal,
	latestReport,
	newestTransactionAt,
	terminalHours,
	terminalPeriods
} from './terminal-detail.repo.ts';

const DAY_EARLIER = new Date(SAMPLE_INSTANT.getTime() - 86_400_000);

export const samples: QuerySamples = {
	findTerminal: async ({ db }) => findTerminal(db, SAMPLE_SCOPE, 'T1'),
	terminalPeriods: async ({ db }) => terminalPeriods(db, SAMPLE_SCOPE, 1),
	latestReport: async ({ db }) => latestReport(db, SAMPLE_SCOPE, 1),
	terminalHours: async ({ db }) => terminalHours(db, SAMPLE_SCOPE, 1, DAY_EARLIER, SAMPLE_INSTANT),
	countPeers: async ({ db }) => countPeers(db, 1, 1),
	newestTransactionAt: async ({ db }) => newestTransactionAt(db, SAMPLE_INSTANT)
};
