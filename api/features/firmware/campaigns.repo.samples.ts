import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { campaignRings } from './campaigns.repo.ts';

export const samples: QuerySamples = {
	campaignRings: async ({ db }) => campaignRings(db, SAMPLE_SCOPE, 'Asia/Shanghai')
};
