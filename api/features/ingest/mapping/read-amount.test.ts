import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { majorAmountText } from '#lib/domain/money.ts';
import type { AmountFormat } from './mapping.schema.ts';
import { readAmount } from './read-amount.ts';

const MAJOR: AmountFormat = { unit: 'major', decimalMark: '.', negative: 'refund' };

describe('amounts of files', () => {
	it.each([
		['12.30', 1230],
		['12.3', 1230],
		['12', 1200],
		['.5', 50],
		['$12.30', 1230],
		['$-12.30', -1230],
		['-$12.30', -1230],
		['($1,234.50)', -123450],
		['12.30-', -1230],
		['−12.30', -1230],
		['¥ 1,234,567.89', 123456789],
		['USD 12.30', 1230],
		['12.30 CNY', 1230],
		["1'234.50", 123450],
		['1 234.50', 123450],
		['12,34,567.00', 123456700],
		['１２．３０', 1230],
		['12.3000', 1230],
		['0.00', 0]
	])('reads %s exactly', (text, amountMinor) => {
		expect(readAmount(text, MAJOR, 'CNY')).toBe(amountMinor);
	});

	it.each(['', 'abc', '12,30', '1.2.3', '1e3', '--5', '12.30.', '$', '1,23.45', 'NaN'])('refuses %j', (text) => {
		expect(readAmount(text, MAJOR, 'CNY')).toMatchObject({ reason: 'not_an_amount' });
	});

	it('reads the other half of the world', () => {
		expect(readAmount('1.234,50 €', { ...MAJOR, decimalMark: ',' }, 'EUR')).toBe(123450);
		expect(readAmount('12.30', { ...MAJOR, decimalMark: ',' }, 'EUR')).toMatchObject({ reason: 'not_an_amount' });
	});

	it('knows how many places a currency has, and never rounds', () => {
		expect(readAmount('1250', MAJOR, 'JPY')).toBe(1250);
		expect(readAmount('1.234', MAJOR, 'KWD')).toBe(1234);
		expect(readAmount('12.345', MAJOR, 'CNY')).toMatchObject({ reason: 'not_exact' });
		expect(readAmount('12.30', MAJOR, 'XXX')).toMatchObject({ reason: 'unknown_currency' });
		expect(readAmount('1230', { ...MAJOR, unit: 'minor' }, 'CNY')).toBe(1230);
		expect(readAmount('12.30', { ...MAJOR, unit: 'minor' }, 'CNY')).toMatchObject({ reason: 'not_an_amount' });
	});

	it('reads back every amount that can be written', () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), fc.constantFrom('CNY', 'JPY', 'KWD'), (amountMinor, currency) => {
				expect(readAmount(majorAmountText(amountMinor, currency), MAJOR, currency)).toBe(amountMinor);
			})
		);
	});

	it('undoes logarithms, rounded to a minor unit', () => {
		expect(readAmount('2.086913556518537', { ...MAJOR, transform: 'exp' }, 'USD')).toBe(806);
		expect(readAmount('0.0', { ...MAJOR, transform: 'exp' }, 'USD')).toBe(100);
		for (const text of ['', 'x', '1000', 'NaN']) {
			expect(readAmount(text, { ...MAJOR, transform: 'exp' }, 'USD')).toMatchObject({ reason: 'not_a_logarithm' });
		}
	});
});
