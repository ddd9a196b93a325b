import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter, readInstant } from '#lib/domain/fleet-filter.ts';
import { merchantListQuery } from '#lib/features/merchants/merchants.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const firstSeenFrom = readInstant(url.searchParams, 'firstSeenFrom');
	await prefetch(queryClient.infiniteQuery(merchantListQuery({ ...filter, firstSeenFrom }, fetch)));
	return { filter, ignored, firstSeenFrom };
};
