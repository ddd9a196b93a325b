import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';

type Ingest = ApiClient['ingest'];

export type IngestBatch = AnswerOf<Ingest['batches']['$get']>['items'][number];
export type IngestReject = AnswerOf<Ingest['rejects']['$get']>['items'][number];
export type UnmappedCode = AnswerOf<Ingest['unmapped-codes']['$get']>['items'][number];
export type SourceFreshness = AnswerOf<Ingest['freshness']['$get']>['items'][number];
export type IngestAnswer = AnswerOf<Ingest['transactions']['$post']>;

export function freshnessQuery(fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['ingest', 'freshness'],
		queryFn: async () => bodyOf(apiClient(fetcher).ingest.freshness.$get())
	});
}

export function batchesQuery(fetcher?: Fetch) {
	return infiniteQueryOptions({
		queryKey: ['ingest', 'batches'],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).ingest.batches.$get({ query: cursor ? { cursor } : {} })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

export function rejectsQuery(chosen: { batch?: string; code?: string }, fetcher?: Fetch) {
	return infiniteQueryOptions({
		queryKey: ['ingest', 'rejects', chosen],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).ingest.rejects.$get({ query: cursor ? { ...chosen, cursor } : chosen })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

export function unmappedCodesQuery(fetcher?: Fetch) {
	return infiniteQueryOptions({
		queryKey: ['ingest', 'unmapped-codes'],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).ingest['unmapped-codes'].$get({ query: cursor ? { cursor } : {} })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}
