import { infiniteQueryOptions, queryOptions, skipToken } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { chosenOf } from '#lib/api/filter-query.ts';
import { FEE_CLAIM_FILTERS, type FeeClaimFilter } from '#lib/domain/fee-claims.ts';
import { FEE_DRIFT_KINDS, type FeeDriftKind } from '#lib/domain/fee-kinds.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import { PRODUCTS, type CardRegion, type Product } from '#lib/domain/transactions.ts';
import type { WhatIfAsked } from './what-if.ts';

type Api = ApiClient['fees'];

export type Drift = AnswerOf<Api['drift']['$get']>;
export type DriftItem = Drift['items'][number];
export type FeeSales = AnswerOf<Api['drift']['sales']['$get']>;
export type FeeSale = FeeSales['items'][number];
export type FeeChanges = AnswerOf<Api['changes']['$get']>;
export type FeeChange = FeeChanges['items'][number];
export type FeeCourseAnswer = AnswerOf<Api['course']['$get']>;
export type WhatIf = AnswerOf<Api['what-if']['$get']>;
export type WhatIfMerchants = AnswerOf<Api['what-if']['merchants']['$get']>;
export type WhatIfMerchant = WhatIfMerchants['items'][number];

const FILTER_KEYS = [
	'from',
	'to',
	'acquirer',
	'merchant',
	'terminal',
	'vendor',
	'model',
	'firmware',
	'carrier',
	'region',
	'product',
	'q'
] as const satisfies readonly (keyof FleetFilter)[];

export const DRIFT_SORT_DEFAULT = '-drift';
const DRIFT_SORTS = ['-drift', 'drift', '-since', 'since', '-sales', 'sales'] as const;

export type DriftChoice = {
	filter: Partial<FleetFilter>;
	kind: FeeDriftKind | null;
	status: FeeClaimFilter | null;
	owner: string | null;
};

const OWNER_LENGTH_MAX = 100;

/** What an address says; anything else means all. */
export function readDriftChoice(params: URLSearchParams): Pick<DriftChoice, 'kind' | 'status' | 'owner'> {
	const [kind, status] = [params.get('kind'), params.get('status')];
	return {
		kind: FEE_DRIFT_KINDS.find((each) => each === kind) ?? null,
		status: FEE_CLAIM_FILTERS.find((each) => each === status) ?? null,
		owner: params.get('owner')?.slice(0, OWNER_LENGTH_MAX) ?? null
	};
}

export const driftSort = (sort: string | undefined) => DRIFT_SORTS.find((each) => each === sort) ?? DRIFT_SORT_DEFAULT;

const driftAsked = ({ filter, kind, status, owner }: DriftChoice) => ({
	...chosenOf(filter, FILTER_KEYS),
	...(kind && { kind }),
	...(status && { status }),
	...(owner && { owner }),
	sort: driftSort(filter.sort)
});

export const driftSource = (choice: DriftChoice) => exportSource('/fees/drift', driftAsked(choice));

export function driftQuery(choice: DriftChoice, fetcher?: Fetch) {
	const query = driftAsked(choice);
	return infiniteQueryOptions({
		queryKey: ['fees', 'drift', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).fees.drift.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: Drift) => last.nextCursor
	});
}

const PANEL_ROWS = '20';

/** The drifts of one terminal or merchant, for a card of its page. */
export function driftOfQuery(of: { terminal: string[] } | { merchant: string[] }) {
	const query = { ...of, limit: PANEL_ROWS };
	return queryOptions({
		queryKey: ['fees', 'drift-of', query],
		queryFn: async () => bodyOf(apiClient().fees.drift.$get({ query }))
	});
}

export type SeriesChoice = {
	terminal: string;
	merchant: string;
	product: Product;
	kind?: FeeDriftKind;
	cardRegion?: CardRegion;
	from?: string;
	to?: string;
};

/** The series that an address names; null where it names none. */
export function readSeries(params: URLSearchParams): SeriesChoice | null {
	const [terminal, merchant] = [params.get('terminal'), params.get('merchant')];
	const product = PRODUCTS.find((each) => each === params.get('product'));
	return terminal && merchant && product ? { terminal, merchant, product } : null;
}

export const salesSource = (series: SeriesChoice) => exportSource('/fees/drift/sales', series);

/** The very sales that a drift is made of, since it began. */
export function driftSalesOf({ drift, salesFrom }: { drift: DriftItem; salesFrom: string }): SeriesChoice {
	const { terminalId: terminal, merchantId: merchant, product, kind, cardRegion } = drift;
	return { terminal, merchant, product, kind, ...(cardRegion && { cardRegion }), from: salesFrom };
}

/** Null while it is not known whose: then nothing is asked. */
export function feeSalesQuery(series: SeriesChoice | null, fetcher?: Fetch) {
	return infiniteQueryOptions({
		queryKey: ['fees', 'sales', series],
		queryFn:
			series === null
				? skipToken
				: async ({ pageParam: cursor }) =>
						bodyOf(apiClient(fetcher).fees.drift.sales.$get({ query: cursor ? { ...series, cursor } : series })),
		initialPageParam: '',
		getNextPageParam: (last: FeeSales) => last.nextCursor
	});
}

type CourseAsked = ({ terminal: string } | { merchant: string }) & { from?: string; to?: string };

export const feeCourseSource = (asked: CourseAsked) => exportSource('/fees/course', asked);

/** By the day, of a terminal or of a merchant. */
export function feeCourseQuery(asked: CourseAsked, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['fees', 'course', asked],
		queryFn: async () => bodyOf(apiClient(fetcher).fees.course.$get({ query: asked }))
	});
}

/** Null while nothing is proposed: then nothing is asked. */
export function whatIfQuery(asked: WhatIfAsked | null, fetcher?: Fetch) {
	const query = asked && whatIfParameters(asked);
	return queryOptions({
		queryKey: ['fees', 'what-if', query],
		queryFn: query === null ? skipToken : async () => bodyOf(apiClient(fetcher).fees['what-if'].$get({ query }))
	});
}

export const WHAT_IF_SORTS = ['-difference', 'difference', '-amount'] as const;
type WhatIfSort = (typeof WHAT_IF_SORTS)[number];
export const whatIfSort = (text: string | null): WhatIfSort =>
	WHAT_IF_SORTS.find((each) => each === text) ?? '-difference';

const whatIfMerchantsAsked = (asked: WhatIfAsked, sort: WhatIfSort) => ({ ...whatIfParameters(asked), sort });

export const whatIfSource = (asked: WhatIfAsked, sort: WhatIfSort) =>
	exportSource('/fees/what-if/merchants', whatIfMerchantsAsked(asked, sort));

/** Whom a proposal touches. */
export function whatIfMerchantsQuery(asked: WhatIfAsked, sort: WhatIfSort) {
	const query = whatIfMerchantsAsked(asked, sort);
	return infiniteQueryOptions({
		queryKey: ['fees', 'what-if-merchants', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient().fees['what-if'].merchants.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: WhatIfMerchants) => last.nextCursor
	});
}

function whatIfParameters({ ratePpm, capMinor, minMinor, fixedMinor, ...rest }: WhatIfAsked) {
	return {
		...rest,
		ratePpm: String(ratePpm),
		...(capMinor !== null && { capMinor: String(capMinor) }),
		...(minMinor !== null && { minMinor: String(minMinor) }),
		...(fixedMinor !== null && { fixedMinor: String(fixedMinor) })
	};
}

const changesAsked = (filter: Partial<FleetFilter>) => chosenOf(filter, ['acquirer', 'merchant', 'product', 'q']);

export const changesSource = (filter: Partial<FleetFilter>) => exportSource('/fees/changes', changesAsked(filter));

export function feeChangesQuery(filter: Partial<FleetFilter>, fetcher?: Fetch) {
	const query = changesAsked(filter);
	return infiniteQueryOptions({
		queryKey: ['fees', 'changes', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).fees.changes.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: FeeChanges) => last.nextCursor
	});
}

type NewClaim = Parameters<Api['drift']['claims']['$put']>[0]['json'];

export async function putClaim(claim: NewClaim): Promise<unknown> {
	return bodyOf(apiClient().fees.drift.claims.$put({ json: claim }));
}
