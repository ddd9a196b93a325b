import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { campaignsQuery } from '#lib/features/firmware/campaigns.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	await prefetch(queryClient.infiniteQuery(campaignsQuery(filter, fetch)));
	return { filter, ignored };
};
