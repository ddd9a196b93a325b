import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { chosenOf } from '#lib/api/filter-query.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';

type Merchants = ApiClient['merchants'];

export type MerchantList = AnswerOf<Merchants['$get']>;
export type MerchantItem = MerchantList['items'][number];
export type MerchantDetail = AnswerOf<Merchants[':merchantId']['$get']>;
export type MerchantTerminal = MerchantDetail['terminalItems'][number];

/** The fleet's filter, and what the list of merchants knows besides. */
export type MerchantChoice = Partial<FleetFilter> & { firstSeenFrom?: string | null };

const MERCHANT_FILTER_KEYS = [
	'acquirer',
	'merchant',
	'region',
	'state',
	'q'
] as const satisfies readonly (keyof FleetFilter)[];

export const MERCHANT_SORT_DEFAULT = '-urgency';
/** `urgency` is the lower end of the interval, after all that have enough attempts to be judged. */
const MERCHANT_FIELDS = [
	'urgency',
	'merchantId',
	'name',
	'state',
	'rateLow',
	'attempts',
	'terminals',
	'mcc',
	'feeClass',
	'region',
	'acquirerId',
	'lastTransactionAt'
] as const;
type MerchantField = (typeof MERCHANT_FIELDS)[number];
type MerchantSort = MerchantField | `-${MerchantField}`;

/** The order that an address asks for; anything else means the usual one. */
export function merchantSort(sort: string | undefined): MerchantSort {
	const known = MERCHANT_FIELDS.flatMap((field): MerchantSort[] => [field, `-${field}`]);
	return known.find((candidate) => candidate === sort) ?? MERCHANT_SORT_DEFAULT;
}

const listQueryOf = (filter: MerchantChoice) => ({
	...chosenOf(filter, MERCHANT_FILTER_KEYS),
	...(filter.firstSeenFrom && { firstSeenFrom: filter.firstSeenFrom }),
	sort: merchantSort(filter.sort)
});

/** The same list, for the menu of its files. */
export const merchantListSource = (filter: MerchantChoice) => exportSource('/merchants', listQueryOf(filter));

export function merchantListQuery(filter: MerchantChoice, fetcher?: Fetch) {
	const query = listQueryOf(filter);
	return infiniteQueryOptions({
		queryKey: ['merchants', 'list', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).merchants.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

export function merchantQuery(merchantId: string, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['merchants', 'detail', merchantId],
		queryFn: async () => bodyOf(apiClient(fetcher).merchants[':merchantId'].$get({ param: { merchantId } }))
	});
}
