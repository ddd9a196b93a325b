import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './rates.ts';
import { rateChange } from './rate-change.ts';

describe('rateChange', () => {
	it('names a direction only when chance does not explain the difference', () => {
		expect(rateChange(wilsonInterval(2, 10), wilsonInterval(1, 10))).toMatchObject({ direction: 'none' });
		expect(rateChange(wilsonInterval(2000, 10_000), wilsonInterval(1000, 10_000))).toMatchObject({ direction: 'up' });
		expect(rateChange(wilsonInterval(1000, 10_000), wilsonInterval(2000, 10_000))).toMatchObject({ direction: 'down' });
	});

	it('agrees with Newcombe’s published example: 56/70 against 48/80 lies between 0.0524 and 0.3339', () => {
		expect(rateChange(wilsonInterval(56, 70), wilsonInterval(48, 80))).toEqual({
			difference: expect.closeTo(0.2, 10),
			low: expect.closeTo(0.0524, 4),
			high: expect.closeTo(0.3339, 4),
			direction: 'up'
		});
	});

	it('says nothing when one of the windows has no attempts', () => {
		expect(rateChange(wilsonInterval(1, 10), wilsonInterval(0, 0))).toBeNull();
		expect(rateChange(wilsonInterval(0, 0), wilsonInterval(1, 10))).toBeNull();
	});
});
