import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrayElement, encodeColumns, type TxnRow } from './column-encoder.ts';
import { TXN_COLUMNS } from './transactions.statement.ts';

const COLUMNS = Object.keys(TXN_COLUMNS);
const TEXTS = new Set(['txn_code', 'card_token', 'reversal_reason']);

const row = fc.record(
	Object.fromEntries(
		COLUMNS.map((column) => [
			column,
			TEXTS.has(column)
				? fc.constantFrom('plain', 'NULL', 'a b', '', '{"quoted"}', 'back\\slash', null)
				: fc.option(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -1000, max: 1000 })))
		])
	)
);

it('writes every number and text as an array literal says it, column by column in their order', () => {
	fc.assert(
		fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
			const literals = encodeColumns(rows as unknown as TxnRow[]);
			const expected = COLUMNS.map((column) => {
				const elements = rows.map((each) => {
					const value = each[column];
					if (value == null) return 'NULL';
					return typeof value === 'string' ? arrayElement(value) : String(value);
				});
				return `{${elements.join(',')}}`;
			});
			expect(literals).toEqual(expected);
		})
	);
});

it.each([
	['plain-text_1.0:+/=', 'plain-text_1.0:+/='],
	['NULL', '"NULL"'],
	['null', '"null"'],
	['', '""'],
	['a,b', '"a,b"'],
	['say "x"\\', '"say \\"x\\"\\\\"'],
	['终端', '"终端"']
])('%s becomes the element %s', (text, element) => expect(arrayElement(text)).toBe(element));
