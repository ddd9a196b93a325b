import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { groupSums } from './failure-groups.repo.ts';
import { windowPieces } from './window-pieces.ts';

const ZONE = 'Asia/Shanghai';
const WINDOW = { fromMs: Date.parse('2026-02-28T16:00:00Z'), toMs: Date.parse('2026-03-02T04:30:00Z') };
const WEEK = { fromMs: Date.parse('2026-03-01T16:00:00Z'), toMs: Date.parse('2026-03-08T16:00:00Z') };

export const samples: QuerySamples = {
	'groupSums (firmwares of one model, from slices)': async ({ db }) =>
		groupSums(db, SAMPLE_SCOPE, {
			pieces: windowPieces(WINDOW, ['slice_day', 'txn'], ZONE, new Set(['2026-03-01'])),
			ids: { by: { model: [1] } },
			zone: ZONE,
			groupBy: 'firmware'
		}),
	'groupSums (vendors)': async ({ db }) =>
		groupSums(db, SAMPLE_SCOPE, {
			pieces: windowPieces(WINDOW, ['slice_day', 'txn'], ZONE, new Set(['2026-03-01'])),
			ids: { by: {} },
			zone: ZONE,
			groupBy: 'vendor'
		}),
	'groupSums (categories of merchants)': async ({ db }) =>
		groupSums(db, SAMPLE_SCOPE, {
			pieces: windowPieces(WEEK, ['merchant_running', 'terminal_day', 'txn'], ZONE, new Set(), new Set(['2026-03-02'])),
			ids: { by: {} },
			zone: ZONE,
			groupBy: 'mcc'
		})
};
