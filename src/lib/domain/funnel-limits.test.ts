import { describe, expect, it } from 'vitest';
import { funnelLimits, funnelLimitsAround, funnelZone } from './funnel-limits.ts';

describe('funnelLimits', () => {
	it('are exact binomial limits, interpolated between counts', () => {
		// P(R ≤ 15) = 0.96011, P(R ≤ 16) = 0.97940 for 100 attempts at 10 %: 16 − (0.97940 − 0.975) / 0.01929 = 15.772.
		expect(funnelLimits(0.1, 100).high95).toBeCloseTo(0.15772, 4);
		// P(R ≤ 4) = 0.02371, P(R ≤ 5) = 0.05758: 5 − (0.05758 − 0.025) / 0.03387 = 4.038.
		expect(funnelLimits(0.1, 100).low95).toBeCloseTo(0.04038, 4);
	});

	it('close in on the centre as attempts grow, like the normal approximation in the end', () => {
		const attempts = 1_000_000;
		const deviation = Math.sqrt((0.01 * 0.99) / attempts);
		const limits = funnelLimits(0.01, attempts);
		expect((limits.high95 - 0.01) / deviation).toBeCloseTo(1.96, 1);
		expect((0.01 - limits.low998) / deviation).toBeCloseTo(3.09, 1);
	});

	it('lie around each other in order, and never outside of 0 to 1', () => {
		for (const attempts of [1, 2, 7, 20, 333, 5_000]) {
			for (const centre of [0.0004, 0.02, 0.5, 0.97]) {
				const { low95, high95, low998, high998 } = funnelLimits(centre, attempts);
				const ordered = [0, low998, low95, high95, high998, 1];
				expect(ordered.toSorted((a, b) => a - b)).toEqual(ordered);
			}
		}
	});

	it('two failures of thirty attempts are nothing where one in a hundred fails', () => {
		expect(funnelZone(1 / 30, funnelLimits(0.01, 30))).toBe('inside');
		expect(funnelZone(6 / 30, funnelLimits(0.01, 30))).toBe('far_above');
	});

	it('say nothing without attempts, and have no width where nothing can vary', () => {
		expect(funnelLimits(0.1, 0)).toEqual({ low95: 0, high95: 1, low998: 0, high998: 1 });
		expect(funnelLimits(0, 50).high998).toBe(0);
		expect(() => funnelLimits(1.2, 50)).toThrow(RangeError);
	});

	it('are worked out once per number of attempts', () => {
		const limitsOf = funnelLimitsAround(0.02);
		expect(limitsOf(40)).toBe(limitsOf(40));
		expect(limitsOf(40)).toEqual(funnelLimits(0.02, 40));
	});
});

describe('funnelZone', () => {
	it('names the side and how far', () => {
		const limits = { low998: 0.1, low95: 0.2, high95: 0.4, high998: 0.5 };
		expect([0.05, 0.15, 0.2, 0.4, 0.45, 0.6].map((rate) => funnelZone(rate, limits))).toEqual([
			'far_below',
			'below',
			'inside',
			'inside',
			'above',
			'far_above'
		]);
	});
});
