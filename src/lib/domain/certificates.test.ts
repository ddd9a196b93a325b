import { describe, expect, it } from 'vitest';
import { certificateState, isCliff } from './certificates.ts';

const day = 86_400_000;
const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
const dates = (from: string, to: string) => ({ notBeforeMs: at(from), notAfterMs: at(to) });

describe('what the dates of a certificate mean', () => {
	const twoYears = dates('2025-01-01', '2027-01-01');
	it.each([
		['2026-10-02', 'valid'],
		['2026-10-03', 'ahead'],
		['2026-12-01', 'ahead'],
		['2026-12-02', 'soon'],
		['2026-12-24', 'soon'],
		['2026-12-25', 'critical'],
		['2027-01-01', 'critical'],
		['2027-01-02', 'expired'],
		['2024-12-31', 'not_yet_valid']
	])('one of two years is on %s %s: 90, 30 and 7 days', (asOf, state) => {
		expect(certificateState(twoYears, at(asOf))).toBe(state);
	});

	const hundredDays = { notBeforeMs: 0, notAfterMs: 100 * day };
	it.each([
		[66, 'valid'],
		[67, 'ahead'],
		[79, 'ahead'],
		[80, 'soon'],
		[89, 'soon'],
		[90, 'critical'],
		[100, 'critical'],
		[101, 'expired']
	])('one of a hundred days is after %i days %s: 33, 20 and 10 %% of its life', (days, state) => {
		expect(certificateState(hundredDays, days * day)).toBe(state);
	});

	it('is valid in the very millisecond of its end, and not in the next', () => {
		expect(certificateState(twoYears, twoYears.notAfterMs)).toBe('critical');
		expect(certificateState(twoYears, twoYears.notAfterMs + 1)).toBe('expired');
	});

	it('reversed dates are never valid, unknown ones never said to be, and far ones no trouble', () => {
		expect(certificateState(dates('2027-01-01', '2025-01-01'), at('2026-01-01'))).toBe('reversed');
		expect(certificateState({ notBeforeMs: null, notAfterMs: null }, 0)).toBe('unknown');
		expect(certificateState({ notBeforeMs: null, notAfterMs: at('2026-02-01') }, at('2026-01-27'))).toBe('critical');
		expect(certificateState(dates('0001-01-01', '9999-12-31'), at('2026-01-01'))).toBe('valid');
	});

	it('a cliff is a hundred terminals, or a twentieth of a small fleet', () => {
		expect([isCliff(100, 100_000), isCliff(99, 100_000), isCliff(50, 1000), isCliff(49, 1000), isCliff(4, 4)]).toEqual([
			true,
			false,
			true,
			false,
			false
		]);
	});
});
