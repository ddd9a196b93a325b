import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { readTerminalChoice } from '#lib/features/terminals/terminal-choice.ts';
import { terminalBlockQuery } from '#lib/features/terminals/terminals.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const { filter, ignored } = readFleetFilter(url.searchParams);
	const chosen = { ...filter, ...readTerminalChoice(url.searchParams) };
	await prefetch(queryClient.query(terminalBlockQuery(chosen, 0, fetch)));
	return { filter, chosen, ignored };
};
