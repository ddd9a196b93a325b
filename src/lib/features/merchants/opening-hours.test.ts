import { expect, it } from 'vitest';
import { isOutside, observedHours } from './opening-hours.ts';

it('counts an hour as outside only when no minute of it is open', () => {
	expect(isOutside(8, '08:30', '22:00')).toBe(false);
	expect(isOutside(7, '08:30', '22:00')).toBe(true);
	expect(isOutside(22, '08:30', '22:00')).toBe(true);
	expect(isOutside(22, '08:30', '22:15')).toBe(false);
});

it('follows a bar past midnight, and never closes what opens when it closes', () => {
	expect(isOutside(23, '18:00', '02:00')).toBe(false);
	expect(isOutside(1, '18:00', '02:00')).toBe(false);
	expect(isOutside(2, '18:00', '02:00')).toBe(true);
	expect(isOutside(4, '00:00', '00:00')).toBe(false);
});

it('finds the hours in which a shop mostly sells, and what lies outside', () => {
	const cells = [
		{ weekday: 0, hour: 3, attempts: 1 },
		{ weekday: 0, hour: 9, attempts: 120 },
		{ weekday: 4, hour: 20, attempts: 80 }
	];
	expect(observedHours(cells, '08:00', '20:00')).toEqual({ fromHour: 9, toHour: 21, attempts: 201, outside: 81 });
	expect(observedHours([], '08:00', '20:00')).toEqual({ fromHour: null, toHour: null, attempts: 0, outside: 0 });
	expect(observedHours(cells, null, null).outside).toBe(0);
});
