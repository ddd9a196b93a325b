// Time as the demo's shops live it. China has one zone and no summer time, so local time is UTC plus a constant.

export const DEMO_TIME_ZONE = 'Asia/Shanghai';
export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 86_400_000;

const UTC_OFFSET_MS = 8 * MS_PER_HOUR;

/** First days of the Chinese New Year, which follows the moon; in other years the demo has none. */
const NEW_YEAR_DAYS = [
	'2024-02-10',
	'2025-01-29',
	'2026-02-17',
	'2027-02-06',
	'2028-01-26',
	'2029-02-13',
	'2030-02-03'
];
const NEW_YEAR_EPOCH_DAYS = new Set(NEW_YEAR_DAYS.map((day) => Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY));
const NEW_YEAR_LENGTH_DAYS = 7;

export function startOfLocalDay(ms: number): number {
	return ms - modulo(ms + UTC_OFFSET_MS, MS_PER_DAY);
}

/** Milliseconds since local midnight. */
export function timeOfLocalDay(ms: number): number {
	return modulo(ms + UTC_OFFSET_MS, MS_PER_DAY);
}

export interface LocalDay {
	/** Days since 1970-01-01, the day's number in random streams. */
	readonly epochDay: number;
	/** From 1 to 12. */
	readonly month: number;
	/** 0 is Sunday. */
	readonly weekday: number;
	readonly holiday: 'new_year' | 'golden_week' | null;
}

export function localDayOf(ms: number): LocalDay {
	const local = new Date(ms + UTC_OFFSET_MS);
	const epochDay = Math.floor((ms + UTC_OFFSET_MS) / MS_PER_DAY);
	const month = local.getUTCMonth() + 1;
	const day = local.getUTCDate();
	const isGoldenWeek = (month === 10 && day <= 7) || (month === 5 && day <= 5);
	const holiday = isNewYear(epochDay) ? 'new_year' : isGoldenWeek ? 'golden_week' : null;
	return { epochDay, month, weekday: local.getUTCDay(), holiday };
}

function isNewYear(epochDay: number): boolean {
	for (let day = 0; day < NEW_YEAR_LENGTH_DAYS; day++) if (NEW_YEAR_EPOCH_DAYS.has(epochDay - day)) return true;
	return false;
}

/** The local date as `YYYY-MM-DD`. */
export function localDate(ms: number): string {
	return new Date(ms + UTC_OFFSET_MS).toISOString().slice(0, 10);
}

export function isoInstant(ms: number): string {
	return new Date(ms).toISOString();
}

function modulo(value: number, divisor: number): number {
	return ((value % divisor) + divisor) % divisor;
}
