/**
 * Why a text is not an instant: `no_offset` is a date and time whose place on the time line is not known,
 * `out_of_calendar` is well formed but names a day or a time of day that does not exist.
 */
export type InstantError = 'no_offset' | 'not_rfc3339' | 'out_of_calendar';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** Within the years 0001 to 9999, the range that every ISO 8601 reader and Postgres write alike. */
const FIRST_INSTANT_MS = -62_135_596_800_000;
const LAST_INSTANT_MS = 253_402_300_799_999;

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:([Zz])|([+-])(\d{2}):(\d{2}))?$/;

const CALENDAR_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Reads an RFC 3339 instant as epoch milliseconds; fractions below a millisecond are cut off, not rounded, so that an
 * instant never moves into the next day. A leap second counts as the second that follows it, as Postgres reads it.
 */
export function parseInstant(text: string): number | InstantError {
	const fast = parseCommonForm(text);
	if (fast !== undefined) return fast;
	const match = RFC3339.exec(text);
	if (!match) return 'not_rfc3339';
	const [, year, month, day, hour, minute, second, fraction = '', utc, sign, offsetHour, offsetMinute] = match;
	if (utc === undefined && sign === undefined) return 'no_offset';
	const offsetMs = utc === undefined ? offsetOf(sign, Number(offsetHour), Number(offsetMinute)) : 0;
	const localMs = millisecondsOf(
		Number(year),
		Number(month),
		Number(day),
		Number(hour),
		Number(minute),
		Number(second)
	);
	if (localMs === undefined || offsetMs === undefined) return 'out_of_calendar';
	const instantMs = localMs - offsetMs + Number(fraction.slice(0, 3).padEnd(3, '0'));
	if (second === '60' && !isMinuteBoundaryAtUtcMidnight(instantMs)) return 'out_of_calendar';
	return instantMs >= FIRST_INSTANT_MS && instantMs <= LAST_INSTANT_MS ? instantMs : 'out_of_calendar';
}

/** Whether the text is a day of the calendar as `YYYY-MM-DD`. */
export function isCalendarDate(text: string): boolean {
	const match = CALENDAR_DATE.exec(text);
	return match !== null && Number(match[1]) > 0 && isDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/**
 * The forms nearly all records use, `2026-01-31T08:00:00Z` and `…:00.000Z`, read without a regular expression:
 * three times as fast, and one field in every record is an instant. Undefined sends the text the long way.
 */
function parseCommonForm(text: string): number | undefined {
	const length = text.length;
	if (length !== 20 && length !== 24) return undefined;
	if (text.charCodeAt(length - 1) !== 90 || text.charCodeAt(10) !== 84) return undefined;
	if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
	if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
	const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
	const second = twoDigits(text, 17);
	let fractionMs = 0;
	if (length === 24) {
		if (text.charCodeAt(19) !== 46) return undefined;
		fractionMs = twoDigits(text, 20) * 10 + digit(text, 22);
	}
	const localMs = millisecondsOf(
		year,
		twoDigits(text, 5),
		twoDigits(text, 8),
		twoDigits(text, 11),
		twoDigits(text, 14),
		second
	);
	// NaN marks a character that is no digit; year 0 and leap seconds are rare enough for the long way.
	if (localMs === undefined || second === 60 || year === 0) return undefined;
	const instantMs = localMs + fractionMs;
	return Number.isNaN(instantMs) ? undefined : instantMs;
}

function digit(text: string, at: number): number {
	const value = text.charCodeAt(at) - 48;
	return value >= 0 && value <= 9 ? value : Number.NaN;
}

function twoDigits(text: string, at: number): number {
	return digit(text, at) * 10 + digit(text, at + 1);
}

function millisecondsOf(
	year: number,
	month: number,
	day: number,
	hour: number,
	minute: number,
	second: number
): number | undefined {
	if (hour > 23 || minute > 59 || second > 60 || !isDay(year, month, day)) return undefined;
	return daysSinceEpoch(year, month, day) * MS_PER_DAY + ((hour * 60 + minute) * 60 + second) * 1000;
}

function offsetOf(sign: string | undefined, hours: number, minutes: number): number | undefined {
	if (hours > 23 || minutes > 59) return undefined;
	return (sign === '-' ? -1 : 1) * (hours * 60 + minutes) * MS_PER_MINUTE;
}

/** Leap seconds are inserted at the end of a UTC day only; the second after one is the next day's first. */
function isMinuteBoundaryAtUtcMidnight(instantMs: number): boolean {
	return Math.floor(instantMs / 1000) % 86_400 === 0;
}

function isDay(year: number, month: number, day: number): boolean {
	return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar, counting years from March so that leap days come last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
	const marchYear = month <= 2 ? year - 1 : year;
	const era = Math.floor(marchYear / 400);
	const yearOfEra = marchYear - era * 400;
	const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
	const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
	return era * 146_097 + dayOfEra - 719_468;
}
