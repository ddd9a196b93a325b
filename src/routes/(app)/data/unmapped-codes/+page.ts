import { prefetch } from '#lib/api/prefetch.ts';
import { unmappedCodesQuery } from '#lib/features/ingest/ingest.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ parent, fetch }) => {
	const { queryClient } = await parent();
	await prefetch(queryClient.infiniteQuery(unmappedCodesQuery(fetch)));
};
