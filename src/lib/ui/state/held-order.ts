/**
 * The newest values of a live list in the order that is being read, and how many of its rows would come or change places
 * if it were shown anew. What was loaded beyond the end is added there: it pushes nothing aside.
 */
export function holdOrder<Row>(
	read: readonly Row[],
	newest: readonly Row[],
	keyOf: (row: Row) => string
): { rows: readonly Row[]; moved: number } {
	if (read.every((row, place) => newest[place] !== undefined && keyOf(newest[place]) === keyOf(row))) {
		return { rows: newest, moved: 0 };
	}
	const values = new Map(newest.map((row) => [keyOf(row), row]));
	const known = new Set(read.map(keyOf));
	const added = newest.filter((row, place) => place >= read.length && !known.has(keyOf(row)));
	const come = newest.slice(0, read.length).filter((row) => !known.has(keyOf(row))).length;
	const elsewhere = read.filter(
		(row, place) => newest[place] === undefined || keyOf(newest[place]) !== keyOf(row)
	).length;
	return { rows: [...read.map((row) => values.get(keyOf(row)) ?? row), ...added], moved: come || elsewhere };
}
