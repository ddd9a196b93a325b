import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { apiClient, bodyOf, type AnswerOf, type ApiClient, type Fetch } from '#lib/api/client.ts';
import { exportSource } from '#lib/api/export-source.ts';
import { chosenOf } from '#lib/api/filter-query.ts';
import { EXPIRY_KINDS, EXPIRY_STATES, type ExpiryKind, type ExpiryState } from '#lib/domain/expiries.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import { parseInstant } from '#lib/domain/instants.ts';

export type ExpiryPage = AnswerOf<ApiClient['expiries']['$get']>;
export type Expiry = ExpiryPage['items'][number];

export type ExpiryChoice = {
	filter: FleetFilter;
	kind: ExpiryKind | null;
	/** `condition` in the address: `state` is that of a terminal. */
	condition: ExpiryState | null;
	verified: 'true' | 'false' | null;
	expiringFrom: string | null;
	expiringTo: string | null;
};

/** What an address says beside the filter; anything else means all. */
export function readExpiryChoice(params: URLSearchParams, filter: FleetFilter): ExpiryChoice {
	const one = <T extends string>(name: string, values: readonly T[]) =>
		values.find((value) => value === params.get(name)) ?? null;
	const instant = (name: string) => {
		const text = params.get(name);
		return text !== null && typeof parseInstant(text) === 'number' ? text : null;
	};
	return {
		filter,
		kind: one('kind', EXPIRY_KINDS),
		condition: one('condition', EXPIRY_STATES),
		verified: one('verified', ['true', 'false'] as const),
		expiringFrom: instant('expiringFrom'),
		expiringTo: instant('expiringTo')
	};
}

const asked = ({ filter, kind, condition, verified, expiringFrom, expiringTo }: ExpiryChoice) => ({
	...chosenOf(filter, ['vendor', 'model', 'terminal', 'q']),
	...(kind && { kind }),
	...(condition && { state: condition }),
	...(verified && { verified }),
	...(expiringFrom && { expiringFrom }),
	...(expiringTo && { expiringTo })
});

export const expiriesSource = (choice: ExpiryChoice) => exportSource('/expiries', asked(choice));

export function expiriesQuery(choice: ExpiryChoice, fetcher?: Fetch) {
	const query = asked(choice);
	return infiniteQueryOptions({
		queryKey: ['expiries', 'list', query],
		queryFn: async ({ pageParam: cursor }) =>
			bodyOf(apiClient(fetcher).expiries.$get({ query: cursor ? { ...query, cursor } : query })),
		initialPageParam: '',
		getNextPageParam: (last: ExpiryPage) => last.nextCursor
	});
}

/** What a calendar shows, or the part of it that was chosen. */
export const expirySpan = (
	{ expiringFrom, expiringTo }: Pick<ExpiryChoice, 'expiringFrom' | 'expiringTo'>,
	calendar: { from: string; to: string }
) => ({ expiringFrom: expiringFrom ?? calendar.from, expiringTo: expiringTo ?? calendar.to });

const SHOWN_BESIDE = '5';

/** The first that end in a span, for a card beside the calendar. */
export function expiriesInQuery(span: { expiringFrom: string; expiringTo: string }, fetcher?: Fetch) {
	return queryOptions({
		queryKey: ['expiries', 'in', span],
		queryFn: async () => bodyOf(apiClient(fetcher).expiries.$get({ query: { ...span, limit: SHOWN_BESIDE } }))
	});
}

/** The SIM plan of a terminal and the approvals of its model. */
export function expiriesOfQuery(terminalId: string) {
	return queryOptions({
		queryKey: ['expiries', 'of', terminalId],
		queryFn: async () => bodyOf(apiClient().expiries.$get({ query: { terminal: [terminalId] } }))
	});
}

/** `verifiedOn`: null takes the verification back. */
export async function putVerification(
	paper: Expiry,
	verifiedOn: string | null,
	{ note = '', alsoOfSource = false } = {}
): Promise<unknown> {
	const { kind, number, vendor, model } = paper;
	const json = {
		...{ kind, number, verifiedOn, alsoOfSource },
		...(vendor && { vendor }),
		...(model && { model }),
		...(note !== '' && { note })
	};
	return bodyOf(apiClient().expiries.verification.$put({ json }));
}
