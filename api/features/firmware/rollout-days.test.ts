import { describe, expect, it } from 'vitest';
import { dayNumber, hoursOf, nameOf } from './rollout-days.ts';

const lengths = (day: string, timeZone: string) =>
	hoursOf(dayNumber(day), timeZone).map(({ from, to }) => (to.getTime() - from.getTime()) / 60_000);

describe('hoursOf', () => {
	it('cuts a day into its hours, without a gap', () => {
		const hours = hoursOf(dayNumber('2026-03-01'), 'Asia/Shanghai');
		expect(hours).toHaveLength(24);
		expect(hours[0]?.from.toISOString()).toBe('2026-02-28T16:00:00.000Z');
		expect(hours.at(-1)?.to.toISOString()).toBe('2026-03-01T16:00:00.000Z');
		for (const [index, { from }] of hours.slice(1).entries()) expect(from).toEqual(hours[index]?.to);
	});

	it('leaves hours of UTC whole inside a day that begins at half past', () => {
		expect(lengths('2026-03-01', 'Asia/Kolkata')).toEqual([30, ...Array.from({ length: 23 }, () => 60), 30]);
	});

	it('knows days of 23 and 25 hours', () => {
		expect(lengths('2026-03-29', 'Europe/Berlin')).toHaveLength(23);
		expect(lengths('2026-10-25', 'Europe/Berlin')).toHaveLength(25);
	});
});

describe('days as numbers', () => {
	it('are named as they were', () => {
		expect(nameOf(dayNumber('2028-02-29') + 1)).toBe('2028-03-01');
	});
});
