// What the explorer's own parameters mean: by what failures are grouped, in which order, and where a click on a group leads.
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';

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
	'code'
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

/**
 * The filter narrowed to the groups of a list; as it is where one of them has no name to filter by, or where it names some
 * already.
 */
export function narrowedToShown<Filter extends Pick<FleetFilter, Exclude<Grouping, 'code'>>>(
	by: Grouping,
	rows: readonly { group: string | null }[],
	filter: Filter
): Filter {
	if (by === 'code' || filter[by].length > 0) return filter;
	const names = rows.flatMap(({ group }) => (group === null ? [] : [group]));
	return names.length === rows.length && names.length <= NAMED_GROUPS_MAX ? { ...filter, [by]: names } : filter;
}

/** More would make an address longer than some proxies take. */
const NAMED_GROUPS_MAX = 200;

/** What is asked next of one group: of a bank which causes, of a model which firmware … */
const NEXT: Readonly<Record<Exclude<Grouping, 'code'>, readonly Grouping[]>> = {
	issuer: ['cause', 'model', 'region'],
	cause: ['issuer', 'model', 'carrier'],
	scope: ['cause', 'issuer', 'model'],
	model: ['firmware', 'cause', 'carrier'],
	firmware: ['cause', 'model', 'carrier'],
	carrier: ['region', 'cause', 'model'],
	region: ['carrier', 'cause', 'issuer'],
	product: ['issuer', 'cause', 'model'],
	acquirer: ['issuer', 'cause', 'region']
};

/** The parameters that narrow everything to one group and keep the grouping; null where it is the filter already. */
export function filterBy(
	by: Grouping,
	{ group }: { group: string | null },
	filter: Pick<FleetFilter, Exclude<Grouping, 'code'>>
): Record<string, string> | null {
	if (by === 'code' || group === null) return null;
	return filter[by].length === 1 && filter[by][0] === group ? null : { [by]: group };
}

/**
 * The parameters that a click on a group sets: the group as a filter, and the next dimension that is not filtered already.
 * Null for what no filter can name.
 */
export function drillInto(
	by: Grouping,
	group: string | null,
	filter: Pick<FleetFilter, Exclude<Grouping, 'code'>>
): Record<string, string | null> | null {
	if (by === 'code' || group === null) return null;
	const next = NEXT[by].find((each) => each === 'code' || filter[each].length === 0) ?? GROUPING_DEFAULT;
	return { [by]: group, by: next === GROUPING_DEFAULT ? null : next, sort: null };
}
