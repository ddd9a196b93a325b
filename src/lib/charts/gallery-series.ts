// Made-up numbers for the style guide, the same at every look: charts with the shapes that real data has.
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import type { CauseGroup } from './options/cause-matrix.ts';
import type { CauseRow } from './options/failures-by-cause.ts';
import type { FunnelPoints } from './options/funnel-cells.ts';
import type { RhythmCell } from './options/heat-map.ts';
import type { LaneItem } from './options/lanes.ts';
import type { LatencyCourse } from './options/latency-percentiles.ts';
import type { ComparedCourse, RateCourse } from './options/rate-course.ts';
import type { CourseGroup } from './options/small-multiples.ts';

const MS_PER_HOUR = 3_600_000;
export const GALLERY_FROM_MS = Date.parse('2026-03-02T00:00:00+08:00');
export const GALLERY_HOURS = 72;
export const GALLERY_STARTS_MS = Array.from(
	{ length: GALLERY_HOURS },
	(_, hour) => GALLERY_FROM_MS + hour * MS_PER_HOUR
);
export const GALLERY_TO_MS = GALLERY_FROM_MS + GALLERY_HOURS * MS_PER_HOUR;

/** From 0 to 1, by the number alone. */
function noise(seed: number): number {
	const mixed = Math.sin(seed * 12.9898 + 78.233) * 43_758.5453;
	return mixed - Math.floor(mixed);
}

/** Shops sleep at night; for some hours of the second day nothing came in at all. */
function attemptsAt(hour: number, seed: number): number {
	if (hour >= 32 && hour < 36) return 0;
	const daylight = Math.max(0, Math.sin(((hour % 24) - 6) * (Math.PI / 16)));
	return Math.round((4 + 420 * daylight) * (0.7 + 0.6 * noise(hour + seed)));
}

export function galleryCourse(seed: number, usualRate: number, worseFromHour = 50): RateCourse {
	const n = GALLERY_STARTS_MS.map((_, hour) => attemptsAt(hour, seed));
	const intervals = n.map((attempts, hour) => {
		const rate = usualRate * (hour >= worseFromHour && hour < worseFromHour + 9 ? 5 : 1);
		return wilsonInterval(Math.round(attempts * rate * (0.5 + noise(hour * 7 + seed))), attempts);
	});
	return {
		bucketStartsMs: GALLERY_STARTS_MS,
		n,
		rate: intervals.map(({ rate }) => rate),
		low: intervals.map(({ rate, low }) => (rate === null ? null : low)),
		high: intervals.map(({ rate, high }) => (rate === null ? null : high)),
		baseline: n.map(() => usualRate)
	};
}

/** The days before, in which nothing got worse. */
export function galleryComparedCourse(): ComparedCourse {
	const { rate, n } = galleryCourse(5, 0.012, GALLERY_HOURS);
	const bucketStartsMs = GALLERY_STARTS_MS.map((ms) => ms - GALLERY_HOURS * MS_PER_HOUR);
	return { bucketStartsMs, rate, n };
}

export const GALLERY_CAUSE_ROWS: readonly CauseRow[] = GALLERY_STARTS_MS.flatMap((ms, hour) => {
	const attempts = attemptsAt(hour, 3);
	if (attempts === 0) return [];
	const row = (group: string, count: number) => ({ bucketStart: new Date(ms).toISOString(), group, attempts: count });
	return [
		row('approved', Math.round(attempts * 0.93)),
		...FAILURE_CAUSES.map((cause, index) => row(cause, Math.round((attempts * noise(hour * 11 + index)) / 60)))
	];
});

export const GALLERY_RHYTHM: readonly RhythmCell[] = Array.from({ length: 7 * 24 }, (_, index) => {
	const [weekday, hour] = [Math.floor(index / 24), index % 24];
	const n = attemptsAt(hour, weekday);
	const isBad = weekday === 4 && hour >= 17 && hour <= 20;
	return { weekday, hour, n, rate: n === 0 ? null : Math.min(1, (isBad ? 0.07 : 0.012) * (0.6 + noise(index))) };
});

export const GALLERY_ISSUERS: readonly CauseGroup[] = ['ICBC', 'CCB', 'ABC', 'BOC', 'CMB', 'BOCOM'].map(
	(group, index) => ({
		group,
		label: group,
		attempts: index === 5 ? 12 : 4000 - index * 520,
		causes: Object.fromEntries(
			FAILURE_CAUSES.map((cause, place) => [
				cause,
				Math.round((group === 'ABC' && cause === 'bank_system' ? 260 : 70) * noise(index * 17 + place) ** 2)
			])
		) as Record<FailureCause, number>
	})
);

export const GALLERY_MODELS: readonly CourseGroup[] = ['A920', 'A77', 'N5', 'N86', 'P2', 'V2', 'M8', 'X990'].map(
	(group, index) => ({
		group,
		label: group,
		course: galleryCourse(index * 31, 0.008 + index * 0.002, index === 3 ? 44 : 500)
	})
);

/** For some hours of the third day everything takes longer. */
function latencies(usualMs: number, seed: number): (number | null)[] {
	return GALLERY_STARTS_MS.map((_, hour) => {
		if (attemptsAt(hour, 9) === 0) return null;
		const slowness = hour > 52 && hour < 58 ? 2.4 : 1;
		return Math.round(usualMs * (0.85 + 0.3 * noise(hour * 3 + seed)) * slowness);
	});
}

export const GALLERY_LATENCY: LatencyCourse = {
	bucketStartsMs: GALLERY_STARTS_MS,
	n: GALLERY_STARTS_MS.map((_, hour) => attemptsAt(hour, 9)),
	p50: latencies(420, 0),
	p95: latencies(1300, 1),
	p99: latencies(3100, 2)
};

/** A fleet of a size of one's choice: most as chance has it, some far worse. */
export function galleryFunnel(terminals: number): FunnelPoints {
	const [ids, attempts, failures]: [string[], number[], number[]] = [[], [], []];
	const centre = 0.012;
	for (let index = 0; index < terminals; index++) {
		const n = Math.round(12 * 10 ** (2.4 * noise(index)));
		const expected = n * (noise(index + 0.5) < 0.004 ? 0.05 + 0.2 * noise(index + 0.7) : centre);
		// The sum of uniform numbers is close enough to a bell for a drawing.
		const bell = noise(index + 0.1) + noise(index + 0.2) + noise(index + 0.3) + noise(index + 0.4) - 2;
		ids.push(`T-${String(index + 1).padStart(6, '0')}`);
		attempts.push(n);
		failures.push(Math.min(n, Math.max(0, Math.round(expected + bell * 1.73 * Math.sqrt(expected)))));
	}
	return { ids, attempts, failures, centre };
}

const at = (hour: number) => GALLERY_FROM_MS + hour * MS_PER_HOUR;

/** Lanes and labels are the caller's words. */
export function galleryLanes(words: { firmware: string; state: string; notice: string }): LaneItem[] {
	return [
		...[3, 9, 14, 15, 15.4, 16, 33, 40, 52, 53, 53.3, 54, 61].map((hour): LaneItem => ({
			lane: 'transactions',
			fromMs: at(hour),
			tone: hour > 51 ? 'terminal' : 'approved',
			label: '05'
		})),
		{ lane: 'states', fromMs: at(-5), toMs: at(51), tone: 'approved', label: words.state },
		{ lane: 'states', fromMs: at(51), toMs: at(60), tone: 'terminal', label: words.state },
		{ lane: 'states', fromMs: at(60), toMs: at(72), tone: 'business', label: words.state },
		{ lane: 'firmware', fromMs: at(-5), toMs: at(49), tone: 'upstream', label: `${words.firmware} 3.4.1` },
		{ lane: 'firmware', fromMs: at(49), toMs: at(72), tone: 'outage', label: `${words.firmware} 3.5.0` },
		{ lane: 'notices', fromMs: at(20), toMs: at(24), tone: 'outage', label: words.notice }
	];
}
