// What the explorer of codes adds to the fleet's filter in the address.
import { chosenOf, comparedWith } from '#lib/api/filter-query.ts';
import { CODE_ACTORS, type CodeActor } from '#lib/domain/code-actions.ts';
import { NO_COMPARISON, type Comparison } from '#lib/domain/comparison.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import { CODE_PROFILES, type CodeProfile } from '#lib/domain/transactions.ts';

export type CodeChoice = { profile: CodeProfile[]; actor: CodeActor[]; isUnmappedOnly: boolean };

export const CODE_SORT_DEFAULT = '-attempts';
const SORT_FIELDS = [
	'attempts',
	'transactions',
	'share',
	'change',
	'terminals',
	'issuers',
	'amountMinor',
	'responseCode',
	'firstSeenAt',
	'lastSeenAt'
] as const;
type SortField = (typeof SORT_FIELDS)[number];
type CodeSort = SortField | `-${SortField}`;

/** What filters the transactions that are counted. */
export const FACT_FILTER_KEYS = [
	'window',
	'from',
	'to',
	'acquirer',
	'merchant',
	'terminal',
	'issuer',
	'vendor',
	'model',
	'firmware',
	'carrier',
	'region',
	'product'
] as const satisfies readonly (keyof FleetFilter)[];

const FILTER_KEYS = [...FACT_FILTER_KEYS, 'cause', 'scope', 'q'] as const;

/** Anything that is not known means that nothing was chosen. */
export function readCodeChoice(params: URLSearchParams): CodeChoice {
	const among = <Value extends string>(name: string, values: readonly Value[]) => {
		const chosen = params.getAll(name);
		return values.filter((value) => chosen.includes(value));
	};
	return {
		profile: among('profile', CODE_PROFILES),
		actor: among('actor', CODE_ACTORS),
		isUnmappedOnly: params.get('mapped') === 'false'
	};
}

export function codeSort(sort: string | undefined): CodeSort {
	const known = SORT_FIELDS.flatMap((field): CodeSort[] => [field, `-${field}`]);
	return known.find((candidate) => candidate === sort) ?? CODE_SORT_DEFAULT;
}

/** The query of the list and of its export. */
export function usageParameters(
	filter: Partial<FleetFilter>,
	{ profile, actor, isUnmappedOnly }: CodeChoice,
	comparison: Comparison
) {
	return {
		...chosenOf(filter, FILTER_KEYS),
		...comparedWith(comparison.compare === 'previous' ? NO_COMPARISON : comparison),
		...(profile.length > 0 && { profile }),
		...(actor.length > 0 && { actor }),
		...(isUnmappedOnly && { mapped: 'false' as const }),
		sort: codeSort(filter.sort)
	};
}
