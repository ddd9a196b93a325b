/** Rows from `first` up to `end`, by their place in the list. */
export type RowWindow = { readonly first: number; readonly end: number };

type Scrolled = {
	readonly scrollTop: number;
	readonly viewportPx: number;
	readonly rowPx: number;
	readonly total: number;
};

/** The rows in sight of a list whose rows are of one height. */
export function rowsInSight({ scrollTop, viewportPx, rowPx, total }: Scrolled): RowWindow {
	const first = Math.min(Math.max(0, Math.floor(scrollTop / rowPx)), Math.max(0, total - 1));
	return { first, end: Math.min(total, Math.max(first + 1, Math.ceil((scrollTop + viewportPx) / rowPx))) };
}

/** With some more on both sides, so that a row is there before it is seen or reached with Tab. */
export function widened({ first, end }: RowWindow, rows: number, total: number): RowWindow {
	return { first: Math.max(0, first - rows), end: Math.min(total, end + rows) };
}

/** Which blocks of so many rows a window touches. */
export function blocksOf({ first, end }: RowWindow, blockRows: number): number[] {
	const [from, to] = [Math.floor(first / blockRows), Math.floor(Math.max(first, end - 1) / blockRows)];
	return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
