// When in the week things fail: weekday by hour of the fleet's clocks.
import type { Tone } from '#lib/ui/tones.ts';
import type { ChartOption, ChartTable } from '../chart-option.ts';
import type { ChartTheme } from '../theme.ts';
import type { RateWords } from './chart-words.ts';
import { axisLabel, figure, frame, itemTooltip, namesAxis, tooltipText } from './frame.ts';
import { matrixSeries, SHADED_ATTEMPTS_MIN, type MatrixCell } from './matrix-cells.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
/** Every hour would not fit on a telephone. */
const LABELLED_HOURS = 3;

/** `weekday` 0 is Monday; `rate` is null where nothing was attempted. */
export type RhythmCell = { weekday: number; hour: number; rate: number | null; n: number };

export type HeatMapWords = RateWords & {
	weekday: (weekday: number) => string;
	hour: (hour: number) => string;
	weekdayName: string;
	hourName: string;
};

/** All 168 cells in order, whichever the rows name. */
export function allCells(rows: readonly RhythmCell[]): MatrixCell[] {
	const byPlace = new Map(rows.map((row) => [row.weekday * 24 + row.hour, row]));
	return WEEKDAYS.flatMap((weekday) =>
		HOURS.map((hour) => {
			const row = byPlace.get(weekday * 24 + hour);
			return { x: hour, y: weekday, rate: row?.rate ?? null, n: row?.n ?? 0 };
		})
	);
}

export function heatMapOption(
	rows: readonly RhythmCell[],
	settings: { tone: Tone },
	words: HeatMapWords,
	theme: ChartTheme
): ChartOption {
	const cells = allCells(rows);
	return {
		...weekGrid(words, theme),
		tooltip: itemTooltip(theme, (index) => describeCell(cells[index], words, theme)),
		series: [matrixSeries('rhythm', cells, theme.tones[settings.tone], theme)]
	};
}

/** The hours of a day from left to right, the days of a week from above. */
export function weekGrid(words: HeatMapWords, theme: ChartTheme): ChartOption {
	return {
		...frame(theme),
		grid: { left: 4, right: 4, top: 4, bottom: 4, containLabel: true },
		xAxis: {
			...namesAxis(HOURS.map(words.hour), theme),
			axisLabel: { ...axisLabel(theme), interval: (hour: number) => hour % LABELLED_HOURS === 0 }
		},
		yAxis: { ...namesAxis(WEEKDAYS.map(words.weekday), theme), inverse: true }
	};
}

function describeCell(cell: MatrixCell | undefined, words: HeatMapWords, theme: ChartTheme): string {
	if (!cell) return '';
	return tooltipText(`${words.weekday(cell.y)} ${words.hour(cell.x)}`, rateLines(cell, words), theme);
}

/** What a shaded, hatched or blank cell means, in words. */
export function rateLines({ rate, n }: Pick<MatrixCell, 'rate' | 'n'>, words: RateWords) {
	if (rate === null) return [{ name: words.noAttempts, value: '' }];
	const attempts = { name: words.attempts, value: words.count(n) };
	const line = { name: words.rateName, value: words.rate(rate) };
	return n < SHADED_ATTEMPTS_MIN
		? [line, attempts, { name: words.tooFew(SHADED_ATTEMPTS_MIN), value: '' }]
		: [line, attempts];
}

export function heatMapTable(rows: readonly RhythmCell[], words: HeatMapWords): ChartTable {
	return {
		columns: [words.weekdayName, words.hourName, words.attempts, words.rateName],
		rows: allCells(rows).map(({ x, y, rate, n }) => [
			words.weekday(y),
			{ text: words.hour(x), value: x },
			figure(n, words.count),
			figure(rate, words.rate)
		])
	};
}
