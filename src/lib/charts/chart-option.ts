import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { AriaComponentOption, GridComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';

/** What our charts may consist of; anything else is not in the bundle. */
export type ChartOption = ComposeOption<
	BarSeriesOption | LineSeriesOption | AriaComponentOption | GridComponentOption | TooltipComponentOption
>;

/** The same numbers as a chart shows, for screen readers, for copying, and for whoever likes rows. */
export type ChartTable = {
	columns: readonly string[];
	rows: readonly (readonly string[])[];
};
