// Failed attempts per bucket, stacked by cause: rows of the API -> option and table. No DOM, no clock, no language.
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { CAUSE_COLOURS } from '#lib/ui/outcome/outcome-marks.ts';
import type { ChartFigure, ChartLegendItem, ChartOption, ChartSeries, ChartTable } from '../chart-option.ts';
import type { ChartTheme } from '../theme.ts';
import type { TimeWords } from './chart-words.ts';
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
import { comparedStroke } from './rate-course.ts';

export type CauseRow = { bucketStart: string; group: string | null; attempts: number };

/** `share` divides by the attempts of the bucket, so that a busy hour does not look like a bad one. */
export type Measure = 'count' | 'share';

export type CauseSeries = {
	bucketStartsMs: number[];
	/** Null where nothing was attempted: a gap is not a zero. */
	attempts: (number | null)[];
	/** Causes that occur, in the order of the domain; failures per bucket, null in a gap. */
	causes: { cause: FailureCause; counts: (number | null)[]; total: number }[];
	/** All failures of the window that is compared with, laid over this one: its first bucket upon the first. */
	compared?: ComparedFailures;
};

export type ComparedFailures = {
	bucketStartsMs: readonly number[];
	attempts: readonly (number | null)[];
	failures: readonly (number | null)[];
};

export type ChartWords = TimeWords & {
	cause: (cause: FailureCause) => string;
	count: (count: number) => string;
	share: (share: number) => string;
	attempts: string;
	failures: string;
	comparedTime: string;
	comparedAttempts: string;
	/** All failures of the compared window, as a number or as a share of its attempts. */
	compared: (measure: Measure) => string;
};

export function causeSeries(rows: readonly CauseRow[], bucketStartsMs: readonly number[]): CauseSeries {
	const indexOf = new Map(bucketStartsMs.map((ms, index) => [ms, index]));
	const attempts: (number | null)[] = bucketStartsMs.map(() => null);
	const countsByCause = new Map<string, number[]>();
	for (const row of rows) {
		const index = indexOf.get(Date.parse(row.bucketStart));
		if (index === undefined) continue;
		attempts[index] = (attempts[index] ?? 0) + row.attempts;
		if (row.group === null || row.group === 'approved') continue;
		const counts = countsByCause.get(row.group) ?? bucketStartsMs.map(() => 0);
		counts[index] = (counts[index] ?? 0) + row.attempts;
		countsByCause.set(row.group, counts);
	}
	const causes = FAILURE_CAUSES.flatMap((cause) => {
		const counts = countsByCause.get(cause);
		if (!counts) return [];
		const total = counts.reduce((sum, count) => sum + count, 0);
		return [{ cause, counts: counts.map((count, index) => (attempts[index] === null ? null : count)), total }];
	});
	return { bucketStartsMs: [...bucketStartsMs], attempts, causes };
}

function valueOf(series: CauseSeries, measure: Measure, counts: readonly (number | null)[], index: number) {
	const count = counts[index] ?? null;
	const attempts = series.attempts[index] ?? null;
	if (measure === 'count' || count === null) return count;
	return attempts === null || attempts === 0 ? null : count / attempts;
}

/** Strokes over the fill of causes whose hue is near another's, for eyes that see fewer hues. */
export const CAUSE_DECALS: Partial<Record<FailureCause, { rotation: number }>> = {
	unknown: { rotation: -Math.PI / 4 },
	fraud_risk: { rotation: Math.PI / 4 }
};

export type ChartSettings = TimeSettings & { measure: Measure };

export function failuresByCauseOption(
	series: CauseSeries,
	settings: ChartSettings,
	words: ChartWords,
	theme: ChartTheme
): ChartOption {
	const { measure } = settings;
	const format = measure === 'count' ? words.count : words.share;
	return {
		...frame(theme),
		grid: GRID,
		tooltip: bucketTooltip(theme, (index) => describeBucket(series, index, measure, words, theme)),
		xAxis: bucketAxis(series.bucketStartsMs, settings, words, theme),
		yAxis: { ...valueAxis(format, theme), minInterval: measure === 'count' ? 1 : 0 },
		series: [
			...series.causes.map(({ cause, counts }) => ({
				id: cause,
				name: words.cause(cause),
				type: 'bar' as const,
				stack: 'failures',
				data: counts.map((_, index) => valueOf(series, measure, counts, index)),
				barCategoryGap: series.bucketStartsMs.length > DENSE_BUCKETS_MIN ? '8%' : '22%',
				barMaxWidth: 36,
				itemStyle: fillOf(cause, theme),
				emphasis: { focus: 'series' as const }
			})),
			...comparedLine(series, measure, theme)
		]
	};
}

function comparedLine({ bucketStartsMs, compared }: CauseSeries, measure: Measure, theme: ChartTheme): ChartSeries[] {
	if (!compared) return [];
	return [
		{
			id: 'compared',
			type: 'line',
			data: bucketStartsMs.map((_, index) => comparedValue(compared, measure, index)),
			connectNulls: false,
			symbol: 'none',
			lineStyle: comparedStroke(theme),
			color: theme.ink,
			emphasis: { disabled: true },
			z: 3
		}
	];
}

function comparedValue(compared: ComparedFailures, measure: Measure, index: number): number | null {
	const failures = compared.failures[index] ?? null;
	const attempts = compared.attempts[index] ?? null;
	if (measure === 'count' || failures === null) return failures;
	return attempts === null || attempts === 0 ? null : failures / attempts;
}

/** From here on bars are so thin that gaps between them would eat them up. */
const DENSE_BUCKETS_MIN = 100;

function fillOf(cause: FailureCause, theme: ChartTheme) {
	const decal = CAUSE_DECALS[cause];
	const color = theme.causes[cause];
	if (!decal) return { color };
	return { color, decal: { symbol: 'rect', color: theme.surface, dashArrayX: [1, 0], dashArrayY: [1.5, 4], ...decal } };
}

/** Largest first, as one reads a tooltip; causes without a failure in the bucket are left out. */
function describeBucket(
	series: CauseSeries,
	index: number,
	measure: Measure,
	words: ChartWords,
	theme: ChartTheme
): string {
	const ms = series.bucketStartsMs[index];
	if (ms === undefined) return '';
	const attempts = series.attempts[index] ?? 0;
	const present = series.causes
		.map(({ cause, counts }) => ({ cause, count: counts[index] ?? 0 }))
		.filter(({ count }) => count > 0)
		.sort((a, b) => b.count - a.count);
	const failures = present.reduce((sum, { count }) => sum + count, 0);
	const value = (count: number) =>
		measure === 'count' || attempts === 0
			? words.count(count)
			: `${words.share(count / attempts)} · ${words.count(count)}`;
	return tooltipText(
		words.bucket(ms),
		[
			{ name: words.attempts, value: words.count(attempts) },
			{ name: words.failures, value: value(failures) },
			...present.map(({ cause, count }) => ({
				name: words.cause(cause),
				value: value(count),
				colour: theme.causes[cause]
			})),
			...describeCompared(series.compared, index, measure, words)
		],
		theme
	);
}

function describeCompared(compared: ComparedFailures | undefined, index: number, measure: Measure, words: ChartWords) {
	const ms = compared?.bucketStartsMs[index];
	if (!compared || ms === undefined) return [];
	const value = comparedValue(compared, measure, index);
	const format = measure === 'count' ? words.count : words.share;
	return [{ name: `${words.compared(measure)} · ${words.bucket(ms)}`, value: value === null ? '–' : format(value) }];
}

export function failuresByCauseTable(series: CauseSeries, words: ChartWords): ChartTable {
	return {
		columns: [
			words.time,
			words.attempts,
			words.failures,
			...series.causes.map(({ cause }) => words.cause(cause)),
			...(series.compared ? [words.comparedTime, words.comparedAttempts, words.compared('count')] : [])
		],
		rows: series.bucketStartsMs.map((ms, index) => {
			const attempts = series.attempts[index] ?? null;
			const moment = momentFigure(ms, words);
			const before = series.compared ? comparedFigures(series.compared, index, words) : [];
			if (attempts === null) {
				return [moment, ...Array.from({ length: series.causes.length + 2 }, () => NOTHING), ...before];
			}
			const counts = series.causes.map((cause) => cause.counts[index] ?? 0);
			const failures = counts.reduce((sum, count) => sum + count, 0);
			return [moment, ...[attempts, failures, ...counts].map((count) => figure(count, words.count)), ...before];
		})
	};
}

function comparedFigures(compared: ComparedFailures, index: number, words: ChartWords): ChartFigure[] {
	const ms = compared.bucketStartsMs[index];
	if (ms === undefined) return [NOTHING, NOTHING, NOTHING];
	const { attempts, failures } = compared;
	return [
		momentFigure(ms, words),
		figure(attempts[index] ?? null, words.count),
		figure(failures[index] ?? null, words.count)
	];
}

export function failuresByCauseLegend(series: CauseSeries, words: Pick<ChartWords, 'cause'>): ChartLegendItem[] {
	return series.causes.map(({ cause }) => ({
		id: cause,
		label: words.cause(cause),
		colour: `var(${CAUSE_COLOURS[cause]})`
	}));
}

/** Where causes are named elsewhere, only the line needs its name. */
export function comparedLegend(measure: Measure, words: Pick<ChartWords, 'compared'>): ChartLegendItem[] {
	return [{ id: 'compared', label: words.compared(measure), colour: 'var(--color-ink)', line: 'dashed' }];
}
