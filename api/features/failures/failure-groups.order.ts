// Groups are few enough to be ordered in memory; their pages work by keyset all the same, as everywhere.
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import type { Group, GroupSort } from './failure-groups.schemas.ts';

/** Below every value, for groups that have none: last in the usual order. */
const NO_VALUE = -1e300;

function valueOf(group: Group, sort: GroupSort): number | string {
	switch (sort) {
		case 'group':
			return nameOf(group);
		case 'contribution':
			return group.effect === null || group.mix === null ? NO_VALUE : group.effect + group.mix;
		default:
			return group[sort] ?? NO_VALUE;
	}
}

/** Unique among the groups of one dimension, and empty for what is not known. */
const nameOf = ({ group, groupLabel, profile }: Group) =>
	group === null ? '' : [profile ?? groupLabel ?? '', group].join(' ').trim();

function compare(a: number | string, b: number | string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

export function pageOfGroups(
	groups: readonly Group[],
	sort: GroupSort | `-${GroupSort}`,
	limit: number,
	cursor: string | undefined
): { items: Group[]; nextCursor: string | null; total: number } {
	const field = sort.replace('-', '') as GroupSort;
	const direction = sort.startsWith('-') ? -1 : 1;
	const keyed = groups.map((group) => ({ group, value: valueOf(group, field), name: nameOf(group) }));
	const order = (a: { value: number | string; name: string }, b: { value: number | string; name: string }) =>
		direction * compare(a.value, b.value) || compare(a.name, b.name);
	const after = cursor === undefined ? undefined : positionOf(sort, field, cursor);
	const rest = keyed.sort(order).filter((each) => after === undefined || order(each, after) > 0);
	const page = pageFrom(rest.slice(0, limit + 1), limit, sort, ({ value, name }) => [value, name]);
	return { items: page.items.map(({ group }) => group), nextCursor: page.nextCursor, total: groups.length };
}

function positionOf(sort: string, field: GroupSort, cursor: string) {
	const [value, name] = decodeCursor(sort, cursor, [field === 'group' ? 'string' : 'number', 'string']);
	return { value: value as number | string, name: name as string };
}
