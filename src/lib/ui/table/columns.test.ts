import { expect, it } from 'vitest';
import { columnsParameter, shownColumns } from './columns.ts';

const COLUMNS = [
	{ key: 'terminal', label: 'Terminal', isFixed: true },
	{ key: 'model', label: 'Model' },
	{ key: 'serial', label: 'Serial', isExtra: true }
];

it('shows all but the extras until somebody chooses', () => {
	expect([...shownColumns(COLUMNS, null)]).toEqual(['terminal', 'model']);
	expect([...shownColumns(COLUMNS, 'serial')]).toEqual(['terminal', 'serial']);
});

it('what names the row cannot be left out, and what does not exist is not shown', () => {
	expect([...shownColumns(COLUMNS, 'nonsense')]).toEqual(['terminal', 'model']);
	expect([...shownColumns(COLUMNS, 'terminal')]).toEqual(['terminal']);
});

it('the usual choice stays out of the address, any other reads back as it was', () => {
	expect(columnsParameter(COLUMNS, ['terminal', 'model'])).toBeNull();
	for (const shown of [['terminal'], ['terminal', 'serial']]) {
		expect(shownColumns(COLUMNS, columnsParameter(COLUMNS, shown))).toEqual(new Set(shown));
	}
});
