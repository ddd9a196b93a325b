import { found } from '#lib/api/found.ts';
import { prefetch } from '#lib/api/prefetch.ts';
import { readComparison } from '#lib/domain/comparison.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { barBucket } from '#lib/features/failures/failure-course.ts';
import { seriesQuery, summaryQuery } from '#lib/features/failures/failures.queries.ts';
import { shownScopes } from '#lib/features/terminals/terminal-views.ts';
import {
	terminalPeersQuery,
	terminalQuery,
	terminalSilencesQuery,
	terminalTimelineQuery,
	terminalTransactionsQuery,
	terminalVisitsQuery
} from '#lib/features/terminals/terminals.queries.ts';
import type { PageLoad } from './$types.js';

/** One terminal has few transactions a day: its page shows a week unless the address says otherwise. */
const USUAL_WINDOW = '7d' as const;

export const load: PageLoad = async ({ params, url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { terminalId } = params;
	const { filter, ignored } = readFleetFilter(url.searchParams);
	if (!url.searchParams.has('window')) filter.window = USUAL_WINDOW;
	const window = {
		window: filter.window,
		...(filter.from && { from: filter.from }),
		...(filter.to && { to: filter.to })
	};
	const { comparison } = readComparison(url.searchParams);
	const ofTerminal = { ...window, terminal: [terminalId] };
	const split = { bucket: barBucket(filter), groupBy: 'cause' } as const;
	const transactions = {
		...window,
		cause: filter.cause,
		scope: shownScopes(url.searchParams.get('show'), filter.scope)
	};
	await Promise.all([
		found(queryClient.query(terminalQuery(terminalId, fetch))),
		prefetch(
			queryClient.query(terminalTimelineQuery(terminalId, window, fetch)),
			queryClient.query(terminalSilencesQuery(terminalId, fetch)),
			queryClient.query(terminalPeersQuery(terminalId, fetch)),
			queryClient.query(terminalVisitsQuery(terminalId, fetch)),
			queryClient.query(seriesQuery(ofTerminal, split, fetch)),
			...(comparison.compare === 'none' ? [] : [queryClient.query(summaryQuery(ofTerminal, fetch, comparison))]),
			queryClient.infiniteQuery(terminalTransactionsQuery(terminalId, transactions, fetch))
		)
	]);
	return {
		terminalId,
		ofTerminal,
		comparison,
		filter,
		ignored,
		window,
		split,
		transactions,
		usualWindow: USUAL_WINDOW
	};
};
