import { expect, it } from 'vitest';
import { afterAll, afterClick, NOTHING_SELECTED } from './selection.ts';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const click = (ids: string[], anchor: string | null, id: string, isRange: boolean) =>
	[...afterClick({ ids: new Set(ids), anchor }, id, ORDER, isRange).ids].sort();

it('a click turns a row on and off', () => {
	expect(click([], null, 'b', false)).toEqual(['b']);
	expect(click(['b'], 'b', 'b', false)).toEqual([]);
});

it('with shift all between follow, upwards and downwards', () => {
	expect(click(['b'], 'b', 'd', true)).toEqual(['b', 'c', 'd']);
	expect(click(['d'], 'd', 'b', true)).toEqual(['b', 'c', 'd']);
	expect(click(['a', 'b', 'c', 'd'], 'b', 'c', true)).toEqual(['a', 'd']);
});

it('a range from a row that is no longer there is a single click', () => {
	expect(click([], 'gone', 'd', true)).toEqual(['d']);
	expect(click([], null, 'd', true)).toEqual(['d']);
});

it('all rows are chosen at once, then none', () => {
	const all = afterAll(NOTHING_SELECTED, ORDER);
	expect(all.ids.size).toBe(5);
	expect(afterAll(all, ORDER).ids.size).toBe(0);
});
