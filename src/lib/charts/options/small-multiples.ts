// One small course per group, all on the same scales: what differs is the groups, not the drawings.
import type { Tone } from '#lib/ui/tones.ts';
import type { ChartOption, ChartTable } from '../chart-option.ts';
import type { ChartTheme } from '../theme.ts';
import { axisLabel, bucketAxis, frame, tooltipBox, valueAxis, type TimeSettings } from './frame.ts';
import {
	describeBucket,
	rateAxisMax,
	rateCourseSeries,
	rateCourseTable,
	type RateCourse,
	type RateCourseWords
} from './rate-course.ts';

/** Every course has the same buckets. */
export type CourseGroup = { group: string; label: string; course: RateCourse };

export type SmallMultiplesWords = RateCourseWords & { groupName: string };

const COLUMN_WIDTH_MIN_PX = 190;
const COLUMNS_MAX = 5;
const TITLE_HEIGHT_PX = 18;
const GAP_PX = 14;
const AXIS_WIDTH_PX = 40;
/** Labels and the room to the title below them. */
const AXIS_HEIGHT_PX = 32;
/** With the room between one label and the next. */
const LABEL_WIDTH_PX = 56;

export function smallMultiplesColumns(groups: number, widthPx: number): number {
	const fitting = Math.min(COLUMNS_MAX, Math.max(2, Math.floor(widthPx / COLUMN_WIDTH_MIN_PX)));
	const rows = Math.max(1, Math.ceil(groups / fitting));
	// Rows of the same length: eight stand as four and four rather than as five and three.
	return Math.max(1, Math.ceil(groups / rows));
}

export type SmallMultiplesSettings = TimeSettings & { tone: Tone };

export function smallMultiplesOption(
	groups: readonly CourseGroup[],
	settings: SmallMultiplesSettings,
	words: SmallMultiplesWords,
	theme: ChartTheme,
	size: { widthPx: number; heightPx: number }
): ChartOption {
	const columns = smallMultiplesColumns(groups.length, size.widthPx);
	const rows = Math.max(1, Math.ceil(groups.length / columns));
	const width = (size.widthPx - AXIS_WIDTH_PX - columns * GAP_PX) / columns;
	const height = size.heightPx / rows;
	const places = groups.map((_, index) => ({ column: index % columns, row: Math.floor(index / columns) }));
	const labelsMax = Math.max(2, Math.floor(width / LABEL_WIDTH_PX));
	const max = rateAxisMax(groups.map(({ course }) => course));
	return {
		...frame(theme),
		title: groups.map(({ label }, index) => ({
			text: label,
			left: AXIS_WIDTH_PX + (places[index]?.column ?? 0) * (width + GAP_PX),
			top: (places[index]?.row ?? 0) * height,
			padding: 0,
			textStyle: { ...axisLabel(theme), color: theme.ink, fontWeight: 500, width, overflow: 'truncate' as const }
		})),
		grid: places.map(({ column, row }) => ({
			left: AXIS_WIDTH_PX + column * (width + GAP_PX),
			top: row * height + TITLE_HEIGHT_PX,
			width,
			height: height - TITLE_HEIGHT_PX - AXIS_HEIGHT_PX,
			containLabel: false
		})),
		tooltip: tooltip(groups, settings, words, theme),
		xAxis: groups.map(({ course }, index) => {
			const axis = bucketAxis(course.bucketStartsMs, { ...settings, labelsMax }, words, theme);
			// The last time of a grid would run into the first one of its neighbour.
			const edges = { alignMinLabel: 'left', alignMaxLabel: 'right' } as const;
			return { ...axis, gridIndex: index, axisLabel: { ...axis.axisLabel, ...edges } };
		}),
		yAxis: groups.map((_, index) => {
			const axis = valueAxis(words.axisRate, theme);
			const show = places[index]?.column === 0;
			return { ...axis, gridIndex: index, min: 0, max, interval: max / 2, axisLabel: { ...axis.axisLabel, show } };
		}),
		series: groups.flatMap(({ group, course }, index) =>
			rateCourseSeries(course, settings.tone, theme, { index, prefix: `${group}:` })
		)
	};
}

function tooltip(
	groups: readonly CourseGroup[],
	{ tone }: SmallMultiplesSettings,
	words: SmallMultiplesWords,
	theme: ChartTheme
) {
	return {
		...tooltipBox(theme),
		trigger: 'axis' as const,
		axisPointer: { type: 'line' as const, lineStyle: { color: theme.muted } },
		formatter: (points: unknown) => {
			const [point] = [points].flat() as { axisIndex?: number; dataIndex: number }[];
			const shown = groups[point?.axisIndex ?? 0];
			if (!point || !shown) return '';
			const named = { ...words, bucket: (ms: number) => `${shown.label} · ${words.bucket(ms)}` };
			return describeBucket(shown.course, point.dataIndex, tone, named, theme);
		}
	};
}

export function smallMultiplesTable(groups: readonly CourseGroup[], words: SmallMultiplesWords): ChartTable {
	const tables = groups.map(({ label, course }) => {
		const { baseline: _, ...plain } = course;
		return { label, table: rateCourseTable(plain, words) };
	});
	const columns = tables[0]?.table.columns ?? [];
	return {
		columns: [words.groupName, ...columns],
		rows: tables.flatMap(({ label, table }) => table.rows.map((row) => [label, ...row]))
	};
}
