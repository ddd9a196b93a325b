import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { readGap, uncomparedQuery } from '#lib/features/fees/fee-coverage.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const choice = { filter, reason: readGap(url.searchParams) };
	await prefetch(queryClient.infiniteQuery(uncomparedQuery(choice, fetch)));
	return { choice, ignored };
};
