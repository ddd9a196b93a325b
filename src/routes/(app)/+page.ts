import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { barBucket } from '#lib/features/failures/failure-course.ts';
import {
	seriesQuery,
	summaryQuery,
	worstMerchantsQuery,
	worstTerminalsQuery
} from '#lib/features/failures/failures.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const split = { bucket: barBucket(filter), groupBy: 'cause' } as const;
	await prefetch(
		queryClient.query(summaryQuery(filter, fetch)),
		queryClient.query(seriesQuery(filter, split, fetch)),
		queryClient.query(worstTerminalsQuery(filter, fetch)),
		queryClient.query(worstMerchantsQuery(filter, fetch))
	);
	const measure = url.searchParams.get('measure') === 'share' ? ('share' as const) : ('count' as const);
	return { filter, ignored, split, measure };
};
