// How long answers take: the usual one, the slow ones, the slowest. Told apart by stroke as well as by hue.
import type { Tone } from '#lib/ui/tones.ts';
import type { ChartLegendItem, ChartOption, ChartTable } from '../chart-option.ts';
import { TONE_COLOURS, type ChartTheme } from '../theme.ts';
import type { RateWords, TimeWords } from './chart-words.ts';
import {
	bucketAxis,
	bucketTooltip,
	figure,
	frame,
	GRID,
	momentFigure,
	tooltipText,
	valueAxis,
	type TimeSettings
} from './frame.ts';

/** Milliseconds of answered attempts per bucket; null where nothing was answered. */
export type LatencyCourse = {
	bucketStartsMs: readonly number[];
	p50: readonly (number | null)[];
	p95: readonly (number | null)[];
	p99: readonly (number | null)[];
	n: readonly number[];
};

export type LatencyWords = TimeWords & { latency: (latencyMs: number | null) => string; answered: string } & Pick<
		RateWords,
		'count' | 'noAttempts'
	>;

const PERCENTILES = [
	{ key: 'p50', label: 'P50', tone: 'accent', line: 'solid' },
	{ key: 'p95', label: 'P95', tone: 'business', line: 'dashed' },
	{ key: 'p99', label: 'P99', tone: 'terminal', line: 'dotted' }
] as const satisfies readonly { key: string; label: string; tone: Tone; line: string }[];

export function latencyPercentilesOption(
	course: LatencyCourse,
	settings: TimeSettings,
	words: LatencyWords,
	theme: ChartTheme
): ChartOption {
	return {
		...frame(theme),
		grid: GRID,
		tooltip: bucketTooltip(theme, (index) => describeBucket(course, index, words, theme)),
		xAxis: bucketAxis(course.bucketStartsMs, settings, words, theme),
		yAxis: { ...valueAxis(words.latency, theme), min: 0, ...steadyScale(course) },
		series: PERCENTILES.map(({ key, label, tone, line }) => ({
			id: key,
			name: label,
			type: 'line' as const,
			data: [...course[key]],
			clip: true,
			connectNulls: false,
			showSymbol: course.bucketStartsMs.length === 1,
			symbolSize: 6,
			color: theme.tones[tone],
			lineStyle: { width: 2, type: line, color: theme.tones[tone] },
			emphasis: { disabled: true }
		}))
	};
}

/** The slowest of a handful of answers at night is no percentile: only buckets with this many set the scale. */
const STEADY_ANSWERS_MIN = 100;
const HEADROOM = 1.1;

/** Where no bucket is steady the axis fits whatever there is. */
function steadyScale({ p99, n }: LatencyCourse): { max?: number } {
	const steady = p99.filter((value, index): value is number => value !== null && (n[index] ?? 0) >= STEADY_ANSWERS_MIN);
	if (steady.length === 0) return {};
	const largest = Math.max(...steady) * HEADROOM;
	const step = 10 ** Math.floor(Math.log10(Math.max(largest, 1))) / 2;
	return { max: Math.ceil(largest / step) * step };
}

function describeBucket(course: LatencyCourse, index: number, words: LatencyWords, theme: ChartTheme): string {
	const ms = course.bucketStartsMs[index];
	if (ms === undefined) return '';
	const answered = course.n[index] ?? 0;
	if (answered === 0) return tooltipText(words.bucket(ms), [{ name: words.noAttempts, value: '' }], theme);
	return tooltipText(
		words.bucket(ms),
		[
			...PERCENTILES.map(({ key, label, tone }) => ({
				name: label,
				value: words.latency(course[key][index] ?? null),
				colour: theme.tones[tone]
			})),
			{ name: words.answered, value: words.count(answered) }
		],
		theme
	);
}

export function latencyPercentilesTable(course: LatencyCourse, words: LatencyWords): ChartTable {
	return {
		columns: [words.time, words.answered, ...PERCENTILES.map(({ label }) => `${label} (ms)`)],
		rows: course.bucketStartsMs.map((ms, index) => [
			momentFigure(ms, words),
			figure(course.n[index] ?? 0, words.count),
			...PERCENTILES.map(({ key }) => figure(course[key][index] ?? null, words.count))
		])
	};
}

export const LATENCY_LEGEND: readonly ChartLegendItem[] = PERCENTILES.map(({ key, label, tone, line }) => ({
	id: key,
	label,
	colour: `var(${TONE_COLOURS[tone]})`,
	line
}));
