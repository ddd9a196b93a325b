import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { freshness, windowSums } from './failure-summary.repo.ts';
import { windowPieces } from './window-pieces.ts';

const ZONE = 'Asia/Shanghai';
const WINDOW = { fromMs: Date.parse('2026-02-28T16:00:00Z'), toMs: Date.parse('2026-03-02T16:00:00Z') };

export const samples: QuerySamples = {
	windowSums: async ({ db }) =>
		windowSums(db, SAMPLE_SCOPE, {
			pieces: windowPieces(WINDOW, ['cause_hour', 'fleet_minute', 'txn'], ZONE),
			ids: { by: {} },
			zone: ZONE
		}),
	freshness: async ({ db }) => freshness(db, SAMPLE_SCOPE)
};
