import { describe, expect, it } from 'vitest';
import { effectPosition, effectScale } from './effect-scale.ts';

describe('effectScale', () => {
	it('has room for every interval, and never makes nothing look like something', () => {
		expect(effectScale([{ effect: 0.05, low: 0.02, high: 0.08 }])).toBe(0.08);
		expect(effectScale([{ effect: 0.0001, low: -0.0002, high: 0.0004 }])).toBe(0.01);
		expect(effectScale([])).toBe(0.01);
	});

	it('is not stretched by one interval that is far wider than its effect', () => {
		expect(effectScale([{ effect: 0.02, low: -0.4, high: 0.44 }])).toBe(0.04);
	});
});

describe('effectPosition', () => {
	it('puts nought in the middle, and cuts at the edges', () => {
		expect(effectPosition(0, 0.1)).toBe(50);
		expect(effectPosition(0.05, 0.1)).toBe(75);
		expect(effectPosition(-0.2, 0.1)).toBe(0);
	});
});
