import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter, readInstant } from '#lib/domain/fleet-filter.ts';
import { attentionQuery, readAttentionChoice } from '#lib/features/attention/attention.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const choice = {
		filter,
		...readAttentionChoice(url.searchParams),
		asOf: readInstant(url.searchParams, 'asOf') ?? null
	};
	await prefetch(queryClient.infiniteQuery(attentionQuery(choice, fetch)));
	return { choice, ignored };
};
