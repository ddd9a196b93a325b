import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import type { StateChangeKind } from '#lib/domain/state-changes.ts';

type Api = ApiClient;

export type News = AnswerOf<Api['overview']['news']['$get']>;
export type StateChanges = AnswerOf<Api['terminals']['changes']['$get']>;
export type StateChange = StateChanges['items'][number];

/** What happened since the person last said to have seen everything. */
export function newsQuery(fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['overview', 'news'],
		queryFn: async () => bodyOf(apiClient(fetcher).overview.news.$get({ query: {} }))
	});
}

/** From now on only what happens later is news. */
export async function lookNow(): Promise<unknown> {
	return bodyOf(apiClient().overview['last-look'].$put());
}

export type ChangesChosen = { kind: StateChangeKind | null; since: string | null };

export function stateChangesQuery({ kind, since }: ChangesChosen, fetcher?: Fetch) {
	const query = { ...(kind ? { kind } : {}), ...(since ? { since } : {}) };
	return infiniteQueryOptions({
		queryKey: ['terminals', 'changes', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).terminals.changes.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: StateChanges) => last.nextCursor
	});
}
