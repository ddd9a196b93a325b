// When in the week things are sold: weekday by hour of the fleet's clocks, the deeper the more attempts.
import type { Tone } from '#lib/ui/tones.ts';
import type { ChartOption, ChartTable } from '../chart-option.ts';
import type { ChartTheme } from '../theme.ts';
import { figure, itemTooltip, tooltipText } from './frame.ts';
import { allCells, weekGrid, type HeatMapWords, type RhythmCell } from './heat-map.ts';
import { matrixSeries, SHADED_ATTEMPTS_MIN } from './matrix-cells.ts';

export type TrafficCell = Pick<RhythmCell, 'weekday' | 'hour' | 'n'>;

const cellsOf = (rows: readonly TrafficCell[]) => allCells(rows.map((row) => ({ ...row, rate: null })));

export function trafficMapOption(
	rows: readonly TrafficCell[],
	settings: { tone: Tone },
	words: HeatMapWords,
	theme: ChartTheme
): ChartOption {
	const cells = cellsOf(rows);
	const busiest = Math.max(1, ...cells.map(({ n }) => n));
	// The depth is that of a share of the busiest hour; a count is certain, so none is too small to be shaded.
	const shares = cells.map(({ x, y, n }) => ({
		x,
		y,
		rate: n === 0 ? null : n / busiest,
		n: n && SHADED_ATTEMPTS_MIN
	}));
	return {
		...weekGrid(words, theme),
		tooltip: itemTooltip(theme, (index) => {
			const { x = 0, y = 0, n = 0 } = cells[index] ?? {};
			const line = n === 0 ? { name: words.noAttempts, value: '' } : { name: words.attempts, value: words.count(n) };
			return tooltipText(`${words.weekday(y)} ${words.hour(x)}`, [line], theme);
		}),
		series: [matrixSeries('traffic', shares, theme.tones[settings.tone], theme)]
	};
}

export function trafficMapTable(rows: readonly TrafficCell[], words: HeatMapWords): ChartTable {
	return {
		columns: [words.weekdayName, words.hourName, words.attempts],
		rows: cellsOf(rows).map(({ x, y, n }) => [
			words.weekday(y),
			{ text: words.hour(x), value: x },
			figure(n, words.count)
		])
	};
}
