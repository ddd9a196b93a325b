/**
 * How many rows of a list read differently by now: those whose mark is another one, and those that were not in it. What
 * merely moved within the list is not counted: its place depends on the others.
 */
export function countChangedRows<Row>(
	shown: readonly Row[],
	newest: readonly Row[],
	of: { key: (row: Row) => string; mark: (row: Row) => string }
): number {
	const marks = new Map(shown.map((row) => [of.key(row), of.mark(row)]));
	return newest.filter((row) => marks.get(of.key(row)) !== of.mark(row)).length;
}
