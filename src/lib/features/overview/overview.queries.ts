import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import type { FirstSeenKind } from '#lib/domain/first-seen.ts';
import type { RateChangeKind } from '#lib/domain/rate-change.ts';
import type { StateChangeKind } from '#lib/domain/state-changes.ts';

type Api = ApiClient;

export type News = AnswerOf<Api['overview']['news']['$get']>;
export type StateChanges = AnswerOf<Api['terminals']['changes']['$get']>;
export type StateChange = StateChanges['items'][number];
export type FirstSeen = AnswerOf<Api['overview']['first-seen']['$get']>['items'][number];
export type MerchantChanges = AnswerOf<Api['failures']['merchants']['changes']['$get']>;
export type MerchantChange = MerchantChanges['items'][number];

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

const changesQueryOf = ({ kind, since }: ChangesChosen) => ({ ...(kind && { kind }), ...(since && { since }) });

/** The same list, for the menu of its files. */
export const stateChangesSource = (chosen: ChangesChosen) => exportSource('/terminals/changes', changesQueryOf(chosen));

export function stateChangesQuery(chosen: ChangesChosen, fetcher?: Fetch) {
	const query = changesQueryOf(chosen);
	return infiniteQueryOptions({
		queryKey: ['terminals', 'changes', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).terminals.changes.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: StateChanges) => last.nextCursor
	});
}

export type FirstSeenChosen = { kind: FirstSeenKind | null; since: string };

const firstSeenOf = ({ kind, since }: FirstSeenChosen) => ({ since, ...(kind && { kind }) });

/** The same list, for the menu of its files. */
export const firstSeenSource = (chosen: FirstSeenChosen) => exportSource('/overview/first-seen', firstSeenOf(chosen));

export function firstSeenQuery(chosen: FirstSeenChosen, fetcher?: Fetch) {
	const query = firstSeenOf(chosen);
	return infiniteQueryOptions({
		queryKey: ['overview', 'first-seen', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).overview['first-seen'].$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor
	});
}

export type MerchantChangesChosen = { kind: RateChangeKind | null; since: string; sort: MerchantChangeSort };

export const MERCHANT_CHANGE_SORT_DEFAULT = '-evidence';
/** `evidence` is how far the interval of the difference stays from 0. */
const MERCHANT_CHANGE_FIELDS = ['evidence', 'change', 'rate', 'previousRate', 'attempts'] as const;
type MerchantChangeField = (typeof MERCHANT_CHANGE_FIELDS)[number];
export type MerchantChangeSort = MerchantChangeField | `-${MerchantChangeField}`;

/** The order that an address asks for; anything else means the usual one. */
export function merchantChangeSort(sort: string | null): MerchantChangeSort {
	const known = MERCHANT_CHANGE_FIELDS.flatMap((field): MerchantChangeSort[] => [field, `-${field}`]);
	return known.find((candidate) => candidate === sort) ?? MERCHANT_CHANGE_SORT_DEFAULT;
}

const merchantChangesOf = ({ kind, since, sort }: MerchantChangesChosen) => ({ since, ...(kind && { kind }), sort });

/** The same list, for the menu of its files. */
export const merchantChangesSource = (chosen: MerchantChangesChosen) =>
	exportSource('/failures/merchants/changes', merchantChangesOf(chosen));

export function merchantChangesQuery(chosen: MerchantChangesChosen, fetcher?: Fetch) {
	const query = merchantChangesOf(chosen);
	return infiniteQueryOptions({
		queryKey: ['failures', 'merchants', 'changes', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).failures.merchants.changes.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: MerchantChanges) => last.nextCursor
	});
}

/** How many merchants changed either way; of a large fleet it takes a second, so nothing waits for it. */
export function merchantChangeCountsQuery(since: string) {
	return queryOptions({
		queryKey: ['failures', 'merchants', 'changes', 'counts', since],
		queryFn: async () =>
			(await bodyOf(apiClient().failures.merchants.changes.$get({ query: { since, limit: '1' } }))).counts
	});
}
