import { prefetch, prefetchIfQuick } from '#lib/api/prefetch.ts';
import { readComparison } from '#lib/domain/comparison.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { mostUrgentQuery } from '#lib/features/attention/attention.queries.ts';
import { barBucket } from '#lib/features/failures/failure-course.ts';
import {
	seriesQuery,
	summaryQuery,
	worstMerchantsQuery,
	worstTerminalsQuery
} from '#lib/features/failures/failures.queries.ts';
import { newsQuery } from '#lib/features/overview/overview.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const chosen = readComparison(url.searchParams).comparison;
	// The overview always compares: without a choice with the time just before.
	const comparison = chosen.compare === 'none' ? ({ compare: 'previous' } as const) : chosen;
	const split = { bucket: barBucket(filter), groupBy: 'cause' } as const;
	// Rankings stand below the fold. Of a large fleet one over months takes longer than a page may wait: it is asked for on the way there.
	const isShort = split.bucket !== 'day';
	await Promise.all([
		prefetch(
			queryClient.query(summaryQuery(filter, fetch, comparison)),
			queryClient.query(seriesQuery(filter, split, fetch))
		),
		prefetchIfQuick(
			queryClient.query(newsQuery(fetch)),
			queryClient.query(mostUrgentQuery(filter, fetch)),
			...(isShort
				? [queryClient.query(worstTerminalsQuery(filter, fetch)), queryClient.query(worstMerchantsQuery(filter, fetch))]
				: [])
		)
	]);
	const measure = url.searchParams.get('measure') === 'share' ? ('share' as const) : ('count' as const);
	return { filter, ignored, comparison, split, isShort, measure };
};
