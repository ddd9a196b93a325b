import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { feeReasons } from './fee-reasons.repo.ts';

export const samples: QuerySamples = {
	feeReasons: async ({ db }) => feeReasons(db, SAMPLE_SCOPE, SAMPLE_INSTANT, 'Asia/Shanghai')
};
