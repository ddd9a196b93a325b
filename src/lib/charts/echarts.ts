// What ECharts brings to the page: named parts only, loaded as one chunk when the first chart is seen.
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { ChartOption } from './chart-option.ts';

use([BarChart, LineChart, AriaComponent, GridComponent, TooltipComponent, CanvasRenderer]);

/** A chart that fills its element. Series whose ids stay are moved rather than drawn anew. */
export function openChart(element: HTMLElement): { draw(option: ChartOption): void; resize(): void; close(): void } {
	const chart: ECharts = init(element, null, { renderer: 'canvas' });
	return {
		draw: (option) => chart.setOption(option, { replaceMerge: ['series'] }),
		resize: () => chart.resize(),
		close: () => chart.dispose()
	};
}
