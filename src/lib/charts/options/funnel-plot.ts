// The whole fleet at once: rate against attempts, with the limits within which chance alone puts a terminal.
import type { CustomSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type { FunnelZone } from '#lib/domain/funnel-limits.ts';
import type { Tone } from '#lib/ui/tones.ts';
import type { ChartLegendItem, ChartOption, ChartPoint, ChartTable } from '../chart-option.ts';
import { TONE_COLOURS, type ChartTheme } from '../theme.ts';
import type { RateWords } from './chart-words.ts';
import { axisLabel, figure, frame, itemTooltip, tooltipText, valueAxis } from './frame.ts';
import { FUNNEL_ATTEMPTS_MIN, limitCourse, type Funnel, type FunnelOutlier, type LimitCourse } from './funnel-cells.ts';

type OutlierZone = FunnelOutlier['zone'];

export type FunnelWords = RateWords & {
	zone: (zone: FunnelZone) => string;
	/** How many terminals one cell of the density stands for. */
	terminals: (count: number) => string;
	terminalName: string;
	zoneName: string;
	attemptsAxis: string;
	limits95: string;
	limits998: string;
};

/** Shape and place as well as hue: far above is a triangle, above a disc, below a smaller one under the centre. */
const ZONE_MARKS: Readonly<Record<OutlierZone, { tone: Tone; symbol: string; sizePx: number }>> = {
	far_above: { tone: 'terminal', symbol: 'triangle', sizePx: 9 },
	above: { tone: 'business', symbol: 'circle', sizePx: 5 },
	below: { tone: 'approved', symbol: 'circle', sizePx: 4 },
	far_below: { tone: 'approved', symbol: 'circle', sizePx: 6 }
};

/** Drawn from the harmless to the serious, so that what matters lies on top. */
const ZONES: readonly OutlierZone[] = ['below', 'far_below', 'above', 'far_above'];

/** From here on the marks of a zone are drawn as one. */
const LARGE_MIN = 600;

export function outliersIn(funnel: Funnel, zone: OutlierZone): FunnelOutlier[] {
	return funnel.outliers.filter((outlier) => outlier.zone === zone);
}

export function funnelPlotOption(funnel: Funnel, centre: number, words: FunnelWords, theme: ChartTheme): ChartOption {
	const outliers = new Map(ZONES.map((zone) => [zone as string, outliersIn(funnel, zone)]));
	return {
		...frame(theme),
		grid: { left: 4, right: 16, top: 12, bottom: 20, containLabel: true },
		tooltip: itemTooltip(theme, (index, seriesId) => {
			const outlier = outliers.get(seriesId)?.[index];
			return outlier ? describeOutlier(outlier, words, theme) : describeCell(funnel, index, words, theme);
		}),
		dataZoom: [
			// The wheel belongs to the page unless a key says otherwise.
			{ type: 'inside', xAxisIndex: 0, zoomOnMouseWheel: 'ctrl', moveOnMouseMove: true, filterMode: 'none' },
			{ type: 'inside', yAxisIndex: 0, zoomOnMouseWheel: 'ctrl', moveOnMouseMove: true, filterMode: 'none' }
		],
		xAxis: {
			type: 'log',
			logBase: 10,
			min: FUNNEL_ATTEMPTS_MIN,
			max: funnel.attemptsMax,
			name: words.attemptsAxis,
			nameLocation: 'middle',
			nameGap: 22,
			nameTextStyle: axisLabel(theme),
			axisLine: { lineStyle: { color: theme.line } },
			splitLine: { show: false },
			axisLabel: {
				...axisLabel(theme),
				formatter: (value: number) => words.count(Math.round(value)),
				hideOverlap: true
			}
		},
		// The axis holds square roots of rates: they spread the low rates, where nearly all terminals are.
		yAxis: { ...valueAxis((root) => words.axisRate(root * root), theme), min: 0, ...rootScale(funnel, centre) },
		series: [
			density(funnel, theme),
			...limitLines(limitCourse(centre, funnel.attemptsMax), centre, theme),
			...ZONES.map((zone) => marks(zone, outliers.get(zone) ?? [], theme))
		]
	};
}

/** Which terminal was pressed; undefined for a cell of the density, which stands for many. */
export function outlierOfPoint(funnel: Funnel, { seriesId, index }: ChartPoint): FunnelOutlier | undefined {
	return funnel.outliers.filter(({ zone }) => zone === seriesId)[index];
}

/** Steps whose squares are rates that one would write at an axis: 1 %, 4 %, 9 %, 16 % … */
function rootScale({ rateMax }: Funnel, centre: number): { max: number; interval: number } {
	const root = Math.min(1, Math.sqrt(Math.max(rateMax, centre, 0.01)) * 1.05);
	const interval = root > 0.6 ? 0.2 : root > 0.2 ? 0.1 : 0.05;
	const max = Math.ceil(root / interval - 1e-9) * interval;
	return { max: Math.min(1, Number(max.toFixed(2))), interval };
}

function density({ cells }: Funnel, theme: ChartTheme): CustomSeriesOption {
	const countMax = cells.reduce((max, { count }) => Math.max(max, count), 1);
	const opacities = cells.map(({ count }) => 0.12 + 0.6 * (Math.log1p(count) / Math.log1p(countMax)));
	return {
		id: 'density',
		type: 'custom',
		data: cells.map(({ fromAttempts, toAttempts, fromRate, toRate }) => [
			fromAttempts,
			toAttempts,
			Math.sqrt(fromRate),
			Math.sqrt(toRate)
		]),
		encode: { x: [0, 1], y: [2, 3] },
		clip: true,
		renderItem: (params, api) => {
			const [left = 0, bottom = 0] = api.coord([api.value(0), api.value(2)]);
			const [right = 0, top = 0] = api.coord([api.value(1), api.value(3)]);
			return {
				type: 'rect',
				shape: { x: left, y: top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) },
				style: { fill: theme.muted, opacity: opacities[params.dataIndex] ?? 0.12 }
			};
		},
		z: 1
	};
}

function limitLines(course: LimitCourse, centre: number, theme: ChartTheme): LineSeriesOption[] {
	type Stroke = 'solid' | 'dashed';
	const points = (rates: readonly number[]) =>
		rates.map((rate, index) => [course.attempts[index] ?? 0, Math.sqrt(rate)]);
	const line = (
		id: string,
		data: LineSeriesOption['data'] & object,
		type: Stroke,
		width: number
	): LineSeriesOption => ({
		id,
		type: 'line',
		data,
		connectNulls: false,
		symbol: 'none',
		silent: true,
		lineStyle: { color: theme.ink, type, width, opacity: 0.8 },
		z: 2
	});
	// Both limits are one series with a gap between them, so that one entry of the legend hides both.
	const pair = (id: string, low: readonly number[], high: readonly number[], type: Stroke) =>
		line(id, [...points(low), ['-', '-'], ...points(high)], type, 1);
	return [
		line('centre', points(course.attempts.map(() => centre)), 'solid', 2.5),
		pair('limits95', course.low95, course.high95, 'dashed'),
		pair('limits998', course.low998, course.high998, 'solid')
	];
}

function marks(zone: OutlierZone, outliers: readonly FunnelOutlier[], theme: ChartTheme): ScatterSeriesOption {
	const { tone, symbol, sizePx } = ZONE_MARKS[zone];
	return {
		id: zone,
		type: 'scatter',
		// Bare numbers, and one drawing for thousands of marks: panning redraws all of them in every frame.
		data: outliers.map(({ attempts, rate }) => [attempts, Math.sqrt(rate)]),
		large: true,
		largeThreshold: LARGE_MIN,
		symbol,
		symbolSize: sizePx,
		itemStyle: { color: theme.tones[tone], opacity: 0.85 },
		emphasis: { scale: 1.6 },
		progressive: 0,
		z: 3
	};
}

function describeOutlier(outlier: FunnelOutlier, words: FunnelWords, theme: ChartTheme): string {
	const lines = [
		{ name: words.rateName, value: words.rate(outlier.rate), colour: theme.tones[ZONE_MARKS[outlier.zone].tone] },
		{ name: words.failures, value: words.count(outlier.failures) },
		{ name: words.attempts, value: words.count(outlier.attempts) },
		{ name: words.zone(outlier.zone), value: '' }
	];
	return tooltipText(outlier.id, lines, theme);
}

function describeCell(funnel: Funnel, index: number, words: FunnelWords, theme: ChartTheme): string {
	const cell = funnel.cells[index];
	if (!cell) return '';
	const attempts = `${words.count(Math.ceil(cell.fromAttempts))} – ${words.count(Math.floor(cell.toAttempts))}`;
	return tooltipText(
		words.terminals(cell.count),
		[
			{ name: words.attempts, value: attempts },
			{ name: words.rateName, value: words.interval(cell.fromRate, cell.toRate) }
		],
		theme
	);
}

export function funnelLegend(words: Pick<FunnelWords, 'zone' | 'limits95' | 'limits998'>): ChartLegendItem[] {
	const ink = 'var(--color-ink)';
	return [
		...(['far_above', 'above', 'below'] as const).map((zone) => ({
			id: zone,
			label: words.zone(zone),
			colour: `var(${TONE_COLOURS[ZONE_MARKS[zone].tone]})`
		})),
		{ id: 'limits998', label: words.limits998, colour: ink, line: 'solid' },
		{ id: 'limits95', label: words.limits95, colour: ink, line: 'dashed' }
	];
}

/** Those outside of the limits, worst first: how a keyboard reaches them, since each name can be a link. */
export function funnelTable(funnel: Funnel, words: FunnelWords, hrefOf?: (id: string) => string): ChartTable {
	return {
		columns: [words.terminalName, words.attempts, words.failures, words.rateName, words.zoneName],
		rows: outliersByConcern(funnel).map(({ id, attempts, failures, rate, zone }) => [
			hrefOf ? { text: id, value: id, href: hrefOf(id) } : id,
			figure(attempts, words.count),
			figure(failures, words.count),
			figure(rate, words.rate),
			words.zone(zone)
		])
	};
}

/** The rows of the table, in its order. */
export function outliersByConcern(funnel: Funnel): FunnelOutlier[] {
	const rank = new Map([...ZONES].reverse().map((zone, index) => [zone, index]));
	return funnel.outliers.toSorted(
		(one, other) => (rank.get(one.zone) ?? 0) - (rank.get(other.zone) ?? 0) || other.rate - one.rate
	);
}
