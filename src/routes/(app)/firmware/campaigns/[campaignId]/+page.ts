import { found } from '#lib/api/found.ts';
import { prefetch } from '#lib/api/prefetch.ts';
import { campaignQuery, campaignTerminalsQuery, readCampaignPart } from '#lib/features/firmware/campaigns.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, params: { campaignId }, parent, fetch }) => {
	const { queryClient } = await parent();
	const part = readCampaignPart(url.searchParams);
	await found(queryClient.query(campaignQuery(campaignId, fetch)));
	await prefetch(queryClient.infiniteQuery(campaignTerminalsQuery(campaignId, part, fetch)));
	return { campaignId, part };
};
