import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { chosenOf } from '#lib/api/filter-query.ts';
import { ATTENTION_KINDS, type AttentionKind } from '#lib/domain/attention.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';

type Api = ApiClient['attention'];

export type Attention = AnswerOf<Api['$get']>;
export type AttentionItem = Attention['items'][number];
export type AttentionReason = AttentionItem['reasons'][number];

/** A list of work: what stands where now, no window. */
const FILTER_KEYS = [
	'acquirer',
	'merchant',
	'terminal',
	'vendor',
	'model',
	'firmware',
	'carrier',
	'region',
	'q'
] as const satisfies readonly (keyof FleetFilter)[];

export const MARK_FILTERS = ['open', 'unmarked', 'acknowledged', 'snoozed'] as const;
export type MarkFilter = (typeof MARK_FILTERS)[number];

export const ATTENTION_SORT_DEFAULT = '-cost';
const ATTENTION_SORTS = ['-cost', 'cost', 'since', '-since'] as const;

/** What a list of this kind asks for beside the filter that all lists share. */
export type AttentionChoice = {
	filter: Partial<FleetFilter>;
	kind: AttentionKind | null;
	marked: MarkFilter;
	asOf: string | null;
};

/** What an address says; anything else means the usual. */
export function readAttentionChoice(params: URLSearchParams): Pick<AttentionChoice, 'kind' | 'marked'> {
	const [kind, marked] = [params.get('kind'), params.get('marked')];
	return {
		kind: ATTENTION_KINDS.find((each) => each === kind) ?? null,
		marked: MARK_FILTERS.find((each) => each === marked) ?? 'open'
	};
}

export const attentionSort = (sort: string | undefined) =>
	ATTENTION_SORTS.find((each) => each === sort) ?? ATTENTION_SORT_DEFAULT;

const queryOf = ({ filter, kind, marked, asOf }: AttentionChoice) => ({
	...chosenOf(filter, FILTER_KEYS),
	...(kind && { kind }),
	...(asOf && { asOf }),
	marked,
	sort: attentionSort(filter.sort)
});

/** The same list, for the menu of its files. */
export const attentionSource = (choice: AttentionChoice) => exportSource('/attention', queryOf(choice));

export function attentionQuery(choice: AttentionChoice, fetcher?: Fetch) {
	const query = queryOf(choice);
	return infiniteQueryOptions({
		queryKey: ['attention', 'list', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).attention.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: Attention) => last.nextCursor
	});
}

const MOST_URGENT_SHOWN = '5';

/** The head of the list, for the overview. */
export function mostUrgentQuery(filter: Partial<FleetFilter>, fetcher?: Fetch) {
	const query = { ...chosenOf(filter, FILTER_KEYS), limit: MOST_URGENT_SHOWN };
	return queryOptions({
		queryKey: ['attention', 'most-urgent', query],
		queryFn: async () => bodyOf(apiClient(fetcher).attention.$get({ query }))
	});
}

type NewMark = Parameters<Api['marks']['$put']>[0]['json'];

export async function putMark(mark: NewMark): Promise<unknown> {
	return bodyOf(apiClient().attention.marks.$put({ json: mark }));
}
