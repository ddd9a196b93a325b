import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { driftingSales, feeDays, findSeries, uncomparedSalesOf } from './fee-sales.repo.ts';

const WINDOW = {
	...{ first: '2026-02-01', last: '2026-03-02', timeZone: 'Asia/Shanghai' },
	...{ from: new Date(SAMPLE_INSTANT.getTime() - 86_400_000), to: SAMPLE_INSTANT }
};
const SERIES = { merchantId: 1, product: 0, merchantZone: null };

export const samples: QuerySamples = {
	findSeries: async ({ db }) => findSeries(db, SAMPLE_SCOPE, { terminalId: 'T1', merchantId: 'M1' }),
	driftingSales: async ({ db }) => driftingSales(db, SAMPLE_SCOPE, { ...SERIES, terminalId: 1 }, WINDOW),
	uncomparedSalesOf: async ({ db }) => uncomparedSalesOf(db, SAMPLE_SCOPE, SERIES, WINDOW),
	'feeDays (terminal)': async ({ db }) => feeDays(db, SAMPLE_SCOPE, { terminal: 'T1' }, WINDOW),
	'feeDays (merchant)': async ({ db }) => feeDays(db, SAMPLE_SCOPE, { merchant: 'M1' }, WINDOW)
};
