// Business days of the fleet as numbers, which can be counted from an update on.
import { calendarDay, startOfDay, type CalendarDay } from '#lib/domain/time-zones.ts';

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;

export const dayNumber = (name: string) => Date.parse(`${name}T00:00:00Z`) / MS_PER_DAY;
export const nameOf = (day: number) => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
const calendarDayOf = (day: number): CalendarDay => calendarDay(day * MS_PER_DAY, 'UTC');

/** A business day cut at full hours of UTC; where the zone is half an hour apart, its first and its last piece are halves. */
export function hoursOf(day: number, timeZone: string): { from: Date; to: Date }[] {
	const endMs = startOfDay(calendarDayOf(day + 1), timeZone);
	const hours: { from: Date; to: Date }[] = [];
	for (let fromMs = startOfDay(calendarDayOf(day), timeZone); fromMs < endMs;) {
		const toMs = Math.min(Math.floor(fromMs / MS_PER_HOUR + 1) * MS_PER_HOUR, endMs);
		hours.push({ from: new Date(fromMs), to: new Date(toMs) });
		fromMs = toMs;
	}
	return hours;
}
