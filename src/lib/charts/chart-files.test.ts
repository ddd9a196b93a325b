import { describe, expect, it } from 'vitest';
import { tableCsv, tableTsv } from './chart-files.ts';

const TABLE = {
	columns: ['Time', 'Rate'],
	rows: [
		[
			{ text: '1 March', value: '2026-03-01T00:00:00.000Z' },
			{ text: '1.5 %', value: 0.015 }
		],
		['=HYPERLINK("x")', { text: '–', value: null }]
	]
};

describe('tableCsv', () => {
	it('holds instants and bare numbers, nothing for nothing, and no formulas', () => {
		expect(tableCsv(TABLE)).toBe(`\uFEFFTime,Rate\r\n2026-03-01T00:00:00.000Z,0.015\r\n"'=HYPERLINK(""x"")",\r\n`);
	});
});

describe('tableTsv', () => {
	it('holds what is read', () => {
		expect(tableTsv(TABLE).split('\n').slice(0, 2)).toEqual(['Time\tRate', '1 March\t1.5 %']);
	});
});
