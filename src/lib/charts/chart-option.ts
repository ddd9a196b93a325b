import type { BarSeriesOption, CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type {
	DataZoomComponentOption,
	GridComponentOption,
	TitleComponentOption,
	TooltipComponentOption
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

export type ChartSeries = BarSeriesOption | CustomSeriesOption | LineSeriesOption | ScatterSeriesOption;

/** What our charts may consist of; anything else is not in the bundle. */
export type ChartOption = ComposeOption<
	ChartSeries | DataZoomComponentOption | GridComponentOption | TitleComponentOption | TooltipComponentOption
>;

/** A figure as people read it, and as a file or a spreadsheet takes it: without grouping, times as instants. */
export type ChartFigure = { text: string; value: number | string | null; href?: string };

export type ChartCell = string | ChartFigure;

/** The same numbers as a chart shows, for screen readers, for copying, and for whoever likes rows. */
export type ChartTable = {
	columns: readonly string[];
	rows: readonly (readonly ChartCell[])[];
};

/** A series that can be hidden and shown; `colour` is a CSS colour, so that the legend stands before the chart does. */
export type ChartLegendItem = { id: string; label: string; colour: string; line?: 'solid' | 'dashed' | 'dotted' };

/** What was pressed: the item's own id where it has one, else its place. */
export type ChartPoint = { seriesId: string; index: number; id: string | null };

/**
 * The spans along the x axis that can be chosen: where each begins, and where the last one ends. `bands` are categories,
 * drawn around their middle; `instants` lie on a scale of milliseconds.
 */
export type ChartSpans = {
	kind: 'bands' | 'instants';
	startsMs: readonly number[];
	toMs: number;
	/** A start as it is read out to whoever chooses by keyboard. */
	say: (ms: number) => string;
};
