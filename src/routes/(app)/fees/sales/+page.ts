import { error } from '@sveltejs/kit';
import { prefetch } from '#lib/api/prefetch.ts';
import { feeSalesQuery, readSeries } from '#lib/features/fees/fees.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const series = readSeries(url.searchParams);
	if (series === null) error(404);
	await prefetch(queryClient.infiniteQuery(feeSalesQuery(series, fetch)));
	return { series };
};
