import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fisherExact } from './exact-test.ts';

describe('fisherExact', () => {
	// Fisher's lady tasting tea, and tables whose p-values R's fisher.test gives.
	it.each([
		[{ failures: 3, attempts: 4 }, { failures: 1, attempts: 4 }, 0.4857142857],
		[{ failures: 4, attempts: 4 }, { failures: 0, attempts: 4 }, 0.0285714286],
		[{ failures: 1, attempts: 10 }, { failures: 11, attempts: 14 }, 0.0027594562]
	])('%j against %j has p = %d', (a, b, p) => {
		expect(fisherExact(a, b)).toBeCloseTo(p, 9);
	});

	it('is 1 where nothing can be told', () => {
		expect(fisherExact({ failures: 0, attempts: 50 }, { failures: 0, attempts: 0 })).toBe(1);
		expect(fisherExact({ failures: 7, attempts: 7 }, { failures: 3, attempts: 3 })).toBeCloseTo(1, 9);
	});

	const sample = fc
		.integer({ min: 0, max: 3_000 })
		.chain((attempts) => fc.integer({ min: 0, max: attempts }).map((failures) => ({ failures, attempts })));

	it('does not care which of the two is called the first, and is a probability', () => {
		fc.assert(
			fc.property(sample, sample, (a, b) => {
				const p = fisherExact(a, b);
				expect(p).toBeGreaterThanOrEqual(0);
				expect(p).toBeLessThanOrEqual(1);
				expect(fisherExact(b, a)).toBeCloseTo(p, 8);
			})
		);
	});

	it('is exact to the sum over all tables', () => {
		const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
		for (let k = 0; k <= 9; k++) {
			const likelihood = (each: number) => (choose(12, each) * choose(17, 9 - each)) / choose(29, 9);
			const all = Array.from({ length: 10 }, (_, each) => likelihood(each));
			const p = all.filter((each) => each <= likelihood(k) * 1.000_001).reduce((sum, each) => sum + each, 0);
			expect(fisherExact({ failures: k, attempts: 12 }, { failures: 9 - k, attempts: 17 })).toBeCloseTo(p, 9);
		}
	});

	it('refuses more failures than attempts', () => {
		expect(() => fisherExact({ failures: 2, attempts: 1 }, { failures: 0, attempts: 1 })).toThrow(RangeError);
	});
});
