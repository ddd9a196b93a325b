import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	formatMoney,
	formatMoneyCompact,
	formatRatePpm,
	majorAmountText,
	parseMajorAmount,
	parseRatePercent
} from './money.ts';

describe('formatMoney', () => {
	it.each([
		[123450, 'CNY', 'zh-CN', '¥1,234.50'],
		[123450, 'CNY', 'en', '¥1,234.50'],
		[-5, 'CNY', 'zh-CN', '−¥0.05'],
		[1234, 'JPY', 'en', '¥1,234'],
		[1234, 'IQD', 'en', 'IQD 1.234']
	])('writes %i minor units of %s in %s as %s', (amountMinor, currency, locale, text) => {
		expect(formatMoney(amountMinor, currency, locale).replace(/\u00a0/g, ' ')).toBe(text);
	});

	it('shortens large amounts in the manner of the locale', () => {
		expect(formatMoneyCompact(12_345_600, 'CNY', 'zh-CN')).toBe('¥12.3万');
		expect(formatMoneyCompact(12_345_600, 'CNY', 'en')).toBe('¥123.5K');
	});
});

describe('formatRatePpm', () => {
	it.each([
		[6000, '0.60%'],
		[325, '0.0325%'],
		[3800, '0.38%']
	])('writes %i ppm as %s', (ratePpm, text) => expect(formatRatePpm(ratePpm, 'en')).toBe(text));
});

describe('parseMajorAmount', () => {
	it.each([
		['1234.5', 'CNY', 123450],
		['0.07', 'CNY', 7],
		['-12.30', 'CNY', -1230],
		['12.3400', 'CNY', 1234],
		['12.', 'CNY', 1200],
		['100', 'JPY', 100],
		['1.234', 'KWD', 1234],
		['-0.00', 'CNY', 0],
		['90071992547409.91', 'CNY', Number.MAX_SAFE_INTEGER]
	])('reads %s %s as %i', (text, currency, amountMinor) => expect(parseMajorAmount(text, currency)).toBe(amountMinor));

	it.each(['', '.5', '1,234.50', '1e3', '0x10', '12.345', '¥5', 'NaN', '90071992547409.92', '1'.repeat(40)])(
		'does not guess what %o means',
		(text) => expect(parseMajorAmount(text, 'CNY')).toBeNull()
	);

	it('reads back what an export writes', () => {
		fc.assert(
			fc.property(fc.maxSafeInteger(), fc.constantFrom('CNY', 'JPY', 'KWD', 'CLF'), (amountMinor, currency) => {
				expect(parseMajorAmount(majorAmountText(amountMinor, currency), currency)).toBe(amountMinor);
			})
		);
	});
});

describe('parseRatePercent', () => {
	it('reads percent as exact parts per million', () => {
		expect(['0', '0.38', '0.0325', ' 2.9 ', '100'].map(parseRatePercent)).toEqual([0, 3_800, 325, 29_000, 1_000_000]);
	});

	it('reads nothing else', () => {
		for (const text of ['', '-1', '0.38%', '1e2', '100.0001', '0.12345', '1,5', 'abc']) {
			expect(parseRatePercent(text), text).toBeNull();
		}
	});
});
