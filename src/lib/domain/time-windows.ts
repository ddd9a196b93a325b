import { addDays, calendarDay, startOfDay, zoneOffsetMs } from './time-zones.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 3_600_000;

/** A span of time that holds its first instant and not its last, so that neighbours share nothing. */
export interface TimeWindow {
	readonly fromMs: number;
	readonly toMs: number;
}

/** A month of single transactions can be read in one answer; a year of them cannot. */
export const FACTS_SPAN_DAYS_MAX = 31;

/** The windows a person chooses by name; days are the fleet's days, never the browser's. */
export const WINDOW_PRESETS = ['today', 'yesterday', '24h', '7d', '30d'] as const;

export type WindowPreset = (typeof WINDOW_PRESETS)[number];

export const WINDOW_PRESET_DEFAULT: WindowPreset = '24h';

/**
 * The window a preset means now. `24h` ends with the minute that is running, so that what came in just now is in it;
 * `7d` and `30d` are whole days of the fleet including today.
 */
export function presetWindow(preset: WindowPreset, nowMs: number, zone: string): TimeWindow {
	const today = calendarDay(nowMs, zone);
	const days = (first: number, last: number): TimeWindow => ({
		fromMs: startOfDay(addDays(today, first), zone),
		toMs: startOfDay(addDays(today, last + 1), zone)
	});
	switch (preset) {
		case 'today':
			return days(0, 0);
		case 'yesterday':
			return days(-1, -1);
		case '24h': {
			const toMs = (Math.floor(nowMs / MS_PER_MINUTE) + 1) * MS_PER_MINUTE;
			return { fromMs: toMs - 24 * MS_PER_HOUR, toMs };
		}
		case '7d':
			return days(-6, 0);
		case '30d':
			return days(-29, 0);
	}
}

export const BUCKETS = ['5m', 'hour', 'day'] as const;

export type Bucket = (typeof BUCKETS)[number];

/** More points than a chart can show, and a bound on what one request may compute. */
export const BUCKETS_MAX = 10_000;

/** The widest window drawn in 5-minute buckets, and the widest drawn in hours. */
const FIVE_MINUTES_SPAN_MAX_MS = 26 * MS_PER_HOUR;
const HOURS_SPAN_MAX_MS = 8 * 24 * MS_PER_HOUR;

/** The finest bucket that a chart of the window can still show legibly. */
export function bucketFor({ fromMs, toMs }: TimeWindow): Bucket {
	if (toMs - fromMs <= FIVE_MINUTES_SPAN_MAX_MS) return '5m';
	return toMs - fromMs <= HOURS_SPAN_MAX_MS ? 'hour' : 'day';
}

/** The start of the bucket that holds an instant, aligned to the zone's clocks (some are half an hour off UTC). */
export function bucketStart(instantMs: number, bucket: Bucket, zone: string): number {
	if (bucket === 'day') return startOfDay(calendarDay(instantMs, zone), zone);
	const lengthMs = bucket === '5m' ? 5 * MS_PER_MINUTE : MS_PER_HOUR;
	const localMs = instantMs + zoneOffsetMs(instantMs, zone);
	return instantMs - modulo(localMs, lengthMs);
}

/** The start of the bucket after the one that holds an instant; days last 23 to 25 hours where clocks change. */
export function nextBucketStart(instantMs: number, bucket: Bucket, zone: string): number {
	if (bucket === 'day') return startOfDay(addDays(calendarDay(instantMs, zone), 1), zone);
	return bucketStart(instantMs, bucket, zone) + (bucket === '5m' ? 5 * MS_PER_MINUTE : MS_PER_HOUR);
}

/** The starts of all buckets that overlap a window, in order. */
export function bucketStarts({ fromMs, toMs }: TimeWindow, bucket: Bucket, zone: string): number[] {
	const starts: number[] = [];
	for (let ms = bucketStart(fromMs, bucket, zone); ms < toMs; ms = nextBucketStart(ms, bucket, zone)) {
		if (starts.length === BUCKETS_MAX) throw new RangeError(`a window of more than ${BUCKETS_MAX} buckets`);
		starts.push(ms);
	}
	return starts;
}

function modulo(value: number, divisor: number): number {
	return ((value % divisor) + divisor) % divisor;
}
