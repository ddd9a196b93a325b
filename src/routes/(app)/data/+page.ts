import { prefetch } from '#lib/api/prefetch.ts';
import { batchesQuery, freshnessQuery, rejectsQuery, unmappedCodesQuery } from '#lib/features/ingest/ingest.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ parent, fetch }) => {
	const { queryClient } = await parent();
	await prefetch(
		queryClient.query(freshnessQuery(fetch)),
		queryClient.infiniteQuery(batchesQuery({}, fetch)),
		queryClient.infiniteQuery(rejectsQuery({}, fetch)),
		queryClient.infiniteQuery(unmappedCodesQuery(null, fetch))
	);
};
