import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { findFirmwareCampaigns, writeFirmwareCampaigns } from './firmware-campaigns.repo.ts';

export const samples: QuerySamples = {
	findFirmwareCampaigns: async ({ sql }) => findFirmwareCampaigns(sql, [{ campaignId: 'C1', terminalId: 'T1' }]),
	writeFirmwareCampaigns: async ({ sql }) => writeFirmwareCampaigns(sql, [], SAMPLE_INSTANT)
};
