import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { funnel, latencyPercentiles, retries, rhythm, type Counted } from './failure-patterns.repo.ts';
import { windowPieces } from './window-pieces.ts';

const ZONE = 'Asia/Shanghai';
const WINDOW = { fromMs: Date.parse('2026-02-28T16:00:00Z'), toMs: Date.parse('2026-03-02T16:00:00Z') };
const FACTS: Counted = { pieces: windowPieces(WINDOW, ['txn'], ZONE), ids: { by: { issuer: [1] } }, zone: ZONE };

export const samples: QuerySamples = {
	rhythm: async ({ db }) =>
		rhythm(db, SAMPLE_SCOPE, {
			pieces: windowPieces(WINDOW, ['cause_hour', 'fleet_minute', 'txn'], ZONE),
			ids: { by: {} },
			zone: ZONE
		}),
	'latencyPercentiles (exact)': async ({ db }) =>
		latencyPercentiles(db, SAMPLE_SCOPE, { ...FACTS, bucket: 'hour', precision: 'exact' }),
	'latencyPercentiles (in steps, of one carrier)': async ({ db }) =>
		latencyPercentiles(db, SAMPLE_SCOPE, {
			pieces: windowPieces(WINDOW, ['slice_day', 'txn'], ZONE, new Set(['2026-03-01'])),
			ids: { by: { carrier: [1] } },
			zone: ZONE,
			bucket: 'day',
			precision: 'steps'
		}),
	funnel: async ({ db }) =>
		funnel(db, SAMPLE_SCOPE, {
			pieces: windowPieces(WINDOW, ['terminal_day', 'terminal_hour', 'txn'], ZONE, new Set(['2026-03-01'])),
			ids: { by: {} },
			zone: ZONE
		}),
	retries: async ({ db }) => retries(db, SAMPLE_SCOPE, FACTS)
};
