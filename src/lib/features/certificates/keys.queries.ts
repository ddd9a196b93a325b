import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { chosenOf } from '#lib/api/filter-query.ts';
import { KEY_STATES, type KeyState } from '#lib/domain/certificates.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';

export type KeyPage = AnswerOf<ApiClient['keys']['$get']>;
export type TerminalKey = KeyPage['items'][number];

export type KeyChoice = { filter: Partial<FleetFilter>; held: KeyState | null };

/** What an address says; anything else means all. */
export const readKeyState = (params: URLSearchParams): KeyState | null =>
	KEY_STATES.find((state) => state === params.get('held')) ?? null;

const asked = ({ filter, held }: KeyChoice) => ({
	...chosenOf(filter, ['acquirer', 'merchant', 'terminal', 'vendor', 'model']),
	...(held && { state: held })
});

export const keysSource = (choice: KeyChoice) => exportSource('/keys', asked(choice));

export function keysQuery(choice: KeyChoice, fetcher?: Fetch) {
	const query = asked(choice);
	return infiniteQueryOptions({
		queryKey: ['keys', 'list', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).keys.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: KeyPage) => last.nextCursor
	});
}

/** Those of one terminal, for a card of its page. */
export function keysOfQuery(terminalId: string) {
	return queryOptions({
		queryKey: ['keys', 'of', terminalId],
		queryFn: async () => bodyOf(apiClient().keys.$get({ query: { terminal: [terminalId] } }))
	});
}
