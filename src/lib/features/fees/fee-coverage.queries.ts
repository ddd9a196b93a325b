import { infiniteQueryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { chosenOf } from '#lib/api/filter-query.ts';
import { FEE_GAPS, type FeeGap } from '#lib/domain/fee-gaps.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import { PRODUCTS, type Product } from '#lib/domain/transactions.ts';

type Api = ApiClient['fees']['uncompared'];
export type Uncompared = AnswerOf<Api['$get']>;
export type UncomparedItem = Uncompared['items'][number];
export type UncomparedSales = AnswerOf<Api['sales']['$get']>;
export type UncomparedSale = UncomparedSales['items'][number];

export type UncomparedChoice = { filter: Partial<FleetFilter>; reason: FeeGap | null };

const FILTER_KEYS = ['from', 'to', 'acquirer', 'merchant', 'product', 'q'] as const;

export const readGap = (params: URLSearchParams): FeeGap | null =>
	FEE_GAPS.find((each) => each === params.get('reason')) ?? null;

const asked = ({ filter, reason }: UncomparedChoice) => ({
	...chosenOf(filter, FILTER_KEYS),
	...(reason && { reason })
});

export const uncomparedSource = (choice: UncomparedChoice) => exportSource('/fees/uncompared', asked(choice));

export function uncomparedQuery(choice: UncomparedChoice, fetcher?: Fetch) {
	const query = asked(choice);
	return infiniteQueryOptions({
		queryKey: ['fees', 'uncompared', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).fees.uncompared.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: Uncompared) => last.nextCursor
	});
}

export type UncomparedSeries = { merchant: string; product?: Product; reason?: FeeGap; from?: string; to?: string };

/** The sales that an address names; null where it names no merchant. */
export function readUncomparedSeries(params: URLSearchParams): UncomparedSeries | null {
	const merchant = params.get('merchant');
	const product = PRODUCTS.find((each) => each === params.get('product'));
	const reason = readGap(params);
	const [from, to] = [params.get('from'), params.get('to')];
	if (!merchant) return null;
	return { merchant, ...(product && { product }), ...(reason && { reason }), ...(from && { from }), ...(to && { to }) };
}

export const uncomparedSalesSource = (series: UncomparedSeries) => exportSource('/fees/uncompared/sales', series);

export function uncomparedSalesQuery(series: UncomparedSeries, fetcher?: Fetch) {
	return infiniteQueryOptions({
		queryKey: ['fees', 'uncompared-sales', series],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).fees.uncompared.sales.$get({ query: cursor ? { ...series, cursor } : series })),
		initialPageParam: '',
		getNextPageParam: (last: UncomparedSales) => last.nextCursor
	});
}
