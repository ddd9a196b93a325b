import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { readCodeChoice } from '#lib/features/response-codes/code-choice.ts';
import { codeUsageQuery } from '#lib/features/response-codes/response-codes.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const choice = readCodeChoice(url.searchParams);
	await prefetch(queryClient.infiniteQuery(codeUsageQuery(filter, choice, fetch)));
	return { filter, ignored, choice };
};
