import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { failureSeries } from './failure-series.repo.ts';
import { windowPieces } from './window-pieces.ts';

const ZONE = 'Asia/Shanghai';
const WINDOW = { fromMs: Date.parse('2026-02-27T22:30:00Z'), toMs: Date.parse('2026-03-02T04:00:00Z') };
const COMMON = { zone: ZONE, bucket: 'hour', rowsMax: 10_000 } as const;

export const samples: QuerySamples = {
	'failureSeries (the fleet, from its roll-up)': async ({ db }) =>
		failureSeries(db, SAMPLE_SCOPE, {
			...COMMON,
			pieces: windowPieces(WINDOW, ['cause_hour', 'fleet_minute', 'txn'], ZONE),
			ids: { by: {} },
			groupBy: null
		}),
	'failureSeries (by cause, of one bank, from the facts)': async ({ db }) =>
		failureSeries(db, SAMPLE_SCOPE, {
			...COMMON,
			pieces: windowPieces(WINDOW, ['txn'], ZONE),
			ids: { by: { issuer: [1] } },
			groupBy: 'cause'
		}),
	'failureSeries (days by carrier, of one product, from slices)': async ({ db }) =>
		failureSeries(db, SAMPLE_SCOPE, {
			...COMMON,
			bucket: 'day',
			pieces: windowPieces(WINDOW, ['slice_day', 'txn'], ZONE, new Set(['2026-03-01'])),
			ids: { by: { product: [1] } },
			groupBy: 'carrier'
		})
};
