import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import type { CoverageFinding } from '#lib/domain/coverage.ts';

type CoverageApi = ApiClient['ingest']['coverage'];

export type Coverage = AnswerOf<CoverageApi['$get']>;
export type CoveragePlace = AnswerOf<CoverageApi['places']['$get']>['items'][number];

export function coverageQuery(fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['ingest', 'coverage'],
		queryFn: async () => bodyOf(apiClient(fetcher).ingest.coverage.$get())
	});
}

/** The list behind one figure. */
export function coveragePlacesQuery(finding: CoverageFinding, fetcher?: Fetch) {
	return infiniteQueryOptions({
		queryKey: ['ingest', 'coverage', finding],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).ingest.coverage.places.$get({ query: cursor ? { finding, cursor } : { finding } })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}
