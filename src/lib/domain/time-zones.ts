const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

/** A day of the calendar; month counts from 1. */
export interface CalendarDay {
	readonly year: number;
	readonly month: number;
	readonly day: number;
}

/** The day as `YYYY-MM-DD`. */
export function dayName({ year, month, day }: CalendarDay): string {
	return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
	let format = formats.get(zone);
	if (!format) {
		format = new Intl.DateTimeFormat('en-US', {
			timeZone: zone,
			calendar: 'iso8601',
			numberingSystem: 'latn',
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric'
		});
		formats.set(zone, format);
	}
	return format;
}

/** Whether the text names a zone of the IANA data base, such as `Asia/Shanghai`. */
export function isTimeZone(zone: string): boolean {
	try {
		formatOf(zone);
		return true;
	} catch {
		return false;
	}
}

/** What the zone's clocks are ahead of UTC at an instant. */
export function zoneOffsetMs(instantMs: number, zone: string): number {
	const wholeSecondMs = Math.floor(instantMs / 1000) * 1000;
	const fields: Record<string, number> = {};
	for (const { type, value } of formatOf(zone).formatToParts(wholeSecondMs)) fields[type] = Number(value);
	const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = fields;
	return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecondMs;
}

/** The day that the zone's calendars show at an instant. */
export function calendarDay(instantMs: number, zone: string): CalendarDay {
	const local = new Date(instantMs + zoneOffsetMs(instantMs, zone));
	return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/**
 * The first instant of a day in a zone. Where the clocks skip midnight that is the instant of the change, so that days
 * always join without gap or overlap.
 */
export function startOfDay({ year, month, day }: CalendarDay, zone: string): number {
	const localMidnightMs = Date.UTC(year, month - 1, day);
	const offsets = [localMidnightMs - MS_PER_DAY, localMidnightMs + MS_PER_DAY].map((ms) => zoneOffsetMs(ms, zone));
	const candidates = offsets.map((offsetMs) => localMidnightMs - offsetMs).sort((a, b) => a - b);
	const midnightMs = candidates.find((ms) => ms + zoneOffsetMs(ms, zone) === localMidnightMs);
	return midnightMs ?? endOfGap(localMidnightMs, candidates, zone);
}

/** Finds the change that skips a local time, by halving the time between one candidate before it and one after it. */
function endOfGap(localMs: number, [earliestMs = 0, latestMs = earliestMs]: readonly number[], zone: string): number {
	let beforeMs = earliestMs - MS_PER_MINUTE;
	let afterMs = latestMs + MS_PER_MINUTE;
	while (afterMs - beforeMs > 1) {
		const middleMs = Math.floor((beforeMs + afterMs) / 2);
		if (middleMs + zoneOffsetMs(middleMs, zone) >= localMs) afterMs = middleMs;
		else beforeMs = middleMs;
	}
	return afterMs;
}

/** The day so many days later, or earlier when negative. */
export function addDays({ year, month, day }: CalendarDay, days: number): CalendarDay {
	const moved = new Date(Date.UTC(year, month - 1, day + days));
	return { year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}
