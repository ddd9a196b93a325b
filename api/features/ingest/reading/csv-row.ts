/** The cells of one CSV record, RFC 4180; null when its quotes do not balance. */
export function cellsOf(record: string, delimiter: string): string[] | null {
	if (!record.includes('"')) return record.split(delimiter);
	const cells: string[] = [];
	let at = 0;
	for (;;) {
		let end: number;
		if (record[at] === '"') {
			const close = closingQuote(record, at + 1);
			if (close === -1) return null;
			cells.push(record.slice(at + 1, close).replaceAll('""', '"'));
			end = close + 1;
			if (end < record.length && record[end] !== delimiter) return null;
		} else {
			const next = record.indexOf(delimiter, at);
			end = next === -1 ? record.length : next;
			const cell = record.slice(at, end);
			if (cell.includes('"')) return null;
			cells.push(cell);
		}
		if (end >= record.length) return cells;
		at = end + 1;
	}
}

function closingQuote(record: string, from: number): number {
	let at = record.indexOf('"', from);
	while (at !== -1 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
	return at;
}
