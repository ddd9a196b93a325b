/**
 * The cells of one CSV record, RFC 4180; null when the quotes around a cell do not balance. A quote inside a bare cell, which
 * the standard forbids, is taken as it stands: it can only mean inches or arc seconds.
 */
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
			cells.push(record.slice(at, end));
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
