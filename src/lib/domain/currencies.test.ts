import { describe, expect, it } from 'vitest';
import { currencyExponent, currencyOf, currencyOfNumeric, isCurrency } from './currencies.ts';

/** Where `Intl` follows usage instead of ISO 4217. */
const INTL_DEVIATIONS = new Set('AFN ALL COP HUF IDR IQD IRR KPW LAK LBP MGA MMK PKR SLL SOS SYP YER'.split(' '));

describe('currencies', () => {
	it.each([
		['CNY', '156', 2],
		['JPY', '392', 0],
		['KRW', '410', 0],
		['KWD', '414', 3],
		['CLF', '990', 4],
		['ALL', '008', 2],
		['XCG', '532', 2],
		['SLE', '925', 2]
	])('%s is number %s with %i decimal places', (code, numeric, exponent) => {
		expect(currencyOf(code)).toEqual({ code, numeric, exponent });
		expect(currencyOfNumeric(numeric)?.code).toBe(code);
	});

	it('finds a number that lost its leading zeros', () => {
		expect(currencyOfNumeric('8')?.code).toBe('ALL');
	});

	it('knows three letters only', () => {
		for (const code of ['', 'cny', 'CN', 'XXX', 'RMB', '__proto__', 'constructor'])
			expect(isCurrency(code)).toBe(false);
	});

	it('has the decimal places that Intl has, but where Intl leaves the standard', () => {
		for (const code of Intl.supportedValuesOf('currency').filter(isCurrency)) {
			if (INTL_DEVIATIONS.has(code)) continue;
			const { maximumFractionDigits } = new Intl.NumberFormat('en', {
				style: 'currency',
				currency: code
			}).resolvedOptions();
			expect([code, currencyExponent(code)]).toEqual([code, maximumFractionDigits]);
		}
	});
});
