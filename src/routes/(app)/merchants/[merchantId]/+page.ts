import { found } from '#lib/api/found.ts';
import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { barBucket } from '#lib/features/failures/failure-course.ts';
import { retriesQuery, rhythmQuery } from '#lib/features/failures/explorer.queries.ts';
import { seriesQuery, summaryQuery } from '#lib/features/failures/failures.queries.ts';
import { merchantQuery } from '#lib/features/merchants/merchants.queries.ts';
import type { PageLoad } from './$types.js';

/** One merchant has few transactions a day: its page shows a week unless the address says otherwise. */
const USUAL_WINDOW = '7d' as const;

export const load: PageLoad = async ({ params, url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { merchantId } = params;
	const { filter, ignored } = readFleetFilter(url.searchParams);
	if (!url.searchParams.has('window')) filter.window = USUAL_WINDOW;
	const { window, from, to } = filter;
	const ofMerchant = { window, ...(from && { from }), ...(to && { to }), merchant: [merchantId] };
	const split = { bucket: barBucket(filter), groupBy: 'cause' } as const;
	// A single merchant has few attempts an hour: its rate is drawn by days wherever there are several.
	const course = {
		bucket: filter.window === '7d' || filter.window === '30d' ? 'day' : 'hour',
		groupBy: 'none'
	} as const;
	await Promise.all([
		found(queryClient.query(merchantQuery(merchantId, fetch))),
		prefetch(
			queryClient.query(summaryQuery(ofMerchant, fetch)),
			queryClient.query(seriesQuery(ofMerchant, split, fetch)),
			queryClient.query(seriesQuery(ofMerchant, course, fetch)),
			queryClient.query(rhythmQuery(ofMerchant, fetch)),
			queryClient.query(retriesQuery(ofMerchant, fetch))
		)
	]);
	return { merchantId, filter, ignored, ofMerchant, split, course, usualWindow: USUAL_WINDOW };
};
