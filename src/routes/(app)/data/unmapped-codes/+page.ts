import { prefetch } from '#lib/api/prefetch.ts';
import { readInstant } from '#lib/domain/fleet-filter.ts';
import { unmappedCodesQuery } from '#lib/features/ingest/ingest.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const firstSeenFrom = readInstant(url.searchParams, 'firstSeenFrom');
	await prefetch(queryClient.infiniteQuery(unmappedCodesQuery(firstSeenFrom, fetch)));
	return { firstSeenFrom };
};
