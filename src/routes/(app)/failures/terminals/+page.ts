import { prefetch } from '#lib/api/prefetch.ts';
import { readComparison } from '#lib/domain/comparison.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { terminalRankingQuery } from '#lib/features/failures/failures.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const { comparison } = readComparison(url.searchParams);
	await prefetch(queryClient.infiniteQuery(terminalRankingQuery(filter, comparison, fetch)));
	return { filter, ignored, comparison };
};
