import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { COMPARED_MAX, terminalQuery, terminalTimelineQuery } from '#lib/features/terminals/terminals.queries.ts';
import type { PageLoad } from './$types.js';

const WINDOW = { window: '7d' } as const;

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const terminalIds = readFleetFilter(url.searchParams).filter.terminal.slice(0, COMPARED_MAX);
	await prefetch(
		...terminalIds.flatMap((terminalId) => [
			queryClient.query(terminalQuery(terminalId, fetch)),
			queryClient.query(terminalTimelineQuery(terminalId, WINDOW, fetch))
		])
	);
	return { terminalIds, window: WINDOW };
};
