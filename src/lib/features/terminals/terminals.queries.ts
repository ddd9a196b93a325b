import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { chosenOf } from '#lib/api/filter-query.ts';
import { FAILURE_CAUSES } from '#lib/domain/causes.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';

type Terminals = ApiClient['terminals'];

export type TerminalList = AnswerOf<Terminals['$get']>;
export type TerminalItem = TerminalList['items'][number];
export type TerminalDetail = AnswerOf<Terminals[':terminalId']['$get']>;
export type TerminalCheck = TerminalDetail['checks'][number];
export type TerminalSilence = AnswerOf<Terminals[':terminalId']['silences']['$get']>['items'][number];
export type TerminalTimeline = AnswerOf<Terminals[':terminalId']['timeline']['$get']>;
export type TerminalPeers = AnswerOf<Terminals[':terminalId']['peers']['$get']>;
export type TerminalVisit = AnswerOf<Terminals[':terminalId']['visits']['$get']>['items'][number];
type NewVisit = Omit<TerminalVisit, 'visitId' | 'recordedAt' | 'recordedBy'>;
export type TerminalReason = TerminalDetail['reasons'][number];
export type TerminalTransaction = AnswerOf<Terminals[':terminalId']['transactions']['$get']>['items'][number];

type Chosen = Partial<FleetFilter>;

/** What a list of terminals can be filtered by; a window is not among it: it tells what stands where now. */
const TERMINAL_FILTER_KEYS = [
	'acquirer',
	'merchant',
	'terminal',
	'vendor',
	'model',
	'firmware',
	'carrier',
	'region',
	'state',
	'q'
] as const satisfies readonly (keyof FleetFilter)[];

export const TERMINAL_SORT_DEFAULT = '-urgency';
/** `urgency` is the lower end of the interval, after all that have enough attempts to be judged. */
const TERMINAL_FIELDS = [
	'urgency',
	'terminalId',
	'serial',
	'state',
	'rate',
	'rateLow',
	'approvalRate',
	'upstreamRate',
	'businessRate',
	'attempts',
	'terminal',
	'failedAmountMinor',
	'mainCause',
	...FAILURE_CAUSES,
	'lastTransactionAt',
	'lastSeenAt',
	'merchant',
	'acquirer',
	'model',
	'firmware',
	'appVersion',
	'connection',
	'carrier',
	'region',
	'status',
	'registered',
	'installedAt',
	'firstSeenAt',
	'batteryPct'
] as const;
export type TerminalField = (typeof TERMINAL_FIELDS)[number];
type TerminalSort = TerminalField | `-${TerminalField}`;

/** The order that an address asks for; anything else means the usual one. */
export function terminalSort(sort: string | undefined): TerminalSort {
	const known = TERMINAL_FIELDS.flatMap((field): TerminalSort[] => [field, `-${field}`]);
	return known.find((candidate) => candidate === sort) ?? TERMINAL_SORT_DEFAULT;
}

/** The fleet's filter, and what only this list knows; `registered` false shows what is known from transactions only. */
export type TerminalChoice = Chosen & {
	registered?: 'true' | 'false' | undefined;
	status?: TerminalItem['status'] | undefined;
	firstSeenFrom?: string | null;
};

/** More columns than these stand side by side on no screen. */
export const COMPARED_MAX = 8;

const listQueryOf = ({ registered, status, firstSeenFrom, ...filter }: TerminalChoice) => ({
	...chosenOf(filter, TERMINAL_FILTER_KEYS),
	...(registered && { registered }),
	...(status && { status }),
	...(firstSeenFrom && { firstSeenFrom }),
	sort: terminalSort(filter.sort)
});

/** The same list, for the menu of its files. */
export const terminalListSource = (choice: TerminalChoice) => exportSource('/terminals', listQueryOf(choice));

/** Rows fetched at a time. */
export const BLOCK_ROWS = 50;

/** The part of the list that begins at row `block` × BLOCK_ROWS. */
export function terminalBlockQuery(choice: TerminalChoice, block: number, fetcher?: Fetch) {
	const query = { ...listQueryOf(choice), limit: String(BLOCK_ROWS), offset: String(block * BLOCK_ROWS) };
	return queryOptions({
		queryKey: ['terminals', 'list', query],
		queryFn: async () => bodyOf(apiClient(fetcher).terminals.$get({ query }))
	});
}

/** The top of the list as it is by now, to tell whether the one that is read has fallen behind. */
export function newestTerminalsQuery(choice: TerminalChoice, fetcher?: Fetch) {
	const query = listQueryOf(choice);
	return queryOptions({
		queryKey: ['terminals', 'newest', query],
		queryFn: async () => bodyOf(apiClient(fetcher).terminals.$get({ query }))
	});
}

/** More go into a file, not into the clipboard. */
export const COPIED_IDS_MAX = 10_000;
const COPIED_AT_ONCE = '500';

/** The numbers of all terminals that a filter lets pass, in the order of the list. */
export async function matchingIds(choice: TerminalChoice): Promise<string[]> {
	const query = { ...listQueryOf(choice), limit: COPIED_AT_ONCE };
	const ids: string[] = [];
	let cursor: string | null = null;
	do {
		const page: TerminalList = await bodyOf(
			apiClient().terminals.$get({ query: cursor === null ? query : { ...query, cursor } })
		);
		ids.push(...page.items.map(({ terminalId }) => terminalId));
		cursor = page.nextCursor;
	} while (cursor !== null && ids.length < COPIED_IDS_MAX);
	return ids;
}

export function terminalQuery(terminalId: string, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['terminals', 'detail', terminalId],
		queryFn: async () => bodyOf(apiClient(fetcher).terminals[':terminalId'].$get({ param: { terminalId } }))
	});
}

/** When nothing was heard of it for so long that it counted as silent, newest first. */
export function terminalSilencesQuery(terminalId: string, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['terminals', 'silences', terminalId],
		queryFn: async () =>
			bodyOf(apiClient(fetcher).terminals[':terminalId'].silences.$get({ param: { terminalId }, query: {} }))
	});
}

/** Rows of a terminal's page; the next ones come on demand. */
const TRANSACTION_ROWS = '25';

type TransactionFilter = Pick<FleetFilter, 'window' | 'scope' | 'cause'> & Pick<Chosen, 'from' | 'to'>;

/** Unlike elsewhere no window means all of time: the usual one is named too. */
function transactionsAsked({ window, scope, cause, from, to }: TransactionFilter) {
	return { window, scope, cause, ...(from && { from }), ...(to && { to }) };
}

/** The transactions of the page as files, all of them. */
export function terminalTransactionsSource(terminalId: string, filter: TransactionFilter): string {
	return exportSource(`/terminals/${encodeURIComponent(terminalId)}/transactions`, transactionsAsked(filter));
}

export function terminalTransactionsQuery(terminalId: string, filter: TransactionFilter, fetcher?: Fetch) {
	const query = { ...transactionsAsked(filter), limit: TRANSACTION_ROWS };
	return infiniteQueryOptions({
		queryKey: ['terminals', 'transactions', terminalId, query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(
				apiClient(fetcher).terminals[':terminalId'].transactions.$get({
					param: { terminalId },
					query: cursor ? { ...query, cursor } : query
				})
			),
		initialPageParam: '',
		getNextPageParam: (last) => last.nextCursor
	});
}

export function terminalTimelineQuery(
	terminalId: string,
	{ window, from, to }: Pick<FleetFilter, 'window'> & Pick<Chosen, 'from' | 'to'>,
	fetcher?: Fetch
) {
	const query = { window, ...(from && { from }), ...(to && { to }) };
	return queryOptions({
		queryKey: ['terminals', 'timeline', terminalId, query],
		queryFn: async () =>
			bodyOf(apiClient(fetcher).terminals[':terminalId'].timeline.$get({ param: { terminalId }, query }))
	});
}

export function terminalPeersQuery(terminalId: string, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['terminals', 'peers', terminalId],
		queryFn: async () =>
			bodyOf(apiClient(fetcher).terminals[':terminalId'].peers.$get({ param: { terminalId }, query: {} }))
	});
}

export function terminalVisitsQuery(terminalId: string, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['terminals', 'visits', terminalId],
		queryFn: async () =>
			bodyOf(apiClient(fetcher).terminals[':terminalId'].visits.$get({ param: { terminalId }, query: {} }))
	});
}

export async function recordVisit(terminalId: string, visit: NewVisit): Promise<unknown> {
	return bodyOf(apiClient().terminals[':terminalId'].visits.$post({ param: { terminalId }, json: visit }));
}
