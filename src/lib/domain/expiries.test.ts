import { describe, expect, it } from 'vitest';
import { expiryState, stopsSales } from './expiries.ts';

describe('the state of a dated paper', () => {
	it.each([
		[-1, 'expired'],
		[0, 'critical'],
		[7, 'critical'],
		[8, 'soon'],
		[30, 'soon'],
		[31, 'ahead'],
		[90, 'ahead'],
		[91, 'valid']
	])('with %i days left is %s: the last day still counts', (daysLeft, state) => {
		expect(expiryState(daysLeft)).toBe(state);
	});

	it('only a SIM plan stops sales when it ends', () => {
		expect(stopsSales('sim_plan')).toBe(true);
		expect(stopsSales('pts')).toBe(false);
	});
});
