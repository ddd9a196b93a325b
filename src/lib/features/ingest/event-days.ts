import { addDays, calendarDay, startOfDay } from '#lib/domain/time-zones.ts';

/** The whole days of the fleet that events fell on: what to look at after an import. */
export function eventDays(first: string, last: string, zone: string): { from: string; to: string } {
	const lastDay = calendarDay(Date.parse(last), zone);
	return {
		from: new Date(startOfDay(calendarDay(Date.parse(first), zone), zone)).toISOString(),
		to: new Date(startOfDay(addDays(lastDay, 1), zone)).toISOString()
	};
}
