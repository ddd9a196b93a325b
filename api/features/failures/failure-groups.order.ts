// Groups are few enough to be ordered in memory; their pages work by keyset all the same, as everywhere.
import { NO_SORT_VALUE, sortedPage } from '#api/platform/sorted-page.ts';
import type { Group, GroupSort } from './failure-groups.schemas.ts';

function valueOf(group: Group, sort: GroupSort): number | string {
	switch (sort) {
		case 'group':
			return nameOf(group);
		case 'contribution':
			return group.effect === null || group.mix === null ? NO_SORT_VALUE : group.effect + group.mix;
		default:
			return group[sort] ?? NO_SORT_VALUE;
	}
}

/** Unique among the groups of one dimension, and empty for what is not known. */
const nameOf = ({ group, groupLabel, profile }: Group) =>
	group === null ? '' : [profile ?? groupLabel ?? '', group].join(' ').trim();

export function pageOfGroups(
	groups: readonly Group[],
	sort: GroupSort | `-${GroupSort}`,
	limit: number,
	cursor: string | undefined
): { items: Group[]; nextCursor: string | null; total: number } {
	const field = sort.replace('-', '') as GroupSort;
	return sortedPage(groups, {
		...{ sort, limit, cursor },
		keyOf: (group) => [valueOf(group, field), nameOf(group)],
		kinds: [field === 'group' ? 'string' : 'number', 'string']
	});
}
