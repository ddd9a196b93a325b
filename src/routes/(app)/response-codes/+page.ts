import { prefetch } from '#lib/api/prefetch.ts';
import { readComparison } from '#lib/domain/comparison.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { readCodeChoice } from '#lib/features/response-codes/code-choice.ts';
import { codeUsageQuery } from '#lib/features/response-codes/response-codes.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const chosen = readComparison(url.searchParams).comparison;
	// A share is always set against something, if only what was before.
	const comparison = chosen.compare === 'none' ? ({ compare: 'previous' } as const) : chosen;
	const choice = readCodeChoice(url.searchParams);
	await prefetch(queryClient.infiniteQuery(codeUsageQuery(filter, choice, comparison, fetch)));
	return { filter, ignored, choice, comparison };
};
