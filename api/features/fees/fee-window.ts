import { resolveWindow, type FleetFilter } from '#lib/domain/fleet-filter.ts';
import { addDays, calendarDay, dayName, startOfDay } from '#lib/domain/time-zones.ts';
import { windowEmpty, windowTooLong } from './fees.errors.ts';
import type { DaySpan } from './fee-drift.repo.ts';

export type FeeWindow = DaySpan & { from: Date; to: Date; timeZone: string };

/** Fees are kept by business day: the window grows to the whole days that it touches. */
export function feeWindow(asked: Pick<FleetFilter, 'window' | 'from' | 'to'>, now: Date, timeZone: string): FeeWindow {
	const window = resolveWindow(asked, now.getTime(), timeZone);
	if (window === 'empty') throw windowEmpty();
	if (window === 'too_long') throw windowTooLong();
	const first = calendarDay(window.fromMs, timeZone);
	const last = calendarDay(window.toMs - 1, timeZone);
	return {
		first: dayName(first),
		last: dayName(last),
		from: new Date(startOfDay(first, timeZone)),
		to: new Date(startOfDay(addDays(last, 1), timeZone)),
		timeZone
	};
}
