import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { merchantCounts } from './merchant-changes.repo.ts';

const MS_PER_DAY = 86_400_000;
const SINCE_MS = SAMPLE_INSTANT.getTime() - MS_PER_DAY;

export const samples: QuerySamples = {
	merchantCounts: async ({ db }) =>
		merchantCounts(db, SAMPLE_SCOPE, {
			before: [{ source: 'terminal_day', fromMs: SINCE_MS - 7 * MS_PER_DAY, toMs: SINCE_MS }],
			now: [{ source: 'terminal_hour', fromMs: SINCE_MS, toMs: SAMPLE_INSTANT.getTime() }],
			zone: 'Asia/Shanghai'
		})
};
