import { error } from '@sveltejs/kit';
import { prefetch } from '#lib/api/prefetch.ts';
import { readUncomparedSeries, uncomparedSalesQuery } from '#lib/features/fees/fee-coverage.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const series = readUncomparedSeries(url.searchParams);
	if (series === null) error(404);
	await prefetch(queryClient.infiniteQuery(uncomparedSalesQuery(series, fetch)));
	return { series };
};
