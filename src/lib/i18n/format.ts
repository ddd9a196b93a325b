// Numbers and times as people read them, in the language of the page. Zones are always said: never the browser's.
import { m, getLocale } from './messages.ts';

const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;
/** Only to ask Intl for the names of weekdays. */
const A_MONDAY_MS = Date.UTC(2024, 0, 1);

/** What stands where nothing is known. */
export const NOT_KNOWN = '–';

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
	const key = `${getLocale()} ${JSON.stringify(options)}`;
	let format = numberFormats.get(key);
	if (!format) numberFormats.set(key, (format = new Intl.NumberFormat(getLocale(), options)));
	return format;
}

export function formatCount(count: number): string {
	return numberFormat({}).format(count);
}

/** A proportion as a percentage; below one per cent a third place, since that is where terminals differ. */
export function formatRate(rate: number | null): string {
	if (rate === null) return NOT_KNOWN;
	const digits = rate !== 0 && rate < 0.01 ? 3 : 2;
	return numberFormat({ style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(rate);
}

const SMALLEST_SHARE = 0.001;

/** A share of a whole, where decimals would only be noise; what exists never reads as nothing. */
export function formatShare(share: number): string {
	const format = numberFormat({ style: 'percent', maximumFractionDigits: share < 0.1 && share > 0 ? 1 : 0 });
	return share > 0 && share < SMALLEST_SHARE ? `< ${format.format(SMALLEST_SHARE)}` : format.format(share);
}

/** A rate at the edge of a chart, where no place is to spare for zeros. */
export function formatAxisRate(rate: number): string {
	return numberFormat({ style: 'percent', maximumFractionDigits: 2 }).format(rate);
}

/** The two ends of an interval with the same places. */
export function formatInterval(low: number, high: number): string {
	return `${formatRate(low)} – ${formatRate(high)}`;
}

/** A difference of two rates in percentage points, with its sign. */
export function formatPoints(difference: number): string {
	return m.points({ value: formatBarePoints(difference) });
}

/** The same where the heading of a column names the unit. */
export function formatBarePoints(difference: number): string {
	const points = numberFormat({ signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 });
	return points.format(difference * 100).replace('-', '−');
}

export function formatDecimal(value: number, digits: number): string {
	return numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

const INSTANT_FORMATS = {
	second: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
	minute: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
	full: {
		year: 'numeric',
		month: 'short',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit'
	},
	day: { year: 'numeric', month: 'short', day: 'numeric' },
	monthDay: { month: 'numeric', day: 'numeric' },
	weekday: { weekday: 'short', month: 'short', day: 'numeric' },
	time: { hour: '2-digit', minute: '2-digit' }
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type InstantStyle = keyof typeof INSTANT_FORMATS;

/** The year is said when it is not this one: back-filled data is years old at times. */
const STYLES_WITHOUT_YEAR: readonly InstantStyle[] = ['second', 'minute'];

export function formatInstant(instant: string | number, zone: string, style: InstantStyle = 'minute'): string {
	const at = new Date(instant);
	const hasYear =
		STYLES_WITHOUT_YEAR.includes(style) && yearFormat(zone).format(at) !== yearFormat(zone).format(Date.now());
	const text = dateFormat(zone, { ...INSTANT_FORMATS[style], ...(hasYear ? { year: 'numeric' } : {}) }).format(at);
	// Left to Intl, Chinese has the offset between date and time.
	return style === 'full' ? `${text} ${formatOffset(instant, zone)}` : text;
}

function yearFormat(zone: string): Intl.DateTimeFormat {
	return dateFormat(zone, { year: 'numeric' });
}

function dateFormat(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = `${getLocale()} ${zone} ${JSON.stringify(options)}`;
	let format = dateFormats.get(key);
	if (!format) {
		format = new Intl.DateTimeFormat(getLocale(), { timeZone: zone, hourCycle: 'h23', ...options });
		dateFormats.set(key, format);
	}
	return format;
}

/** What the zone is ahead of UTC at an instant, as `GMT+8`. */
export function formatOffset(instant: string | number, zone: string): string {
	const parts = dateFormat(zone, { timeZoneName: 'shortOffset' }).formatToParts(new Date(instant));
	return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** A calendar day that was cut in its zone before, such as `2026-03-01`. */
export function formatDay(day: string): string {
	return dateFormat('UTC', INSTANT_FORMATS.day).format(Date.parse(day));
}

/** A month such as `2026-03`. */
export function formatMonth(month: string): string {
	return dateFormat('UTC', { year: 'numeric', month: 'short' }).format(Date.parse(month));
}

/** How a window reads in a heading; an end at midnight belongs to the day before. */
export function formatWindow(from: string, to: string, zone: string): string {
	const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
	const isWholeDays = [fromMs, toMs].every((ms) => formatInstant(ms, zone, 'time') === '00:00');
	if (!isWholeDays) return `${formatInstant(fromMs, zone)} – ${formatInstant(toMs, zone)}`;
	const [first, last] = [formatInstant(fromMs, zone, 'day'), formatInstant(toMs - 1, zone, 'day')];
	return first === last ? first : `${first} – ${last}`;
}

/** How long ago, in the largest unit that fits; the instant itself belongs into a tooltip beside it. */
export function formatAge(ageMs: number): string {
	const [value, unit] =
		ageMs < MS_PER_MINUTE
			? [Math.max(0, ageMs / MS_PER_SECOND), 'second' as const]
			: ageMs < MS_PER_HOUR
				? [ageMs / MS_PER_MINUTE, 'minute' as const]
				: ageMs < 2 * MS_PER_DAY
					? [ageMs / MS_PER_HOUR, 'hour' as const]
					: [ageMs / MS_PER_DAY, 'day' as const];
	const format = new Intl.RelativeTimeFormat(getLocale(), { numeric: 'auto', style: 'short' });
	return spaced(format.format(-Math.round(value), unit));
}

/** Sentences one after the other: only a language that has spaces between words has them between sentences. */
export function joinSentences(...sentences: string[]): string {
	return sentences.join(getLocale() === 'zh-CN' ? '' : ' ');
}

/** Intl writes `3分钟前`; the messages leave a space between digits and characters, and so does what is put into them. */
function spaced(text: string): string {
	return text.replaceAll(/(?<=\d)(?=\p{Script=Han})/gu, ' ');
}

/** How long something lasts, in the largest unit that fits. */
export function formatSpan(spanMs: number): string {
	const [value, unit] =
		spanMs < MS_PER_MINUTE
			? [spanMs / MS_PER_SECOND, 'second']
			: spanMs < 2 * MS_PER_HOUR
				? [spanMs / MS_PER_MINUTE, 'minute']
				: spanMs < 2 * MS_PER_DAY
					? [spanMs / MS_PER_HOUR, 'hour']
					: [spanMs / MS_PER_DAY, 'day'];
	const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 } as const;
	return spaced(numberFormat(options).format(value));
}

/** A weekday's short name, of Monday as 0. */
export function formatWeekday(weekday: number): string {
	return dateFormat('UTC', { weekday: 'short' }).format(A_MONDAY_MS + weekday * MS_PER_DAY);
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** The size of a file as its folder shows it, in the largest unit that fits. */
export function formatFileSize(bytes: number): string {
	const at = bytes === 0 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
	const options = { style: 'unit', unit: BYTE_UNITS[at] ?? 'byte', maximumFractionDigits: at === 0 ? 0 : 1 } as const;
	return spaced(numberFormat(options).format(bytes / 1000 ** at));
}

/** In `ms` and `s` in every language, as whoever watches hosts reads them. */
export function formatLatency(latencyMs: number | null): string {
	if (latencyMs === null) return NOT_KNOWN;
	if (latencyMs < MS_PER_SECOND) return `${formatCount(latencyMs)} ms`;
	return `${formatDecimal(latencyMs / MS_PER_SECOND, 1)} s`;
}
