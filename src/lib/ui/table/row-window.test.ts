import { expect, it } from 'vitest';
import { blocksOf, rowsInSight, widened } from './row-window.ts';

const scrolled = (scrollTop: number, total = 100_000) => rowsInSight({ scrollTop, viewportPx: 400, rowPx: 40, total });

it('shows what lies between the edges, cut rows included', () => {
	expect(scrolled(0)).toEqual({ first: 0, end: 10 });
	expect(scrolled(20)).toEqual({ first: 0, end: 11 });
	expect(scrolled(99_990 * 40)).toEqual({ first: 99_990, end: 100_000 });
});

it('every row of the list can be scrolled to', () => {
	const total = 317;
	const seen = new Set<number>();
	for (let top = 0; top <= total * 40 - 400; top += 390) {
		const { first, end } = scrolled(top, total);
		for (let row = first; row < end; row++) seen.add(row);
	}
	const last = scrolled(total * 40 - 400, total);
	for (let row = last.first; row < last.end; row++) seen.add(row);
	expect(seen.size).toBe(total);
});

it('shows no row that there is not', () => {
	expect(scrolled(0, 0)).toEqual({ first: 0, end: 0 });
	expect(scrolled(5_000, 3)).toEqual({ first: 2, end: 3 });
	expect(widened({ first: 2, end: 8 }, 5, 10)).toEqual({ first: 0, end: 10 });
});

it('knows the blocks that a window touches', () => {
	expect(blocksOf({ first: 0, end: 50 }, 50)).toEqual([0]);
	expect(blocksOf({ first: 40, end: 101 }, 50)).toEqual([0, 1, 2]);
	expect(blocksOf({ first: 0, end: 0 }, 50)).toEqual([0]);
});
