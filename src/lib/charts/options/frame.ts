// What all charts share: margins, axes, the box of the tooltip. A builder adds what it shows.
import type { TooltipComponentOption } from 'echarts/components';
import type { Bucket } from '#lib/domain/time-windows.ts';
import type { ChartFigure, ChartOption } from '../chart-option.ts';
import type { ChartTheme } from '../theme.ts';
import type { TimeWords } from './chart-words.ts';
import { axisTicks } from './time-axis.ts';

export const NOTHING: ChartFigure = { text: '–', value: null };

export const GRID = { left: 4, right: 8, top: 12, bottom: 4, containLabel: true };

export function frame(theme: ChartTheme): Pick<ChartOption, 'animation' | 'textStyle'> {
	return { animation: false, textStyle: { fontFamily: theme.fontFamily } };
}

export function axisLabel(theme: ChartTheme) {
	return { color: theme.muted, fontFamily: theme.fontFamily, fontSize: 11 };
}

export type TimeSettings = {
	bucket: Bucket;
	zone: string;
	/** Left out: as many labels as a chart of the usual width has room for. */
	labelsMax?: number;
};

/** One category per bucket, labelled at round times of the fleet's clocks. */
export function bucketAxis(
	startsMs: readonly number[],
	{ bucket, zone, labelsMax }: TimeSettings,
	words: Pick<TimeWords, 'tick'>,
	theme: ChartTheme
) {
	const ticks = axisTicks(startsMs, bucket, zone, labelsMax);
	return {
		type: 'category' as const,
		data: startsMs.map(String),
		axisLine: { lineStyle: { color: theme.line } },
		axisTick: { show: false },
		axisLabel: {
			...axisLabel(theme),
			interval: (index: number) => ticks.has(index),
			formatter: (_: string, index: number) => {
				const tick = ticks.get(index);
				return tick ? words.tick(tick) : '';
			},
			hideOverlap: true,
			showMaxLabel: null
		}
	};
}

export function valueAxis(format: (value: number) => string, theme: ChartTheme) {
	return {
		type: 'value' as const,
		// Said for all: options are merged, and what is left out would stay as it was.
		minInterval: 0,
		splitLine: { lineStyle: { color: theme.line } },
		axisLabel: { ...axisLabel(theme), formatter: (value: number) => format(value) },
		splitNumber: 4
	};
}

/** Categories as they come, the first at the top or left. */
export function namesAxis(names: readonly string[], theme: ChartTheme) {
	return {
		type: 'category' as const,
		data: [...names],
		axisLine: { show: false },
		axisTick: { show: false },
		splitLine: { show: false },
		axisLabel: { ...axisLabel(theme), interval: 0 }
	};
}

export function tooltipBox(theme: ChartTheme): TooltipComponentOption {
	return {
		confine: true,
		backgroundColor: theme.raised,
		borderColor: theme.line,
		padding: [8, 12],
		textStyle: { color: theme.ink, fontFamily: theme.fontFamily, fontSize: 12 }
	};
}

/** A tooltip for everything above one place of the x axis. */
export function bucketTooltip(theme: ChartTheme, textOf: (index: number) => string): TooltipComponentOption {
	return {
		...tooltipBox(theme),
		trigger: 'axis',
		axisPointer: { type: 'shadow', shadowStyle: { color: theme.line, opacity: 0.5 } },
		formatter: (points) => textOf((Array.isArray(points) ? points[0] : points)?.dataIndex ?? 0)
	};
}

/** A tooltip for the one item under the pointer. */
export function itemTooltip(
	theme: ChartTheme,
	textOf: (index: number, seriesId: string) => string
): TooltipComponentOption {
	return {
		...tooltipBox(theme),
		trigger: 'item',
		formatter: (point) => {
			const only = Array.isArray(point) ? point[0] : point;
			return only ? textOf(only.dataIndex, only.seriesId ?? '') : '';
		}
	};
}

export type TooltipLine = { name: string; value: string; colour?: string };

export function tooltipText(heading: string, lines: readonly TooltipLine[], theme: ChartTheme): string {
	const square = (colour: string) =>
		`<span style="display:inline-block;width:9px;height:9px;border-radius:2px;margin-right:7px;background:${colour}"></span>`;
	return [
		`<div style="margin-bottom:4px;color:${theme.muted}">${escapeHtml(heading)}</div>`,
		...lines.map(
			({ name, value, colour }) =>
				`<div style="display:flex;gap:16px;justify-content:space-between;align-items:center"><span>${colour ? square(colour) : ''}${escapeHtml(name)}</span><b style="font-variant-numeric:tabular-nums">${escapeHtml(value)}</b></div>`
		)
	].join('');
}

/** Names come from whoever sends data: in the HTML of a tooltip they are text. */
function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A moment in a table; in files it is the instant itself. */
export function momentFigure(ms: number, words: Pick<TimeWords, 'bucket'>): ChartFigure {
	return { text: words.bucket(ms), value: new Date(ms).toISOString() };
}

/** A number with its words; null where there is none. */
export function figure(value: number | null, format: (value: number) => string): ChartFigure {
	return value === null ? NOTHING : { text: format(value), value };
}
