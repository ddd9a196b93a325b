// Failed attempts per bucket, stacked by cause: rows of the API -> option and table. No DOM, no clock, no language.
import type { TooltipComponentOption } from 'echarts/components';
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import type { Bucket } from '#lib/domain/time-windows.ts';
import type { ChartOption, ChartTable } from '../chart-option.ts';
import type { ChartTheme } from '../theme.ts';
import { axisTicks, type AxisTick } from './time-axis.ts';

export type CauseRow = { bucketStart: string; group: string | null; attempts: number };

/** `share` divides by the attempts of the bucket, so that a busy hour does not look like a bad one. */
export type Measure = 'count' | 'share';

export type CauseSeries = {
	bucketStartsMs: number[];
	/** Null where nothing was attempted: a gap is not a zero. */
	attempts: (number | null)[];
	/** Causes that occur, in the order of the domain; failures per bucket, null in a gap. */
	causes: { cause: FailureCause; counts: (number | null)[]; total: number }[];
};

export type ChartWords = {
	cause: (cause: FailureCause) => string;
	tick: (tick: AxisTick) => string;
	bucket: (ms: number) => string;
	count: (count: number) => string;
	share: (share: number) => string;
	time: string;
	attempts: string;
	failures: string;
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
const DECALS: Partial<Record<FailureCause, { rotation: number }>> = {
	unknown: { rotation: -Math.PI / 4 },
	fraud_risk: { rotation: Math.PI / 4 }
};

export type ChartSettings = { bucket: Bucket; zone: string; measure: Measure };

export function failuresByCauseOption(
	series: CauseSeries,
	settings: ChartSettings,
	words: ChartWords,
	theme: ChartTheme
): ChartOption {
	const { measure } = settings;
	const ticks = axisTicks(series.bucketStartsMs, settings.bucket, settings.zone);
	const format = measure === 'count' ? words.count : words.share;
	const label = { color: theme.muted, fontFamily: theme.fontFamily, fontSize: 11 };
	return {
		animation: false,
		textStyle: { fontFamily: theme.fontFamily },
		grid: { left: 4, right: 8, top: 12, bottom: 4, containLabel: true },
		tooltip: tooltip(series, measure, words, theme),
		xAxis: {
			type: 'category',
			data: series.bucketStartsMs.map(String),
			axisLine: { lineStyle: { color: theme.line } },
			axisTick: { show: false },
			axisLabel: {
				...label,
				interval: (index: number) => ticks.has(index),
				formatter: (_: string, index: number) => {
					const tick = ticks.get(index);
					return tick ? words.tick(tick) : '';
				},
				hideOverlap: true,
				showMaxLabel: null
			}
		},
		yAxis: {
			type: 'value',
			// Said for both: options are merged, and what is left out would stay as it was.
			minInterval: measure === 'count' ? 1 : 0,
			splitLine: { lineStyle: { color: theme.line } },
			axisLabel: { ...label, formatter: (value: number) => format(value) },
			splitNumber: 4
		},
		series: series.causes.map(({ cause, counts }) => ({
			id: cause,
			name: words.cause(cause),
			type: 'bar' as const,
			stack: 'failures',
			data: counts.map((_, index) => valueOf(series, measure, counts, index)),
			barCategoryGap: series.bucketStartsMs.length > DENSE_BUCKETS_MIN ? '8%' : '22%',
			barMaxWidth: 36,
			itemStyle: fillOf(cause, theme),
			emphasis: { focus: 'series' as const }
		}))
	};
}

/** From here on bars are so thin that gaps between them would eat them up. */
const DENSE_BUCKETS_MIN = 100;

function fillOf(cause: FailureCause, theme: ChartTheme) {
	const decal = DECALS[cause];
	const color = theme.causes[cause];
	if (!decal) return { color };
	return { color, decal: { symbol: 'rect', color: theme.surface, dashArrayX: [1, 0], dashArrayY: [1.5, 4], ...decal } };
}

function tooltip(series: CauseSeries, measure: Measure, words: ChartWords, theme: ChartTheme): TooltipComponentOption {
	return {
		trigger: 'axis',
		axisPointer: { type: 'shadow', shadowStyle: { color: theme.line, opacity: 0.5 } },
		confine: true,
		backgroundColor: theme.raised,
		borderColor: theme.line,
		padding: [8, 12],
		textStyle: { color: theme.ink, fontFamily: theme.fontFamily, fontSize: 12 },
		formatter: (points) => {
			const index = (Array.isArray(points) ? points[0] : points)?.dataIndex ?? 0;
			return tooltipText(series, index, measure, words, theme);
		}
	};
}

/** Largest first, as one reads a tooltip; causes without a failure in the bucket are left out. */
function tooltipText(
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
	const line = (mark: string, name: string, value: string) =>
		`<div style="display:flex;gap:16px;justify-content:space-between;align-items:center"><span>${mark}${escapeHtml(name)}</span><b style="font-variant-numeric:tabular-nums">${escapeHtml(value)}</b></div>`;
	const square = (cause: FailureCause) =>
		`<span style="display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:7px;background:${theme.causes[cause]}"></span>`;
	const value = (count: number) =>
		measure === 'count' || attempts === 0
			? words.count(count)
			: `${words.share(count / attempts)} · ${words.count(count)}`;
	return [
		`<div style="margin-bottom:4px;color:${theme.muted}">${escapeHtml(words.bucket(ms))}</div>`,
		line('', words.attempts, words.count(attempts)),
		line('', words.failures, value(failures)),
		...present.map(({ cause, count }) => line(square(cause), words.cause(cause), value(count)))
	].join('');
}

function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function failuresByCauseTable(series: CauseSeries, words: ChartWords): ChartTable {
	return {
		columns: [words.time, words.attempts, words.failures, ...series.causes.map(({ cause }) => words.cause(cause))],
		rows: series.bucketStartsMs.map((ms, index) => {
			const attempts = series.attempts[index] ?? null;
			if (attempts === null) return [words.bucket(ms), ...Array.from({ length: series.causes.length + 2 }, () => '–')];
			const counts = series.causes.map((cause) => cause.counts[index] ?? 0);
			const failures = counts.reduce((sum, count) => sum + count, 0);
			return [words.bucket(ms), ...[attempts, failures, ...counts].map(words.count)];
		})
	};
}
