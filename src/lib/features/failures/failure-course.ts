// What the overview draws of one series by cause: the stack of the chart, and the course of every rate.
import type { ComparedFailures } from '#lib/charts/options/failures-by-cause.ts';
import { resolveWindow, type FleetFilter } from '#lib/domain/fleet-filter.ts';
import { RATE_FORMULAS, type CountedPart, type RateKey } from '#lib/domain/rates.ts';
import type { Bucket } from '#lib/domain/time-windows.ts';

type Row = { bucketStart: string; attempts: number } & Record<CountedPart, number>;

const MS_PER_HOUR = 3_600_000;
const FIVE_MINUTES_SPAN_MAX_MS = 6 * MS_PER_HOUR;
const GROUP_HOURS_SPAN_MAX_MS = 72 * MS_PER_HOUR;
const HOURS_SPAN_MAX_MS = 8 * 24 * MS_PER_HOUR;

type ChosenWindow = Pick<FleetFilter, 'window' | 'from' | 'to'>;

/** How long a window with a chosen end is: one that only begins goes on until now. Null for a named one. */
function chosenSpanMs(filter: ChosenWindow): number | null {
	if (filter.from === undefined && filter.to === undefined) return null;
	const window = resolveWindow(filter, Date.now(), 'UTC');
	return typeof window === 'string' ? 0 : window.toMs - window.fromMs;
}

/** Bars, unlike lines, need width: a day is drawn in hours although finer counts exist. */
export function barBucket(filter: ChosenWindow): Bucket {
	const spanMs = chosenSpanMs(filter);
	if (spanMs === null) return filter.window === '30d' ? 'day' : 'hour';
	if (spanMs <= FIVE_MINUTES_SPAN_MAX_MS) return '5m';
	return spanMs <= HOURS_SPAN_MAX_MS ? 'hour' : 'day';
}

/** A single group has few attempts an hour, and its rate would only jump: several days are drawn by day. */
export function groupBucket(filter: ChosenWindow): Bucket {
	const spanMs = chosenSpanMs(filter);
	if (spanMs === null) return filter.window === '7d' || filter.window === '30d' ? 'day' : 'hour';
	return spanMs > GROUP_HOURS_SPAN_MAX_MS ? 'day' : 'hour';
}

/** All failures per bucket, whatever their cause: null where nothing was attempted. */
export function comparedFailures(
	rows: readonly { bucketStart: string; attempts: number; approved: number }[],
	bucketStartsMs: readonly number[]
): ComparedFailures {
	const sums = new Map<number, { attempts: number; failures: number }>();
	for (const { bucketStart, attempts, approved } of rows) {
		const ms = Date.parse(bucketStart);
		const sum = sums.get(ms) ?? { attempts: 0, failures: 0 };
		sums.set(ms, { attempts: sum.attempts + attempts, failures: sum.failures + attempts - approved });
	}
	return {
		bucketStartsMs,
		attempts: bucketStartsMs.map((ms) => sums.get(ms)?.attempts ?? null),
		failures: bucketStartsMs.map((ms) => sums.get(ms)?.failures ?? null)
	};
}

/** Each rate per bucket: sums over sums, null where nothing was attempted. */
export function rateCourses(
	rows: readonly Row[],
	bucketStartsMs: readonly number[]
): Record<RateKey, (number | null)[]> {
	const sums = new Map<number, Record<CountedPart | 'attempts', number>>();
	for (const row of rows) {
		const ms = Date.parse(row.bucketStart);
		const sum = sums.get(ms) ?? { attempts: 0, approved: 0, terminal: 0, upstream: 0, business: 0, unresolved: 0 };
		sum.attempts += row.attempts;
		for (const { part } of RATE_FORMULAS) sum[part] += row[part];
		sums.set(ms, sum);
	}
	const courseOf = (part: CountedPart) =>
		bucketStartsMs.map((ms) => {
			const sum = sums.get(ms);
			return sum === undefined || sum.attempts === 0 ? null : sum[part] / sum.attempts;
		});
	return Object.fromEntries(RATE_FORMULAS.map(({ key, part }) => [key, courseOf(part)])) as Record<
		RateKey,
		(number | null)[]
	>;
}
