import { describe, expect, it } from 'vitest';
import { tQuantile95, tTest } from './student-t.ts';

describe('tQuantile95', () => {
	it.each([
		[1, 12.706],
		[2, 4.303],
		[3, 3.182],
		[4, 2.776],
		[9, 2.262],
		[49, 2.01],
		[1000, 1.962]
	])('is the tabled value at %i degrees', (degrees, tabled) => {
		expect(Math.abs(tQuantile95(degrees) - tabled)).toBeLessThan(0.06);
		if (degrees >= 4) expect(Math.abs(tQuantile95(degrees) - tabled)).toBeLessThan(0.01);
	});

	it('needs a degree of freedom', () => {
		expect(() => tQuantile95(0)).toThrow(RangeError);
	});
});

describe('tTest', () => {
	it.each([
		[0, 10, 1],
		[2.228, 10, 0.05],
		[3.169, 10, 0.01],
		[2.01, 49, 0.05],
		[3.5, 49, 0.001],
		[6, 40, 4.8e-7]
	])('of %d at %i degrees', (t, degrees, tabled) => {
		expect(tTest(t, degrees) / tabled).toBeGreaterThan(0.9);
		expect(tTest(t, degrees) / tabled).toBeLessThan(1.1);
		expect(tTest(-t, degrees)).toBe(tTest(t, degrees));
	});
});
