import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { exportSource } from '#lib/api/export-source.ts';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { readProblem } from '#lib/api/errors.ts';
import { chosenOf } from '#lib/api/filter-query.ts';
import { codeSegment } from '#lib/domain/code-actions.ts';
import type { Comparison } from '#lib/domain/comparison.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import type { CodeProfile } from '#lib/domain/transactions.ts';
import { FACT_FILTER_KEYS, usageParameters, type CodeChoice } from './code-choice.ts';

type Codes = ApiClient['response-codes'];

export type CodeUsagePage = AnswerOf<Codes['usage']['$get']>;
export type CodeUsage = CodeUsagePage['items'][number];
export type CodeDetail = AnswerOf<Codes[':codeProfile'][':responseCode']['$get']>;
export type CodePlace = CodeDetail['issuers'][number];
export type CodeRule = CodeDetail['rules'][number];
export type RuleInput = Parameters<Codes['$put']>[0]['json'];
export type RuleEffect = AnswerOf<Codes['effect']['$post']>;

export function codeUsageQuery(filter: FleetFilter, choice: CodeChoice, comparison: Comparison, fetcher?: Fetch) {
	const query = usageParameters(filter, choice, comparison);
	return infiniteQueryOptions({
		queryKey: ['response-codes', 'usage', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher)['response-codes'].usage.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

/** The most frequent codes where one looks, for a short list. */
export function commonCodesQuery(filter: Partial<FleetFilter>, fetcher?: Fetch) {
	const query = chosenOf(filter, FACT_FILTER_KEYS);
	return queryOptions({
		queryKey: ['response-codes', 'common', query],
		queryFn: async () => bodyOf(apiClient(fetcher)['response-codes'].usage.$get({ query }))
	});
}

export type CodeId = { codeProfile: CodeProfile; responseCode: string | null };

type Window = Partial<Pick<FleetFilter, 'window' | 'from' | 'to'>>;

export function codeQuery({ codeProfile, responseCode }: CodeId, window: Window, fetcher?: Fetch) {
	const param = { codeProfile, responseCode: codeSegment(responseCode) };
	return queryOptions({
		queryKey: ['response-codes', 'detail', param, window],
		queryFn: async () =>
			bodyOf(apiClient(fetcher)['response-codes'][':codeProfile'][':responseCode'].$get({ param, query: window }))
	});
}

/** Where the code happens, for files. */
export function codePlacesSource({ codeProfile, responseCode }: CodeId, window: Window): string {
	const segment = encodeURIComponent(codeSegment(responseCode));
	return exportSource(`/response-codes/${codeProfile}/${segment}/places`, window);
}

export function reclassificationsQuery() {
	return queryOptions({
		queryKey: ['response-codes', 'reclassifications'],
		queryFn: async () => bodyOf(apiClient()['response-codes'].reclassifications.$get())
	});
}

/** What the rule would change; asking changes nothing. */
export async function ruleEffect(rule: RuleInput): Promise<RuleEffect> {
	return bodyOf(apiClient()['response-codes'].effect.$post({ json: rule }));
}

/** Puts the rule into force; the number of the change that follows in the background. */
export async function putRule(rule: RuleInput): Promise<number> {
	const answer = await apiClient()['response-codes'].$put({ json: rule });
	if (answer.status !== 202) throw await readProblem(answer);
	return (await answer.json()).reclassificationId;
}
