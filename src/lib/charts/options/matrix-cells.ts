// Cells of a grid whose depth says a rate. Too few attempts are hatched and pale, none at all is left blank: neither is zero.
import type { CustomSeriesOption } from 'echarts/charts';
import { LEARNING_ATTEMPTS_MAX } from '#lib/domain/terminal-states.ts';
import type { ChartTheme } from '../theme.ts';

/** Fewer attempts than a terminal is judged on carry no colour either. */
export const SHADED_ATTEMPTS_MIN = LEARNING_ATTEMPTS_MAX + 1;

export type MatrixCell = { x: number; y: number; rate: number | null; n: number };

export type CellLook = { kind: 'blank' } | { kind: 'few' } | { kind: 'shaded'; depth: number };

/** The palest shade must still stand apart from the ground. */
const DEPTH_MIN = 0.06;

export function cellLook({ rate, n }: Pick<MatrixCell, 'rate' | 'n'>, rateMax: number): CellLook {
	if (rate === null || n <= 0) return { kind: 'blank' };
	if (n < SHADED_ATTEMPTS_MIN) return { kind: 'few' };
	const share = rateMax > 0 ? Math.min(1, rate / rateMax) : 0;
	return { kind: 'shaded', depth: DEPTH_MIN + (1 - DEPTH_MIN) * share };
}

/** The deepest shade: the largest rate that enough attempts stand behind. */
export function rateMaxOf(cells: readonly Pick<MatrixCell, 'rate' | 'n'>[]): number {
	return cells.reduce((max, { rate, n }) => (n >= SHADED_ATTEMPTS_MIN ? Math.max(max, rate ?? 0) : max), 0);
}

export function matrixSeries(
	id: string,
	cells: readonly MatrixCell[],
	colour: string,
	theme: ChartTheme
): CustomSeriesOption {
	const rateMax = rateMaxOf(cells);
	const looks = cells.map((cell) => cellLook(cell, rateMax));
	return {
		id,
		type: 'custom',
		data: cells.map(({ x, y, rate, n }) => [x, y, rate ?? '-', n]),
		encode: { x: 0, y: 1, tooltip: [2, 3] },
		renderItem: (params, api) => {
			const look = looks[params.dataIndex];
			if (!look) return null;
			const [x = 0, y = 0] = api.coord([api.value(0), api.value(1)]);
			const [width = 0, height = 0] = (api.size?.([1, 1]) ?? []) as number[];
			const shape = { x: x - width / 2 + 1, y: y - height / 2 + 1, width: width - 2, height: height - 2, r: 2 };
			return { type: 'rect', shape, style: styleOf(look, colour, theme) };
		}
	};
}

function styleOf(look: CellLook, colour: string, theme: ChartTheme) {
	switch (look.kind) {
		case 'blank':
			return { fill: 'transparent', stroke: theme.line, lineWidth: 1 };
		case 'few':
			return {
				fill: theme.surface,
				stroke: theme.line,
				lineWidth: 1,
				decal: {
					symbol: 'rect',
					color: theme.line,
					dashArrayX: [1, 0],
					dashArrayY: [1.5, 4],
					rotation: -Math.PI / 4
				}
			};
		case 'shaded':
			return { fill: colour, opacity: look.depth };
	}
}
