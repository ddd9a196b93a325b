import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LATENCY_STEP_ERROR_MAX, LATENCY_STEPS, latencyOfStep } from './latency-steps.ts';

it('no latency is taken for one that is further away than the stated error', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 10_000_000 }), (ms) => {
			const step = LATENCY_STEPS.findLastIndex((first) => first <= ms) + 1;
			expect(Math.abs(latencyOfStep(step) - ms)).toBeLessThanOrEqual(ms * LATENCY_STEP_ERROR_MAX);
		})
	);
});

it('steps go up, from nothing to the longest latency there is, in numbers that a smallint holds', () => {
	expect(LATENCY_STEPS[0]).toBe(0);
	expect(LATENCY_STEPS).toEqual([...new Set(LATENCY_STEPS)].sort((a, b) => a - b));
	expect(LATENCY_STEPS.length).toBeLessThan(300);
});
