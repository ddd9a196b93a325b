import { expect, it } from 'vitest';
import { holdOrder } from './held-order.ts';

const row = (id: string, count = 1) => ({ id, count });
const list = (ids: string) => [...ids].map((id) => row(id));
const hold = (read: string, newest: { id: string; count: number }[]) => {
	const { rows, moved } = holdOrder(list(read), newest, ({ id }) => id);
	return [rows.map(({ id, count }) => (count === 1 ? id : `${id}${count}`)).join(''), moved];
};

it('brings values up to date where they stand', () => {
	expect(hold('abc', [row('a', 2), row('b'), row('c', 3)])).toEqual(['a2bc3', 0]);
});

it('keeps the order that is read, and says how many rows would move', () => {
	expect(hold('abc', [row('c', 9), row('b'), row('a')])).toEqual(['abc9', 2]);
});

it('keeps a row that dropped out, and offers the one that came', () => {
	expect(hold('abc', list('xab'))).toEqual(['abc', 1]);
	expect(hold('abc', list('ab'))).toEqual(['abc', 1]);
});

it('adds at the end what was loaded on, also when something came at the top', () => {
	expect(hold('abc', list('abcdef'))).toEqual(['abcdef', 0]);
	expect(hold('abc', list('xabcdef'))).toEqual(['abcdef', 1]);
});

it('shows an empty list what comes first, and empties nothing under the eyes', () => {
	expect(hold('', list('ab'))).toEqual(['ab', 0]);
	expect(hold('ab', [])).toEqual(['ab', 2]);
});
