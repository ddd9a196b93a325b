import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { certificateReasons } from './certificate-reasons.repo.ts';

export const samples: QuerySamples = {
	certificateReasons: async ({ db }) => certificateReasons(db, SAMPLE_SCOPE, SAMPLE_INSTANT)
};
