// What the explorer's own parameters mean: by what failures are grouped, in which order, and where a click on a group leads.
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import { qualifiedCode } from '#lib/domain/qualified-codes.ts';

export const GROUPINGS = [
	'issuer',
	'cause',
	'scope',
	'model',
	'firmware',
	'carrier',
	'region',
	'product',
	'acquirer',
	'code',
	'vendor',
	'mcc',
	'entryMode',
	'connection',
	'appVersion'
] as const;
export type Grouping = (typeof GROUPINGS)[number];
export const GROUPING_DEFAULT: Grouping = 'issuer';

/** Groups that are outcomes themselves: a rate within them says nothing, their share of the attempts does. */
const OUTCOME_GROUPINGS: readonly Grouping[] = ['cause', 'scope', 'code'];
export const isOutcomeGrouping = (by: Grouping) => OUTCOME_GROUPINGS.includes(by);

const SORT_FIELDS = [
	'terminal',
	'attempts',
	'rate',
	'rateLow',
	'approvalRate',
	'upstreamRate',
	'businessRate',
	'observedToExpected',
	'change',
	'effect',
	'mix',
	'contribution',
	'group'
] as const;
type SortField = (typeof SORT_FIELDS)[number];
export type GroupSort = SortField | `-${SortField}`;

export type GroupingChoice = { by: Grouping; sort: GroupSort };

export const usualGroupSort = (by: Grouping): GroupSort => (isOutcomeGrouping(by) ? '-attempts' : '-rateLow');

export function readGrouping(params: URLSearchParams): GroupingChoice {
	const by = GROUPINGS.find((each) => each === params.get('by')) ?? GROUPING_DEFAULT;
	const sorts = SORT_FIELDS.flatMap((field): GroupSort[] => [field, `-${field}`]);
	return { by, sort: sorts.find((each) => each === params.get('sort')) ?? usualGroupSort(by) };
}

/** A group as the answer names it; of a response code its table belongs to the name. */
export type NamedGroup = { group: string | null; profile?: string | null | undefined };

type GroupFilter = Pick<FleetFilter, Grouping>;

/** A group as the filter names it; null where nothing was given to filter by. */
function valueOf(by: Grouping, { group, profile }: NamedGroup): string | null {
	if (by === 'code') return profile ? qualifiedCode({ profile, code: group }) : null;
	return group;
}

/** More would make an address longer than some proxies take. */
const NAMED_GROUPS_MAX = 200;

/**
 * The filter narrowed to the groups of a list; as it is where one of them has no name to filter by, or where it names some
 * already.
 */
export function narrowedToShown<Filter extends GroupFilter>(
	by: Grouping,
	rows: readonly NamedGroup[],
	filter: Filter
): Filter {
	if (filter[by].length > 0) return filter;
	const names = rows.flatMap((row) => valueOf(by, row) ?? []);
	return names.length === rows.length && names.length <= NAMED_GROUPS_MAX ? { ...filter, [by]: names } : filter;
}

/** What is asked next of one group: of a bank which causes, of a model which firmware … */
const NEXT: Readonly<Record<Grouping, readonly Grouping[]>> = {
	issuer: ['cause', 'model', 'region'],
	cause: ['code', 'issuer', 'model'],
	scope: ['cause', 'issuer', 'model'],
	model: ['firmware', 'cause', 'carrier'],
	firmware: ['cause', 'model', 'carrier'],
	carrier: ['region', 'cause', 'model'],
	region: ['carrier', 'cause', 'issuer'],
	product: ['issuer', 'cause', 'model'],
	acquirer: ['issuer', 'cause', 'region'],
	code: ['issuer', 'model', 'carrier'],
	vendor: ['model', 'cause', 'firmware'],
	mcc: ['issuer', 'cause', 'region'],
	entryMode: ['issuer', 'cause', 'model'],
	connection: ['carrier', 'cause', 'model'],
	appVersion: ['model', 'cause', 'firmware']
};

/** The parameters that narrow everything to one group and keep the grouping; null where it is the filter already. */
export function filterBy(by: Grouping, row: NamedGroup, filter: GroupFilter): Record<string, string> | null {
	const value = valueOf(by, row);
	if (value === null) return null;
	return filter[by].length === 1 && filter[by][0] === value ? null : { [by]: value };
}

/**
 * The parameters that a click on a group sets: the group as a filter, and the next dimension that is not filtered already.
 * Null for what no filter can name.
 */
export function drillInto(by: Grouping, row: NamedGroup, filter: GroupFilter): Record<string, string | null> | null {
	const value = valueOf(by, row);
	if (value === null) return null;
	const next = NEXT[by].find((each) => filter[each].length === 0) ?? GROUPING_DEFAULT;
	return { [by]: value, by: next === GROUPING_DEFAULT ? null : next, sort: null };
}
