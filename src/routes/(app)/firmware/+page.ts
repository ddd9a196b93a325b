import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { readVerdict, versionsQuery } from '#lib/features/firmware/firmware.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const verdict = readVerdict(url.searchParams, 'verdict');
	await prefetch(queryClient.infiniteQuery(versionsQuery(filter, verdict, fetch)));
	return { filter, ignored, verdict };
};
