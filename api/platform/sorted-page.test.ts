import { expect, it } from 'vitest';
import { sortedPage } from './sorted-page.ts';

const ROWS = [
	{ id: 1, rate: 0.5 },
	{ id: 2, rate: 0.1 },
	{ id: 3, rate: 0.5 },
	{ id: 4, rate: 0.9 },
	{ id: 5, rate: 0.1 }
];

function allPages(sort: string, limit: number): number[] {
	const seen = [];
	let cursor: string | undefined;
	do {
		const page = sortedPage(ROWS, {
			sort,
			limit,
			cursor,
			keyOf: ({ id, rate }) => [rate, id],
			kinds: ['number', 'id']
		});
		expect(page.total).toBe(ROWS.length);
		seen.push(...page.items.map(({ id }) => id));
		cursor = page.nextCursor ?? undefined;
	} while (cursor !== undefined);
	return seen;
}

it('shows every row once, whatever the size of the page, equal ones in one fixed order', () => {
	for (const limit of [1, 2, 3, 5, 10]) {
		expect(allPages('-rate', limit)).toEqual([4, 1, 3, 2, 5]);
		expect(allPages('rate', limit)).toEqual([2, 5, 1, 3, 4]);
	}
});

it('refuses a cursor of another order', () => {
	const args = { limit: 1, keyOf: (row: (typeof ROWS)[number]) => [row.rate, row.id] as const };
	const kinds = ['number', 'id'] as const;
	const { nextCursor } = sortedPage(ROWS, { ...args, kinds, sort: '-rate', cursor: undefined });
	expect(() => sortedPage(ROWS, { ...args, kinds, sort: 'rate', cursor: nextCursor ?? '' })).toThrow();
});
