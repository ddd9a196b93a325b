import { expect, it } from 'vitest';
import { intervalPosition, sharedScale } from './interval-position.ts';

it('places an interval on its scale', () => {
	expect(intervalPosition({ low: 0.05, rate: 0.1, high: 0.2 }, 0.4)).toEqual({
		left: 12.5,
		width: 37.5,
		rate: 25,
		isCut: false
	});
});

it('cuts what lies beyond the scale and says so', () => {
	expect(intervalPosition({ low: 0.1, rate: 0.3, high: 0.9 }, 0.5)).toMatchObject({ left: 20, width: 80, isCut: true });
});

it('an empty scale draws nothing rather than dividing by zero', () => {
	expect(intervalPosition({ low: 0, rate: 0, high: 0 }, 0)).toEqual({ left: 0, width: 0, rate: 0, isCut: false });
});

it('one row with hardly any attempts does not flatten the others', () => {
	const many = { rate: 0.02, high: 0.03 };
	expect(sharedScale([many, { rate: 0.04, high: 0.98 }])).toBeCloseTo(0.12);
	expect(sharedScale([many, { rate: 0.04, high: 0.06 }])).toBe(0.06);
	expect(sharedScale([])).toBe(0);
});
