import { describe, expect, it } from 'vitest';
import { feeOf, type FeeTerms } from './fees.ts';

const CREDIT: FeeTerms = { ratePpm: 6000, capMinor: null, minMinor: null, fixedMinor: null, rounding: 'half_up' };
const DEBIT: FeeTerms = { ...CREDIT, ratePpm: 5000, capMinor: 2000 };
const QR: FeeTerms = { ...CREDIT, ratePpm: 3800 };

describe('feeOf', () => {
	it.each([
		[10_000, CREDIT, 60, 60],
		[12_345, CREDIT, 74, 74],
		[12_417, CREDIT, 75, 74],
		[100, QR, 0, 0],
		[132, QR, 1, 0],
		[200, QR, 1, 0],
		[399_900, DEBIT, 2000, 1999],
		[400_000, DEBIT, 2000, 2000],
		[999_999, DEBIT, 2000, 2000],
		[75, CREDIT, 0, 0]
	])(
		'%i minor units cost what the published vector says, in both roundings',
		(amountMinor, terms, halfUp, truncated) => {
			expect(feeOf(amountMinor, terms)).toBe(halfUp);
			expect(feeOf(amountMinor, { ...terms, rounding: 'truncate' })).toBe(truncated);
		}
	);

	it('rounds each sale, so that a hundred sales do not cost what their sum would', () => {
		expect(100 * feeOf(8880, CREDIT)).toBe(5300);
		expect(feeOf(888_000, CREDIT)).toBe(5328);
	});

	it('adds the fixed part on top of the cap', () => {
		expect(feeOf(1_000_000, { ...CREDIT, fixedMinor: 200 })).toBe(6200);
		expect(feeOf(1_000_000, { ...DEBIT, fixedMinor: 200 })).toBe(2200);
	});

	it('charges no less than the minimum', () => {
		expect(feeOf(100, { ...QR, minMinor: 10 })).toBe(10);
	});

	it('gives back on a refund what the sale cost', () => {
		expect(feeOf(-12_417, CREDIT)).toBe(-75);
	});

	it('stays exact where doubles do not', () => {
		expect(feeOf(9_007_199_254_740_991, { ...CREDIT, ratePpm: 999_999 })).toBe(9_007_190_247_541_736);
	});
});
