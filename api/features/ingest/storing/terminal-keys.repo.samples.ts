import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { storeReportedKeys } from './terminal-keys.repo.ts';

const REPORT = {
	...{ terminalNumber: 1, acquirerNumber: 1, atMs: SAMPLE_INSTANT.getTime() },
	keys: [{ slot: '1', kind: 'TPK', kcv: 'A1B2C3' }]
};

export const samples: QuerySamples = {
	storeReportedKeys: async ({ sql }) => sql.begin(async (tx) => storeReportedKeys(tx, [REPORT]))
};
