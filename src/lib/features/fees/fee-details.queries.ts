import { queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { FEE_DRIFT_KINDS, type FeeDriftKind } from '#lib/domain/fee-kinds.ts';
import { CARD_REGIONS, PRODUCTS, type CardRegion, type Product } from '#lib/domain/transactions.ts';

type Api = ApiClient['fees'];
type DetailApi = Api['drift'][':terminalId'][':product'][':kind'];

export type DriftDetail = AnswerOf<DetailApi['$get']>;

/** What the address of a drift names. Merchant, cards and currency only tell it from others of its terminal. */
export type DriftName = {
	terminalId: string;
	product: Product;
	kind: FeeDriftKind;
	merchant?: string;
	cardRegion?: CardRegion;
	currency?: string;
};

export function readDriftName(
	params: { terminalId: string; product: string; kind: string },
	search: URLSearchParams
): DriftName | null {
	const product = PRODUCTS.find((each) => each === params.product);
	const kind = FEE_DRIFT_KINDS.find((each) => each === params.kind);
	if (!product || !kind) return null;
	const [merchant, currency] = [search.get('merchant'), search.get('currency')];
	const cardRegion = CARD_REGIONS.find((each) => each === search.get('cardRegion'));
	const rest = { ...(merchant && { merchant }), ...(cardRegion && { cardRegion }), ...(currency && { currency }) };
	return { terminalId: params.terminalId, product, kind, ...rest };
}

export function driftDetailQuery(name: DriftName, fetcher?: Fetch) {
	const { terminalId, product, kind, ...query } = name;
	return queryOptions({
		queryKey: ['fees', 'drift-detail', name],
		queryFn: async () =>
			bodyOf(
				apiClient(fetcher).fees.drift[':terminalId'][':product'][':kind'].$get({
					param: { terminalId, product, kind },
					query
				})
			)
	});
}

type NewChange = Parameters<Api['changes']['$post']>[0]['json'];

export async function enterChange(change: NewChange): Promise<unknown> {
	return bodyOf(apiClient().fees.changes.$post({ json: change }));
}
