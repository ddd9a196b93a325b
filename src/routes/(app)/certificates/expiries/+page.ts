import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { expiriesQuery, readExpiryChoice } from '#lib/features/certificates/expiries.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const choice = readExpiryChoice(url.searchParams, filter);
	await prefetch(queryClient.infiniteQuery(expiriesQuery(choice, fetch)));
	return { choice, ignored };
};
