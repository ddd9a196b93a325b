import { CSV_BOM, csvIdentifier, csvLine, csvText } from '#lib/domain/csv.ts';
import { aboutLines, type About } from './about.ts';
import { fieldsOf, type CellType, type CellValue, type Column, type Language } from './columns.ts';
import type { LocalClock } from './local-clock.ts';

/**
 * RFC 4180 knows no comments, and a line in front of the headings would break every reader. So what the file says of itself is the
 * heading of a last column, which is empty: readers by name or by place are not disturbed by it.
 */
export async function* csvFile<Item>(
	chunks: AsyncIterable<readonly Item[]>,
	columns: readonly Column<Item>[],
	about: About,
	language: Language,
	clock: LocalClock
): AsyncGenerator<string> {
	const fields = fieldsOf(columns, language, about.zone);
	const note = aboutLines(about, language, clock).map(([name, value]) => `${name}: ${value}`);
	yield CSV_BOM + csvLine([...fields.map((field) => csvText(field.heading)), csvText(note.join('; '))]);
	for await (const items of chunks) {
		let text = '';
		for (const item of items) {
			text += csvLine([...fields.map((field) => written(field.type, field.value(item), clock)), '']);
		}
		yield text;
	}
}

function written(type: CellType, value: CellValue, clock: LocalClock): string {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	if (type === 'instant') return clock.text(Date.parse(value));
	return type === 'identifier' ? csvIdentifier(value) : csvText(value);
}
