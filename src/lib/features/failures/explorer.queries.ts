import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { exportSource } from '#lib/api/export-source.ts';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { chosenOf, comparedWith } from '#lib/api/filter-query.ts';
import type { Comparison } from '#lib/domain/comparison.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import type { Bucket } from '#lib/domain/time-windows.ts';
import type { GroupingChoice } from './explorer-address.ts';
import { FILTER_KEYS } from './failures.queries.ts';

type Failures = ApiClient['failures'];
type Chosen = Partial<FleetFilter>;

export type FailureGroups = AnswerOf<Failures['groups']['$get']>;
export type FailureGroup = FailureGroups['items'][number];
export type FailureRhythm = AnswerOf<Failures['rhythm']['$get']>;
export type FailureLatency = AnswerOf<Failures['latency']['$get']>;
export type FailureFunnel = AnswerOf<Failures['funnel']['$get']>;
export type FailureRetries = AnswerOf<Failures['retries']['$get']>;

/** What the list of groups asks for, for its export as well. */
export function groupsParameters(filter: Chosen, choice: GroupingChoice, comparison: Comparison) {
	return {
		...chosenOf(filter, FILTER_KEYS),
		groupBy: choice.by,
		sort: choice.sort,
		...comparedWith(comparison)
	};
}

export function groupsQuery(filter: Chosen, choice: GroupingChoice, comparison: Comparison, fetcher?: Fetch) {
	const query = groupsParameters(filter, choice, comparison);
	return infiniteQueryOptions({
		queryKey: ['failures', 'groups', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).failures.groups.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

export function rhythmQuery(filter: Chosen, fetcher?: Fetch) {
	const query = chosenOf(filter, FILTER_KEYS);
	return queryOptions({
		queryKey: ['failures', 'rhythm', query],
		queryFn: async () => bodyOf(apiClient(fetcher).failures.rhythm.$get({ query }))
	});
}

export function latencyQuery(filter: Chosen, bucket: Bucket, fetcher?: Fetch) {
	const query = { ...chosenOf(filter, FILTER_KEYS), bucket };
	return queryOptions({
		queryKey: ['failures', 'latency', query],
		queryFn: async () => bodyOf(apiClient(fetcher).failures.latency.$get({ query }))
	});
}

export function funnelQuery(filter: Chosen, fetcher?: Fetch) {
	const query = { ...chosenOf(filter, FILTER_KEYS), ids: 'outside' as const };
	return queryOptions({
		queryKey: ['failures', 'funnel', query],
		queryFn: async () => bodyOf(apiClient(fetcher).failures.funnel.$get({ query }))
	});
}

export function retriesQuery(filter: Chosen, fetcher?: Fetch) {
	const query = chosenOf(filter, FILTER_KEYS);
	return queryOptions({
		queryKey: ['failures', 'retries', query],
		queryFn: async () => bodyOf(apiClient(fetcher).failures.retries.$get({ query }))
	});
}

export const retriesSource = (filter: Chosen) => exportSource('/failures/retries', chosenOf(filter, FILTER_KEYS));

/** Causes of the banks' declines side by side. */
const ISSUERS_IN_MATRIX = '12';

export function issuerCausesQuery(filter: Chosen, fetcher?: Fetch) {
	const query = {
		...chosenOf(filter, FILTER_KEYS),
		groupBy: 'issuer' as const,
		sort: '-attempts' as const,
		limit: ISSUERS_IN_MATRIX
	};
	return queryOptions({
		queryKey: ['failures', 'groups', 'matrix', query],
		queryFn: async () => bodyOf(apiClient(fetcher).failures.groups.$get({ query }))
	});
}
