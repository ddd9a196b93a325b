import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { terminalListQuery } from '#lib/features/terminals/terminals.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const registered = (['true', 'false'] as const).find((known) => known === url.searchParams.get('registered'));
	const chosen = { ...filter, registered };
	await prefetch(queryClient.infiniteQuery(terminalListQuery(chosen, fetch)));
	return { filter, chosen, ignored };
};
