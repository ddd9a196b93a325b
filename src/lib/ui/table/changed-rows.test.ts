import { expect, it } from 'vitest';
import { countChangedRows } from './changed-rows.ts';

const of = { key: (row: { id: string }) => row.id, mark: (row: { state: string }) => row.state };
const rows = (...states: string[]) => states.map((state, index) => ({ id: `T${index}`, state }));

it('counts what reads differently and what is new, not what only moved', () => {
	const shown = rows('normal', 'abnormal', 'silent');
	expect(countChangedRows(shown, shown, of)).toBe(0);
	expect(countChangedRows(shown, [...shown].reverse(), of)).toBe(0);
	expect(countChangedRows(shown, rows('normal', 'watch', 'silent'), of)).toBe(1);
	expect(countChangedRows(shown, rows('normal', 'abnormal', 'silent', 'watch'), of)).toBe(1);
});
