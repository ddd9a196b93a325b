import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attemptsOf, NO_COUNTS, RATE_FORMULAS, RATE_KEYS, ratesOf, sumCounts, wilsonInterval, Z_998 } from './rates.ts';

describe('wilsonInterval', () => {
	it.each([
		[0, 5, 0, 0.4345],
		[1, 3, 0.0615, 0.7923],
		[0, 40, 0, 0.0876],
		[3, 20, 0.0524, 0.3604],
		[8, 40, 0.105, 0.3476],
		[40, 1000, 0.0295, 0.054],
		[90, 1000, 0.0738, 0.1093],
		[300, 10000, 0.0268, 0.0335]
	])('%i of %i lies in [%f, %f] with 95 %% confidence', (failures, attempts, low, high) => {
		const interval = wilsonInterval(failures, attempts);
		expect(interval.rate).toBe(failures / attempts);
		expect(interval.low).toBeCloseTo(low, 4);
		expect(interval.high).toBeCloseTo(high, 4);
	});

	it('knows nothing when nothing was attempted', () => {
		expect(wilsonInterval(0, 0)).toEqual({ rate: null, low: 0, high: 1 });
	});

	it('is exact at both ends', () => {
		expect(wilsonInterval(0, 1000).low).toBe(0);
		expect(wilsonInterval(1000, 1000).high).toBe(1);
	});

	it('contains the rate, stays within [0, 1] and widens with confidence', () => {
		fc.assert(
			fc.property(fc.nat(1_000_000), fc.double({ min: 0, max: 1, noNaN: true }), (extra, share) => {
				const attempts = extra + 1;
				const failures = Math.floor(share * attempts);
				const narrow = wilsonInterval(failures, attempts);
				const wide = wilsonInterval(failures, attempts, Z_998);
				expect(narrow.low).toBeGreaterThanOrEqual(0);
				expect(narrow.low).toBeLessThanOrEqual(narrow.rate as number);
				expect(narrow.high).toBeGreaterThanOrEqual(narrow.rate as number);
				expect(narrow.high).toBeLessThanOrEqual(1);
				expect(wide.low).toBeLessThanOrEqual(narrow.low);
				expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
			})
		);
	});

	it('refuses impossible counts', () => {
		expect(() => wilsonInterval(6, 5)).toThrow(RangeError);
		expect(() => wilsonInterval(-1, 5)).toThrow(RangeError);
	});
});

describe('ratesOf', () => {
	const busy = {
		all: 1060,
		excluded: 40,
		reversals: 20,
		approved: 900,
		terminal: 10,
		upstream: 15,
		business: 70,
		unresolved: 5
	};

	it('leaves excluded transactions and reversals out of the denominator', () => {
		expect(attemptsOf(busy)).toBe(1000);
		expect(ratesOf(busy).approvalRate.rate).toBe(0.9);
	});

	it('gives five rates that sum to one', () => {
		const rates = ratesOf(busy);
		expect(RATE_KEYS.reduce((sum, key) => sum + (rates[key].rate ?? 0), 0)).toBeCloseTo(1, 12);
	});

	it('matches the formula that is shown for each rate', () => {
		const rates = ratesOf(busy);
		for (const { key, part } of RATE_FORMULAS) expect(rates[key].rate).toBe(busy[part] / attemptsOf(busy));
	});

	it('takes a group’s rate over the sums, not over the rates', () => {
		const tiny = { ...NO_COUNTS, all: 2, approved: 1, terminal: 1 };
		const rates = ratesOf(sumCounts([busy, tiny]));
		expect(rates.attempts).toBe(1002);
		expect(rates.terminalTechnicalRate.rate).toBe(11 / 1002);
	});

	it('has no rate for a group without attempts', () => {
		expect(ratesOf({ ...NO_COUNTS, all: 3, excluded: 3 }).businessRate.rate).toBeNull();
	});
});
