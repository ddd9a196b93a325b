// What happened to one thing, lane by lane on one time axis: transactions, states, firmware, visits, notices.
import type { CustomSeriesOption } from 'echarts/charts';
import type { Tone } from '#lib/ui/tones.ts';
import type { ChartOption, ChartSpans, ChartTable } from '../chart-option.ts';
import type { ChartTheme } from '../theme.ts';
import type { TimeWords } from './chart-words.ts';
import { axisLabel, frame, itemTooltip, momentFigure, namesAxis, NOTHING, tooltipText } from './frame.ts';
import { axisTicks } from './time-axis.ts';

/** Without an end it happened at once; what still lasts ends with the window. */
export type LaneItem = { id?: string; lane: string; fromMs: number; toMs?: number; tone: Tone; label: string };

export type Lane = { lane: string; label: string };

export type LanesWords = Pick<TimeWords, 'tick' | 'bucket'> & {
	laneName: string;
	what: string;
	from: string;
	to: string;
};

export type LanesSettings = { fromMs: number; toMs: number; zone: string };

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 24 * MS_PER_HOUR;
/** Windows up to this are labelled by the hour. */
const HOURLY_SPAN_MAX_MS = 10 * MS_PER_DAY;
const SPANS = 48;
const BAR_SHARE = 0.56;
const BAR_WIDTH_MIN_PX = 3;
const LABELLED_WIDTH_MIN_PX = 44;
const MARK_RADIUS_PX = 5;

export function lanesOption(
	items: readonly LaneItem[],
	lanes: readonly Lane[],
	settings: LanesSettings,
	words: LanesWords,
	theme: ChartTheme
): ChartOption {
	const rowOf = new Map(lanes.map(({ lane }, index) => [lane, index]));
	const shown = items.filter(
		({ lane, fromMs, toMs }) => rowOf.has(lane) && fromMs < settings.toMs && (toMs ?? fromMs + 1) > settings.fromMs
	);
	const ticks = ticksOf(settings);
	return {
		...frame(theme),
		grid: { left: 4, right: 12, top: 4, bottom: 4, containLabel: true },
		tooltip: itemTooltip(theme, (index) => describeItem(shown[index], lanes, words, theme)),
		xAxis: {
			type: 'value',
			min: settings.fromMs,
			max: settings.toMs,
			axisLine: { show: true, lineStyle: { color: theme.line } },
			axisTick: { show: false },
			splitLine: { show: false },
			axisLabel: {
				...axisLabel(theme),
				customValues: [...ticks.keys()],
				formatter: (ms: number) => {
					const tick = ticks.get(ms);
					return tick ? words.tick(tick) : '';
				},
				hideOverlap: true
			}
		},
		yAxis: {
			...namesAxis(
				lanes.map(({ label }) => label),
				theme
			),
			inverse: true,
			splitLine: { show: true, lineStyle: { color: theme.line } }
		},
		series: [
			{
				id: 'lanes',
				type: 'custom',
				data: shown.map(({ id, lane, fromMs, toMs }) => ({
					...(id === undefined ? {} : { id }),
					value: [
						Math.max(fromMs, settings.fromMs),
						rowOf.get(lane) ?? 0,
						toMs === undefined ? '-' : Math.min(toMs, settings.toMs)
					]
				})),
				encode: { x: [0, 2], y: 1 },
				clip: true,
				renderItem: drawItem(shown, theme)
			}
		]
	};
}

function ticksOf({ fromMs, toMs, zone }: LanesSettings) {
	const isHourly = toMs - fromMs <= HOURLY_SPAN_MAX_MS;
	const hours: number[] = [];
	for (let ms = Math.ceil(fromMs / MS_PER_HOUR) * MS_PER_HOUR; ms <= toMs; ms += MS_PER_HOUR) hours.push(ms);
	if (isHourly) return new Map([...axisTicks(hours, 'hour', zone).values()].map((tick) => [tick.ms, tick]));
	const midnights = [...axisTicks(hours, 'hour', zone).values()].flatMap(({ kind, ms }) =>
		kind === 'day' ? [ms] : []
	);
	return new Map([...axisTicks(midnights, 'day', zone).values()].map((tick) => [tick.ms, tick]));
}

function drawItem(shown: readonly LaneItem[], theme: ChartTheme): NonNullable<CustomSeriesOption['renderItem']> {
	return (params, api) => {
		const item = shown[params.dataIndex];
		if (!item) return null;
		const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
		const style = { fill: theme.tones[item.tone], stroke: theme.surface, lineWidth: 1 };
		if (item.toMs === undefined) {
			return { type: 'circle', shape: { cx: x, cy: y, r: MARK_RADIUS_PX }, style };
		}
		const [end = x] = api.coord([api.value(2), api.value(1)]);
		const [, laneHeight = 0] = (api.size?.([0, 1]) ?? []) as number[];
		const height = laneHeight * BAR_SHARE;
		const width = Math.max(BAR_WIDTH_MIN_PX, end - x);
		return {
			type: 'rect',
			shape: { x, y: y - height / 2, width, height, r: 2 },
			style,
			// Colour never stands alone: what is wide enough says what it is.
			...(width < LABELLED_WIDTH_MIN_PX
				? {}
				: {
						textContent: {
							type: 'text',
							style: {
								text: item.label,
								fill: theme.surface,
								fontFamily: theme.fontFamily,
								fontSize: 11,
								width: width - 8,
								overflow: 'truncate'
							}
						},
						textConfig: { position: 'insideLeft', distance: 4 }
					})
		};
	};
}

function describeItem(
	item: LaneItem | undefined,
	lanes: readonly Lane[],
	words: LanesWords,
	theme: ChartTheme
): string {
	if (!item) return '';
	const lane = lanes.find((each) => each.lane === item.lane)?.label ?? item.lane;
	return tooltipText(
		lane,
		[
			{ name: item.label, value: '', colour: theme.tones[item.tone] },
			{ name: words.from, value: words.bucket(item.fromMs) },
			...(item.toMs === undefined ? [] : [{ name: words.to, value: words.bucket(item.toMs) }])
		],
		theme
	);
}

/** Oldest first, as it happened. */
export function lanesTable(items: readonly LaneItem[], lanes: readonly Lane[], words: LanesWords): ChartTable {
	const labelOf = new Map(lanes.map(({ lane, label }) => [lane, label]));
	return {
		columns: [words.from, words.to, words.laneName, words.what],
		rows: items
			.toSorted((one, other) => one.fromMs - other.fromMs)
			.map(({ lane, fromMs, toMs, label }) => [
				momentFigure(fromMs, words),
				toMs === undefined ? NOTHING : momentFigure(toMs, words),
				labelOf.get(lane) ?? lane,
				label
			])
	};
}

/** Equal parts of the window, for choosing a narrower one. */
export function laneSpans({ fromMs, toMs }: LanesSettings, words: Pick<LanesWords, 'bucket'>): ChartSpans {
	const stepMs = (toMs - fromMs) / SPANS;
	const startsMs = Array.from({ length: SPANS }, (_, index) => fromMs + index * stepMs);
	return { kind: 'instants', startsMs, toMs, say: words.bucket };
}
