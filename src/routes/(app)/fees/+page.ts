import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { driftQuery, readDriftChoice } from '#lib/features/fees/fees.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const choice = { filter, ...readDriftChoice(url.searchParams) };
	await prefetch(queryClient.infiniteQuery(driftQuery(choice, fetch)));
	return { choice, ignored };
};
