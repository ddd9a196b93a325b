import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { merchantIdentities, placeCounts, terminalIdentities } from './place-details.repo.ts';
import { windowPieces } from './window-pieces.ts';

const ZONE = 'Asia/Shanghai';
const WINDOW = { fromMs: Date.parse('2026-02-28T16:00:00Z'), toMs: Date.parse('2026-03-02T16:00:00Z') };

export const samples: QuerySamples = {
	placeCounts: async ({ db }) =>
		placeCounts(db, SAMPLE_SCOPE, 'terminal', [1, 2], {
			pieces: windowPieces(WINDOW, ['terminal_day', 'terminal_hour', 'txn'], ZONE, new Set(['2026-03-01'])),
			ids: { by: {} },
			zone: ZONE
		}),
	terminalIdentities: async ({ db }) => terminalIdentities(db, SAMPLE_SCOPE, [1, 2]),
	merchantIdentities: async ({ db }) => merchantIdentities(db, SAMPLE_SCOPE, [1, 2])
};
