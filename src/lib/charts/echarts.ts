// What ECharts brings to the page: named parts only, loaded as one chunk when the first chart is seen.
import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { DataZoomInsideComponent, GridComponent, TitleComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import type { ChartOption, ChartPoint } from './chart-option.ts';

use([
	BarChart,
	CustomChart,
	LineChart,
	ScatterChart,
	DataZoomInsideComponent,
	GridComponent,
	TitleComponent,
	TooltipComponent,
	CanvasRenderer,
	SVGRenderer
]);

/** Pictures are for documents and slides: twice as many pixels as on the screen. */
const PICTURE_PIXEL_RATIO = 2;

export type OpenedChart = {
	draw(option: ChartOption): void;
	resize(): void;
	close(): void;
	/** Where the x axis puts the first and the last of its values, from the left edge of the chart. */
	xPixels(first: number, last: number): [number, number];
	/** Shows the tooltip of one place, as if the pointer stood there; null takes it away. */
	point(index: number | null): void;
	toPng(background: string): string;
};

/** A chart that fills its element. Series whose ids stay are moved rather than drawn anew. */
export function openChart(element: HTMLElement, onclick?: (point: ChartPoint) => void): OpenedChart {
	const chart: ECharts = init(element, null, { renderer: 'canvas' });
	if (onclick) chart.on('click', (event) => onclick(pointOf(event)));
	return {
		draw: (option) => chart.setOption(option, { replaceMerge: ['series', 'grid', 'xAxis', 'yAxis', 'title'] }),
		resize: () => chart.resize(),
		close: () => chart.dispose(),
		xPixels: (first, last) => [pixelOf(chart, first), pixelOf(chart, last)],
		point: (index) => {
			if (index === null) chart.dispatchAction({ type: 'hideTip' });
			else chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: index });
		},
		toPng: (backgroundColor) => chart.getDataURL({ type: 'png', pixelRatio: PICTURE_PIXEL_RATIO, backgroundColor })
	};
}

function pixelOf(chart: ECharts, value: number): number {
	return Number(chart.convertToPixel({ xAxisIndex: 0 }, value));
}

function pointOf(event: { seriesId?: string; dataIndex: number; data?: unknown }): ChartPoint {
	const item = event.data as { id?: unknown } | null | undefined;
	const id = typeof item === 'object' && typeof item?.id === 'string' ? item.id : null;
	return { seriesId: event.seriesId ?? '', index: event.dataIndex, id };
}

/** The same option as a drawing that keeps its sharpness: for files and for paper. */
export function drawSvg(option: ChartOption, size: { width: number; height: number }): string {
	const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
	chart.setOption(option);
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}
