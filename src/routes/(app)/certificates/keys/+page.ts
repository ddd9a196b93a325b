import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { keysQuery, readKeyState } from '#lib/features/certificates/keys.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const choice = { filter, held: readKeyState(url.searchParams) };
	await prefetch(queryClient.infiniteQuery(keysQuery(choice, fetch)));
	return { choice, ignored };
};
