// What was charged over time, beside what the agreement makes of the very same sales: where the lines part, somebody charges otherwise.
import type { ChartLegendItem, ChartOption, ChartSeries, ChartTable } from '../chart-option.ts';
import { TONE_COLOURS, type ChartTheme } from '../theme.ts';
import type { TimeWords } from './chart-words.ts';
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

/** One entry per bucket in every column; rates are fees by amounts, in parts per million, and null where nothing was sold. */
export type FeeCourse = {
	bucketStartsMs: readonly number[];
	effectivePpm: readonly (number | null)[];
	/** Null as well where no agreement was in force. */
	contractedPpm: readonly (number | null)[];
	sales: readonly number[];
	/** Charged less agreed, in minor units. */
	driftMinor: readonly number[];
	/** The rate that the terminal was configured with, without its cap; left out where only fees are compared. */
	configuredPpm?: readonly (number | null)[];
	/** What happened on a day, by its index: it began, or the ledger has an entry that holds from it on. */
	marks?: readonly { index: number; label: string }[];
};

export type FeeCourseWords = TimeWords & {
	rate: (ratePpm: number) => string;
	count: (count: number) => string;
	money: (amountMinor: number) => string;
	effective: string;
	contracted: string;
	sales: string;
	drift: string;
	noSales: string;
	configured?: string;
	mark?: string;
};

const DASHES = [5, 4];
const DOTS = [1, 3];

export function feeCourseOption(
	course: FeeCourse,
	settings: TimeSettings,
	words: FeeCourseWords,
	theme: ChartTheme
): ChartOption {
	return {
		...frame(theme),
		grid: GRID,
		tooltip: bucketTooltip(theme, (index) => describeBucket(course, index, words, theme)),
		xAxis: bucketAxis(course.bucketStartsMs, settings, words, theme),
		// Rates lie close together: what is asked is where they part, not how far they are from nothing.
		yAxis: { ...valueAxis(words.rate, theme), scale: true },
		series: [
			line('effective', course.effectivePpm, { color: theme.tones.accent }),
			line('contracted', course.contractedPpm, { color: theme.ink, type: DASHES }),
			...(course.configuredPpm ? [line('configured', course.configuredPpm, { color: theme.muted, type: DOTS })] : []),
			...(course.marks ? [marks(course, theme)] : [])
		]
	};
}

type Stroke = { color: string; type?: number[] };

/** An agreement holds for whole days, so its line has steps and no slopes. A day between two without sales is a point. */
function line(id: keyof typeof LEGEND_LINES, values: readonly (number | null)[], stroke: Stroke): ChartSeries {
	const isGap = (index: number) => (values[index] ?? null) === null;
	return {
		id,
		type: 'line',
		step: 'middle',
		data: values.map((value, index) =>
			value !== null && isGap(index - 1) && isGap(index + 1) ? { value, symbol: 'circle' } : value
		),
		connectNulls: false,
		symbol: 'none',
		symbolSize: 5,
		lineStyle: { width: 2, ...stroke },
		color: stroke.color,
		emphasis: { disabled: true }
	};
}

/** Where the drift runs, a mark stands on the line of what was charged, else on the nearest day with sales. */
function marks({ effectivePpm, contractedPpm, marks: found = [] }: FeeCourse, theme: ChartTheme): ChartSeries {
	const heightAt = (index: number) => {
		const isKnown = (at: number) => (effectivePpm[at] ?? contractedPpm[at] ?? null) !== null;
		const near = effectivePpm.map((_, at) => at).filter(isKnown);
		const nearest = near.toSorted((a, b) => Math.abs(a - index) - Math.abs(b - index))[0] ?? index;
		return effectivePpm[nearest] ?? contractedPpm[nearest] ?? 0;
	};
	const isMarked = new Set(found.map(({ index }) => index));
	return {
		id: 'marks',
		type: 'line',
		data: effectivePpm.map((_, index) => (isMarked.has(index) ? heightAt(index) : null)),
		symbol: 'diamond',
		symbolSize: 11,
		lineStyle: { width: 0 },
		itemStyle: { color: theme.ink },
		emphasis: { disabled: true }
	};
}

const LEGEND_LINES = { effective: 'solid', contracted: 'dashed', configured: 'dotted' } as const;

export function feeCourseLegend(
	words: Pick<FeeCourseWords, 'effective' | 'contracted' | 'configured' | 'mark'>
): ChartLegendItem[] {
	return [
		{ id: 'effective', label: words.effective, colour: `var(${TONE_COLOURS.accent})`, line: LEGEND_LINES.effective },
		{ id: 'contracted', label: words.contracted, colour: 'var(--color-ink)', line: LEGEND_LINES.contracted },
		...(words.configured === undefined
			? []
			: [
					{
						id: 'configured',
						label: words.configured,
						colour: 'var(--color-muted)',
						line: LEGEND_LINES.configured
					}
				]),
		...(words.mark === undefined ? [] : [{ id: 'marks', label: words.mark, colour: 'var(--color-ink)' }])
	];
}

function describeBucket(course: FeeCourse, index: number, words: FeeCourseWords, theme: ChartTheme): string {
	const ms = course.bucketStartsMs[index];
	if (ms === undefined) return '';
	const effective = course.effectivePpm[index] ?? null;
	const happened = (course.marks ?? []).filter((mark) => mark.index === index);
	const told = happened.map(({ label }) => ({ name: label, value: '' }));
	if (effective === null) return tooltipText(words.bucket(ms), [{ name: words.noSales, value: '' }, ...told], theme);
	const contracted = course.contractedPpm[index] ?? null;
	const configured = course.configuredPpm?.[index] ?? null;
	return tooltipText(
		words.bucket(ms),
		[
			{ name: words.effective, value: words.rate(effective), colour: theme.tones.accent },
			...(contracted === null
				? []
				: [
						{ name: words.contracted, value: words.rate(contracted), colour: theme.ink },
						{ name: words.drift, value: words.money(course.driftMinor[index] ?? 0) }
					]),
			...(configured === null || words.configured === undefined
				? []
				: [{ name: words.configured, value: words.rate(configured), colour: theme.muted }]),
			{ name: words.sales, value: words.count(course.sales[index] ?? 0) },
			...told
		],
		theme
	);
}

export function feeCourseTable(course: FeeCourse, words: FeeCourseWords): ChartTable {
	const { configuredPpm } = course;
	const isConfigured = configuredPpm !== undefined && words.configured !== undefined;
	return {
		columns: [
			...[words.time, words.sales, words.effective, words.contracted, words.drift],
			...(isConfigured ? [words.configured ?? ''] : [])
		],
		rows: course.bucketStartsMs.map((ms, index) => {
			const contracted = course.contractedPpm[index] ?? null;
			return [
				momentFigure(ms, words),
				figure(course.sales[index] ?? 0, words.count),
				figure(course.effectivePpm[index] ?? null, words.rate),
				figure(contracted, words.rate),
				figure(contracted === null ? null : (course.driftMinor[index] ?? 0), words.money),
				...(isConfigured ? [figure(configuredPpm[index] ?? null, words.rate)] : [])
			];
		})
	};
}
