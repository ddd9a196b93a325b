import { queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';

export type Fleet = AnswerOf<ApiClient['fleet']['$get']>;

/** Settings change once in a blue moon. */
const STALE_AFTER_MS = 10 * 60_000;

export function fleetQuery(fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['fleet', 'settings'],
		queryFn: async () => bodyOf(apiClient(fetcher).fleet.$get()),
		staleTime: STALE_AFTER_MS
	});
}
