import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { whatIfQuery } from '#lib/features/fees/fees.queries.ts';
import { readWhatIf, WHAT_IF_WINDOW_USUAL } from '#lib/features/fees/what-if.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { from, to, window } = readFleetFilter(url.searchParams).filter;
	const named = url.searchParams.has('window') ? window : WHAT_IF_WINDOW_USUAL;
	const filter = { window: named, from, to };
	const reading = readWhatIf(url.searchParams, { window: named, ...(from && { from }), ...(to && { to }) });
	// All sales of a fleet take seconds: the page does not wait for those.
	if (reading.asked?.merchant) await prefetch(queryClient.query(whatIfQuery(reading.asked, fetch)));
	return { filter, reading };
};
