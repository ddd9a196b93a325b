// Dates of X.509, from the very characters: Date and what libraries make of it shift two-digit years and lose fractions.

const MS_PER_MINUTE = 60_000;

/** Years below belong to 2000 in UTCTime, the others to 1900 (RFC 5280, 4.1.2.5.1). */
const PIVOT_YEAR = 50;

const UTC_TIME = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})$/;
const GENERALIZED_TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:[.,](\d{1,9}))?(Z|[+-]\d{4})$/;

/** `991231235959Z`; seconds may be missing and an offset may stand for Z in old ones. Null when it is no date. */
export function readUtcTime(text: string): number | null {
	const parts = UTC_TIME.exec(text);
	if (parts === null) return null;
	const [, yearText, month, day, hour, minute, second = '00', zone] = parts;
	const year = Number(yearText);
	return instantOf([year < PIVOT_YEAR ? 2000 + year : 1900 + year, month, day, hour, minute, second], 0, zone!);
}

/** `99991231235959Z`, with a fraction of a second where somebody wrote one; it is kept to the millisecond. */
export function readGeneralizedTime(text: string): number | null {
	const parts = GENERALIZED_TIME.exec(text);
	if (parts === null) return null;
	const [, year, month, day, hour, minute, second, fraction = '', zone] = parts;
	return instantOf([year, month, day, hour, minute, second], Number(fraction.slice(0, 3).padEnd(3, '0')), zone!);
}

function instantOf(digits: readonly (string | number | undefined)[], ms: number, zone: string): number | null {
	const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = digits.map(Number);
	if (hour > 23 || minute > 59 || second > 59) return null;
	const date = new Date(0);
	// Date.UTC would take the years 0 to 99 for 1900 to 1999.
	date.setUTCFullYear(year, month - 1, day);
	if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
	date.setUTCHours(hour, minute, second, ms);
	const offsetMs = offsetOf(zone);
	if (offsetMs === null) return null;
	const instant = new Date(date.getTime() - offsetMs);
	const within = instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999;
	return within ? instant.getTime() : null;
}

function offsetOf(zone: string): number | null {
	if (zone === 'Z') return 0;
	const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3))];
	if (hours > 23 || minutes > 59) return null;
	return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MS_PER_MINUTE;
}
