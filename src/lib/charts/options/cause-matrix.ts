// Which cause strikes which group: of the attempts of each group, the share that failed for each cause.
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import type { ChartOption, ChartTable } from '../chart-option.ts';
import type { ChartTheme } from '../theme.ts';
import type { RateWords } from './chart-words.ts';
import { axisLabel, figure, frame, itemTooltip, namesAxis, tooltipText } from './frame.ts';
import { rateLines } from './heat-map.ts';
import { matrixSeries, type MatrixCell } from './matrix-cells.ts';

export type CauseGroup = {
	group: string;
	label: string;
	attempts: number;
	causes: Readonly<Record<FailureCause, number>>;
};

export type CauseMatrixWords = RateWords & { cause: (cause: FailureCause) => string; groupName: string };

const LABEL_WIDTH_MAX_PX = 132;

/** Causes that occur in any of the groups, in the domain's order. */
function occurringCauses(groups: readonly CauseGroup[]): FailureCause[] {
	return FAILURE_CAUSES.filter((cause) => groups.some(({ causes }) => causes[cause] > 0));
}

export function causeMatrixOption(
	groups: readonly CauseGroup[],
	words: CauseMatrixWords,
	theme: ChartTheme
): ChartOption {
	const causes = occurringCauses(groups);
	const cells = groups.flatMap((group, y) =>
		causes.map((cause, x): MatrixCell => {
			const { attempts } = group;
			return { x, y, rate: attempts > 0 ? group.causes[cause] / attempts : null, n: attempts };
		})
	);
	const describe = (index: number) => {
		const [cell, group, cause] = [cells[index], groups[cells[index]?.y ?? -1], causes[cells[index]?.x ?? -1]];
		if (!cell || !group || !cause) return '';
		const failures = { name: words.failures, value: words.count(group.causes[cause]) };
		return tooltipText(`${group.label} · ${words.cause(cause)}`, [failures, ...rateLines(cell, words)], theme);
	};
	const label = axisLabel(theme);
	return {
		...frame(theme),
		grid: { left: 4, right: 12, top: 4, bottom: 4, containLabel: true },
		tooltip: itemTooltip(theme, describe),
		xAxis: {
			...namesAxis(causes.map(words.cause), theme),
			position: 'top',
			axisLabel: { ...label, interval: 0, rotate: 38, width: LABEL_WIDTH_MAX_PX, overflow: 'truncate' }
		},
		yAxis: {
			...namesAxis(
				groups.map((group) => group.label),
				theme
			),
			inverse: true,
			axisLabel: { ...label, interval: 0, width: LABEL_WIDTH_MAX_PX, overflow: 'truncate' }
		},
		series: [matrixSeries('causes', cells, theme.accent, theme)]
	};
}

/** Which cell was pressed: the items of the series go through the groups row by row. */
export function causeOfPoint(
	groups: readonly CauseGroup[],
	index: number
): { group: string; cause: FailureCause } | null {
	const causes = occurringCauses(groups);
	const [group, cause] = [groups[Math.floor(index / causes.length)], causes[index % causes.length]];
	return group && cause ? { group: group.group, cause } : null;
}

export function causeMatrixTable(groups: readonly CauseGroup[], words: CauseMatrixWords): ChartTable {
	const causes = occurringCauses(groups);
	return {
		columns: [words.groupName, words.attempts, ...causes.map(words.cause)],
		rows: groups.map(({ label, attempts, causes: counts }) => [
			label,
			figure(attempts, words.count),
			...causes.map((cause) => figure(counts[cause], words.count))
		])
	};
}
