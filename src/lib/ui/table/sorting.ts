import { withParameters } from '#lib/links.ts';
import type { Sorting } from './HeadCell.svelte';

/**
 * The links that sort a list by its columns. A column is first sorted the way it is mostly asked for, then the other way
 * round; the usual order of the list stays out of the address.
 */
export function sortingOf(url: URL, current: string, usual: string) {
	return (field: string, first: 'ascending' | 'descending' = 'descending'): Sorting => {
		const [up, down] = [field, `-${field}`];
		const direction = current === up ? 'ascending' : current === down ? 'descending' : null;
		const firstSort = first === 'ascending' ? up : down;
		const next = direction === null ? firstSort : direction === 'ascending' ? down : up;
		return { direction, href: withParameters(url, { sort: next === usual ? null : next }) };
	};
}
