import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import type { ImportKind } from './import-file.ts';

type Ingest = ApiClient['ingest'];

export type IngestBatch = AnswerOf<Ingest['batches']['$get']>['items'][number];
type RejectPage = AnswerOf<Ingest['rejects']['$get']>;
export type IngestReject = RejectPage['items'][number];
export type UnmappedCode = AnswerOf<Ingest['unmapped-codes']['$get']>['items'][number];
export type SourceFreshness = AnswerOf<Ingest['freshness']['$get']>['items'][number];

export type RejectChoice = { batch?: string; code?: string };

/** The most rows that the API gives at once: few questions for a download. */
const DOWNLOAD_PAGE_ROWS = '500';

export function freshnessQuery(fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['ingest', 'freshness'],
		queryFn: async () => bodyOf(apiClient(fetcher).ingest.freshness.$get({ query: {} }))
	});
}

export function batchesQuery(chosen: { kind?: ImportKind }, fetcher?: Fetch) {
	return infiniteQueryOptions({
		queryKey: ['ingest', 'batches', chosen],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).ingest.batches.$get({ query: cursor ? { ...chosen, cursor } : chosen })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

/** One batch; null when there is none of this id within one's reach. */
export function batchQuery(batchId: string, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['ingest', 'batch', batchId],
		queryFn: async () => {
			const { items } = await bodyOf(apiClient(fetcher).ingest.batches.$get({ query: { batch: batchId } }));
			return items[0] ?? null;
		}
	});
}

export function rejectsQuery(chosen: RejectChoice, fetcher?: Fetch) {
	return infiniteQueryOptions({
		queryKey: ['ingest', 'rejects', chosen],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).ingest.rejects.$get({ query: cursor ? { ...chosen, cursor } : chosen })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

/** Every reject that the list would show, page after page. */
export async function allRejects(chosen: RejectChoice): Promise<IngestReject[]> {
	const rejects: IngestReject[] = [];
	for (let cursor: string | null = ''; cursor !== null;) {
		const page: RejectPage = await bodyOf(
			apiClient().ingest.rejects.$get({ query: { ...chosen, limit: DOWNLOAD_PAGE_ROWS, ...(cursor && { cursor }) } })
		);
		rejects.push(...page.items);
		cursor = page.nextCursor;
	}
	return rejects;
}

/** The list as files. */
export function unmappedCodesSource(firstSeenFrom: string | null): string {
	return exportSource('/ingest/unmapped-codes', firstSeenFrom === null ? {} : { firstSeenFrom });
}

export function unmappedCodesQuery(firstSeenFrom: string | null, fetcher?: Fetch) {
	const query = firstSeenFrom === null ? {} : { firstSeenFrom };
	return infiniteQueryOptions({
		queryKey: ['ingest', 'unmapped-codes', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).ingest['unmapped-codes'].$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}
