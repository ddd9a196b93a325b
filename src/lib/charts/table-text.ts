import type { ChartCell } from './chart-option.ts';

/** A row as it is shown. */
export function textsOf(row: readonly ChartCell[]): string[] {
	return row.map((cell) => (typeof cell === 'string' ? cell : cell.text));
}

/** A row as files take it. */
export function valuesOf(row: readonly ChartCell[]): (number | string | null)[] {
	return row.map((cell) => (typeof cell === 'string' ? cell : cell.value));
}
