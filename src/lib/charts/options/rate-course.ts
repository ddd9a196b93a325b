// A rate over time with its 95 % interval: each bucket's own, so that a thin hour looks as unsure as it is.
import type { CustomSeriesOption } from 'echarts/charts';
import type { Tone } from '#lib/ui/tones.ts';
import type { ChartFigure, ChartLegendItem, ChartOption, ChartSeries, ChartTable } from '../chart-option.ts';
import { TONE_COLOURS, type ChartTheme } from '../theme.ts';
import type { RateWords, TimeWords } from './chart-words.ts';
import {
	bucketAxis,
	bucketTooltip,
	figure,
	frame,
	GRID,
	momentFigure,
	NOTHING,
	tooltipText,
	valueAxis,
	type TimeSettings
} from './frame.ts';

/** One entry per bucket in every column; a rate of null is a bucket in which nothing was attempted. */
export type RateCourse = {
	bucketStartsMs: readonly number[];
	rate: readonly (number | null)[];
	low: readonly (number | null)[];
	high: readonly (number | null)[];
	n: readonly number[];
	/** What the rate usually is at that time; left out where nothing is known of it. */
	baseline?: readonly (number | null)[];
	/** The window that it is compared with, laid over this one: its first bucket upon the first. */
	compared?: ComparedCourse;
};

export type ComparedCourse = Pick<RateCourse, 'bucketStartsMs' | 'rate' | 'n'>;

export type RateCourseWords = TimeWords & RateWords;

export type RateCourseSettings = TimeSettings & {
	tone: Tone;
	/** Approval rates live near the top: there the axis begins where they do. Failures are measured from zero. */
	isFromZero?: boolean;
};

export function rateCourseOption(
	course: RateCourse,
	settings: RateCourseSettings,
	words: RateCourseWords,
	theme: ChartTheme
): ChartOption {
	const isFromZero = settings.isFromZero ?? true;
	const max = rateAxisMax([course]);
	return {
		...frame(theme),
		grid: GRID,
		tooltip: bucketTooltip(theme, (index) => describeBucket(course, index, settings.tone, words, theme)),
		xAxis: bucketAxis(course.bucketStartsMs, settings, words, theme),
		yAxis: isFromZero
			? { ...valueAxis(words.axisRate, theme), min: 0, max, interval: rateAxisStep(max) }
			: { ...valueAxis(words.axisRate, theme), scale: true, max: 1 },
		series: rateCourseSeries(course, settings.tone, theme)
	};
}

/** Band, baseline and line; `place` puts them into one of several grids and keeps their ids apart. */
export function rateCourseSeries(
	course: RateCourse,
	tone: Tone,
	theme: ChartTheme,
	place: { index: number; prefix: string } = { index: 0, prefix: '' }
): ChartSeries[] {
	const colour = theme.tones[tone];
	const axes = { xAxisIndex: place.index, yAxisIndex: place.index };
	const line = (id: string, values: readonly (number | null)[], style: object, width: number): ChartSeries => ({
		...axes,
		id: `${place.prefix}${id}`,
		type: 'line',
		data: values.map((value, index) => (isAlone(values, index) ? { value, symbol: 'circle' } : value)),
		connectNulls: false,
		symbol: 'none',
		symbolSize: 5,
		lineStyle: { width, ...style },
		emphasis: { disabled: true }
	});
	const band: ChartSeries = {
		...axes,
		id: `${place.prefix}interval`,
		type: 'custom',
		silent: true,
		clip: true,
		data: course.bucketStartsMs.map((_, index) => [index, course.low[index] ?? '-', course.high[index] ?? '-']),
		encode: { x: 0, y: [1, 2] },
		renderItem: bandOf(colour),
		z: 1
	};
	return [
		band,
		...(course.compared
			? [{ ...line('compared', aligned(course, course.compared), comparedStroke(theme), 1.5), color: theme.ink }]
			: []),
		...(course.baseline
			? [{ ...line('baseline', course.baseline, { type: 'dashed', color: theme.muted }, 1.25), color: theme.muted }]
			: []),
		{ ...line('rate', course.rate, { color: colour }, 2), color: colour }
	];
}

/** As long as what it is laid upon: a longer window before is cut off, a shorter one leaves a gap. */
function aligned(course: RateCourse, compared: ComparedCourse): (number | null)[] {
	return course.bucketStartsMs.map((_, index) => compared.rate[index] ?? null);
}

export function comparedStroke(theme: ChartTheme) {
	return { type: [5, 4], color: theme.ink, opacity: 0.7 };
}

/** A bucket with so few attempts has an interval that reaches almost anywhere. */
const STEADY_ATTEMPTS_MIN = 100;
const HEADROOM = 1.1;
/** Where nothing failed there is still an axis. */
const RATE_AXIS_MAX_MIN = 0.005;

const AXIS_TOP_FIRST = 3;
/** Tops that divide into three to five even parts. */
const AXIS_TOPS = [AXIS_TOP_FIRST, 4, 5, 6, 8, 12, 15, 20, 25, 30];
const AXIS_PARTS = [4, 5, 3];

/**
 * The top of an axis that begins at zero: all lines fit, the intervals of buckets with many attempts, and the narrowest one. Those of
 * a quiet night may reach out of the picture; if they set the scale, they would flatten everything else.
 */
export function rateAxisMax(courses: readonly RateCourse[]): number {
	const largest = courses.reduce(
		(max, { rate, high, n, compared, baseline = [] }) =>
			Math.max(
				max,
				...rate.map((value) => value ?? 0),
				...(compared?.rate ?? []).map((value) => value ?? 0),
				...baseline.map((value) => value ?? 0),
				...high.map((value, index) => ((n[index] ?? 0) >= STEADY_ATTEMPTS_MIN ? (value ?? 0) : 0)),
				narrowest(high)
			),
		RATE_AXIS_MAX_MIN
	);
	const needed = largest * HEADROOM;
	const unit = 10 ** Math.floor(Math.log10(needed / AXIS_TOP_FIRST));
	const top = AXIS_TOPS.find((each) => each * unit >= needed) ?? AXIS_TOPS.at(-1) ?? 1;
	return Math.min(1, Number((top * unit).toPrecision(6)));
}

/** Between two lines of the axis: left to itself ECharts draws one just under the top. */
function rateAxisStep(max: number): number {
	const figures = Number(max.toExponential().split('e')[0]) * 10;
	const parts = AXIS_PARTS.find((each) => Number.isInteger(figures / each)) ?? 1;
	return max / parts;
}

/** The upper end of the interval that says most; 0 where there is none. */
function narrowest(high: readonly (number | null)[]): number {
	const known = high.filter((value) => value !== null);
	return known.length === 0 ? 0 : Math.min(...known);
}

/** Between two gaps there is no line to draw, so the point itself is. */
function isAlone(values: readonly (number | null)[], index: number): boolean {
	const isGap = (at: number) => (values[at] ?? null) === null;
	return !isGap(index) && isGap(index - 1) && isGap(index + 1);
}

function bandOf(colour: string): NonNullable<CustomSeriesOption['renderItem']> {
	return (_, api) => {
		const [index, low, high] = [0, 1, 2].map((dimension) => Number(api.value(dimension)));
		if (index === undefined || low === undefined || high === undefined || Number.isNaN(low + high)) return null;
		const [x = 0, top = 0] = api.coord([index, high]);
		const [, bottom = 0] = api.coord([index, low]);
		const [width = 0] = (api.size?.([1, 0]) ?? []) as number[];
		// On whole pixels, so that neighbours neither overlap nor leave a seam.
		const [left, right] = [Math.round(x - width / 2), Math.round(x + width / 2)];
		return {
			type: 'rect',
			shape: { x: left, y: top, width: right - left, height: Math.max(1, bottom - top) },
			style: { fill: colour, opacity: 0.18 }
		};
	};
}

export function describeBucket(
	course: RateCourse,
	index: number,
	tone: Tone,
	words: RateCourseWords,
	theme: ChartTheme
): string {
	const ms = course.bucketStartsMs[index];
	if (ms === undefined) return '';
	const [rate, low, high] = [course.rate, course.low, course.high].map((values) => values[index] ?? null);
	const before = comparedLines(course.compared, index, words);
	if (rate === null || rate === undefined) {
		return tooltipText(words.bucket(ms), [{ name: words.noAttempts, value: '' }, ...before], theme);
	}
	const baseline = course.baseline?.[index] ?? null;
	return tooltipText(
		words.bucket(ms),
		[
			{ name: words.rateName, value: words.rate(rate), colour: theme.tones[tone] },
			{ name: words.intervalName, value: words.interval(low ?? 0, high ?? 1) },
			{ name: words.attempts, value: words.count(course.n[index] ?? 0) },
			...(baseline === null ? [] : [{ name: words.baseline, value: words.rate(baseline) }]),
			...before
		],
		theme
	);
}

/** The bucket of the compared window that lies upon the same place, with its own time. */
function comparedLines(compared: ComparedCourse | undefined, index: number, words: RateCourseWords) {
	const ms = compared?.bucketStartsMs[index];
	if (!compared || ms === undefined) return [];
	const rate = compared.rate[index] ?? null;
	const name = `${words.compared} · ${words.bucket(ms)}`;
	return [{ name, value: rate === null ? words.noAttempts : words.rate(rate) }];
}

export function rateCourseTable(course: RateCourse, words: RateCourseWords): ChartTable {
	const { baseline, compared } = course;
	return {
		columns: [
			words.time,
			words.attempts,
			words.rateName,
			words.lowName,
			words.highName,
			...(baseline ? [words.baseline] : []),
			...(compared ? [words.comparedTime, words.comparedAttempts, words.compared] : [])
		],
		rows: course.bucketStartsMs.map((ms, index) => [
			momentFigure(ms, words),
			figure(course.n[index] ?? 0, words.count),
			...[course.rate, course.low, course.high, ...(baseline ? [baseline] : [])].map((values) =>
				figure(course.rate[index] === null ? null : (values[index] ?? null), words.rate)
			),
			...(compared ? comparedFigures(compared, index, words) : [])
		])
	};
}

function comparedFigures(compared: ComparedCourse, index: number, words: RateCourseWords): ChartFigure[] {
	const ms = compared.bucketStartsMs[index];
	if (ms === undefined) return [NOTHING, NOTHING, NOTHING];
	return [
		momentFigure(ms, words),
		figure(compared.n[index] ?? 0, words.count),
		figure(compared.rate[index] ?? null, words.rate)
	];
}

/** What is drawn beside the rate itself; left out where the rate stands alone. */
export function rateCourseLegend(
	course: RateCourse,
	tone: Tone,
	words: Pick<RateCourseWords, 'rateName' | 'intervalName' | 'baseline' | 'compared'>
): ChartLegendItem[] {
	const colour = `var(${TONE_COLOURS[tone]})`;
	return [
		{ id: 'rate', label: words.rateName, colour, line: 'solid' },
		{ id: 'interval', label: words.intervalName, colour: `color-mix(in srgb, ${colour} 22%, transparent)` },
		...(course.baseline
			? [{ id: 'baseline', label: words.baseline, colour: 'var(--color-muted)', line: 'dashed' as const }]
			: []),
		...(course.compared
			? [{ id: 'compared', label: words.compared, colour: 'var(--color-ink)', line: 'dashed' as const }]
			: [])
	];
}
