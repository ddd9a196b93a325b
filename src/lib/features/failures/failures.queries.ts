import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { chosenOf, comparedWith } from '#lib/api/filter-query.ts';
import { NO_COMPARISON, type Comparison } from '#lib/domain/comparison.ts';
import { FLEET_FILTER_KEYS, type FleetFilter } from '#lib/domain/fleet-filter.ts';
import type { Bucket } from '#lib/domain/time-windows.ts';

type Failures = ApiClient['failures'];

export type FailureSummary = AnswerOf<Failures['summary']['$get']>;
export type FailureSeries = AnswerOf<Failures['series']['$get']>;
export type TerminalRanking = AnswerOf<Failures['terminals']['$get']>;
export type MerchantRanking = AnswerOf<Failures['merchants']['$get']>;
export type TerminalFailures = TerminalRanking['items'][number];
export type MerchantFailures = MerchantRanking['items'][number];
export type GroupBy = FailureSeries['groupBy'];

type Chosen = Partial<FleetFilter>;

const PAGING_KEYS = ['sort', 'limit', 'cursor'];
export const FILTER_KEYS = FLEET_FILTER_KEYS.filter(
	(key): key is Exclude<typeof key, 'sort' | 'limit' | 'cursor'> => !PAGING_KEYS.includes(key)
);

/** Sums of a window and of the one it is compared with (usually the one before), with every rate and its interval. */
export function summaryQuery(filter: Chosen, fetcher?: Fetch, comparison: Comparison = NO_COMPARISON) {
	const usual = comparison.compare === 'previous' ? NO_COMPARISON : comparison;
	const query = { ...chosenOf(filter, FILTER_KEYS), ...comparedWith(usual) };
	return queryOptions({
		queryKey: ['failures', 'summary', query],
		queryFn: async () => bodyOf(apiClient(fetcher).failures.summary.$get({ query }))
	});
}

export function seriesQuery(filter: Chosen, split: { bucket: Bucket; groupBy: GroupBy }, fetcher?: Fetch) {
	const query = { ...chosenOf(filter, FILTER_KEYS), ...split };
	return queryOptions({
		queryKey: ['failures', 'series', query],
		queryFn: async () => bodyOf(apiClient(fetcher).failures.series.$get({ query }))
	});
}

/** `urgency` is the lower end of the interval, after all that have enough attempts to be judged. */
const RANKING_FIELDS = [
	'urgency',
	'rateLow',
	'rate',
	'attempts',
	'terminal',
	'observedToExpected',
	'amountMinor',
	'id'
] as const;
type RankingField = (typeof RANKING_FIELDS)[number];
export type RankingSort = RankingField | `-${RankingField}`;

/**
 * True when only failures of some kind are looked at. Then there are no rates, which would be counted over those failures
 * alone, and lists are ordered by how many there are.
 */
export function isNarrowedToOutcomes(filter: Partial<Pick<FleetFilter, 'cause' | 'scope' | 'code'>>): boolean {
	return [filter.cause, filter.scope, filter.code].some((chosen = []) => chosen.length > 0);
}

/** The order of a list whose address names none: tiny samples never lead. */
export function usualRankingSort(filter: Chosen): RankingSort {
	return isNarrowedToOutcomes(filter) ? '-attempts' : '-urgency';
}

/** The order that an address asks for; anything else means the usual one. */
export function rankingSort(filter: Chosen): RankingSort {
	const known = RANKING_FIELDS.flatMap((field): RankingSort[] => [field, `-${field}`]);
	return known.find((candidate) => candidate === filter.sort) ?? usualRankingSort(filter);
}

/** Rows of the short lists of the overview. */
const WORST_ROWS = '8';

export function worstTerminalsQuery(filter: Chosen, fetcher?: Fetch) {
	const query = { ...chosenOf(filter, FILTER_KEYS), limit: WORST_ROWS };
	return queryOptions({
		queryKey: ['failures', 'terminals', 'worst', query],
		queryFn: async () => bodyOf(apiClient(fetcher).failures.terminals.$get({ query }))
	});
}

export function worstMerchantsQuery(filter: Chosen, fetcher?: Fetch) {
	const query = { ...chosenOf(filter, FILTER_KEYS), limit: WORST_ROWS };
	return queryOptions({
		queryKey: ['failures', 'merchants', 'worst', query],
		queryFn: async () => bodyOf(apiClient(fetcher).failures.merchants.$get({ query }))
	});
}

const rankingQueryOf = (filter: Chosen, comparison: Comparison) => ({
	...chosenOf(filter, FILTER_KEYS),
	...comparedWith(comparison),
	sort: rankingSort(filter)
});

/** The same ranking, for the menu of its files. */
export const rankingSource = (place: 'terminals' | 'merchants', filter: Chosen, comparison = NO_COMPARISON) =>
	exportSource(`/failures/${place}`, rankingQueryOf(filter, comparison));

export function terminalRankingQuery(filter: Chosen, comparison: Comparison, fetcher?: Fetch) {
	const query = rankingQueryOf(filter, comparison);
	return infiniteQueryOptions({
		queryKey: ['failures', 'terminals', 'list', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).failures.terminals.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

export function merchantRankingQuery(filter: Chosen, comparison: Comparison, fetcher?: Fetch) {
	const query = rankingQueryOf(filter, comparison);
	return infiniteQueryOptions({
		queryKey: ['failures', 'merchants', 'list', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).failures.merchants.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}
