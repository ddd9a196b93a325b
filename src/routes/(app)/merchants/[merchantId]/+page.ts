import { found } from '#lib/api/found.ts';
import { prefetch, prefetchIfQuick } from '#lib/api/prefetch.ts';
import { readComparison } from '#lib/domain/comparison.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { barBucket } from '#lib/features/failures/failure-course.ts';
import { rhythmQuery } from '#lib/features/failures/explorer.queries.ts';
import { seriesQuery, summaryQuery } from '#lib/features/failures/failures.queries.ts';
import { readTerminalOrder } from '#lib/features/merchants/merchant-terminals.ts';
import { merchantQuery } from '#lib/features/merchants/merchants.queries.ts';
import { commonCodesQuery } from '#lib/features/response-codes/response-codes.queries.ts';
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
	const chosen = readComparison(url.searchParams).comparison;
	// Like the overview it always compares: without a choice with the time just before.
	const comparison = chosen.compare === 'none' ? ({ compare: 'previous' } as const) : chosen;
	const split = { bucket: barBucket(filter), groupBy: 'cause' } as const;
	// A single merchant has few attempts an hour: its rate is drawn by days wherever there are several.
	const course = {
		bucket: filter.window === '7d' || filter.window === '30d' ? 'day' : 'hour',
		groupBy: 'none'
	} as const;
	await Promise.all([
		found(queryClient.query(merchantQuery(merchantId, fetch))),
		// What lies further down asks for itself once somebody comes near it.
		prefetch(
			queryClient.query(summaryQuery(ofMerchant, fetch, comparison)),
			queryClient.query(seriesQuery(ofMerchant, split, fetch))
		),
		// How tall these become nobody knows before: once they are there nothing below them moves.
		prefetchIfQuick(
			queryClient.query(commonCodesQuery(ofMerchant, fetch)),
			queryClient.query(rhythmQuery(ofMerchant, fetch))
		)
	]);
	return {
		merchantId,
		filter,
		ignored,
		ofMerchant,
		comparison,
		split,
		course,
		rhythm: url.searchParams.get('rhythm') === 'attempts' ? ('attempts' as const) : ('rate' as const),
		terminalOrder: readTerminalOrder(filter.sort),
		usualWindow: USUAL_WINDOW
	};
};
