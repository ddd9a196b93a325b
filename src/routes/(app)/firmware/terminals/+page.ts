import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { outdatedQuery, readVerdict } from '#lib/features/firmware/firmware.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const finding = readVerdict(url.searchParams, 'finding');
	await prefetch(queryClient.infiniteQuery(outdatedQuery(filter, finding, fetch)));
	return { filter, ignored, finding };
};
