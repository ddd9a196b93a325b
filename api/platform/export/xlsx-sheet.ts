// One worksheet, as pieces of XML while its rows come in.
import type { CellType, Field } from './columns.ts';
import type { LocalClock } from './local-clock.ts';
import { columnName, textCell, xlsxCell } from './xlsx-cells.ts';
import { CELL_STYLES } from './xlsx-styles.ts';

/** Of a worksheet, its headings included. */
export const SHEET_ROWS_MAX = 1_048_576;

const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`;
const FROZEN_HEADINGS =
	'<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';

/** Characters; the rows that come are not known when the widths are written. */
const WIDTHS: Record<CellType, number> = {
	text: 24,
	identifier: 18,
	integer: 11,
	decimal: 11,
	proportion: 11,
	amount: 14,
	instant: 20,
	date: 12,
	boolean: 9
};
const WIDTH_MAX = 48;

export async function* rowsSheet<Item>(
	chunks: AsyncIterable<readonly Item[]>,
	fields: readonly Field<Item>[],
	clock: LocalClock
): AsyncGenerator<string> {
	const names = fields.map((_, index) => columnName(index));
	const widths = fields.map(({ heading, type }) => Math.min(Math.max(WIDTHS[type], widthOf(heading) + 4), WIDTH_MAX));
	yield HEAD + FROZEN_HEADINGS + columnsXml(widths) + '<sheetData>' + headingsXml(fields, names);
	let row = 1;
	for await (const items of chunks) {
		let xml = '';
		for (const item of items) {
			row += 1;
			xml += `<row r="${row}">`;
			for (let at = 0; at < fields.length; at += 1) {
				const field = fields[at];
				if (field) xml += xlsxCell(`${names[at]}${row}`, field.type, field.value(item), clock);
			}
			xml += '</row>';
		}
		yield xml;
	}
	yield `</sheetData><autoFilter ref="A1:${names.at(-1) ?? 'A'}${row}"/></worksheet>`;
}

/** What the file says of itself, as names and values. */
export function aboutSheet(lines: readonly (readonly [string, string])[]): string {
	const rows = lines.map(
		([name, value], index) =>
			`<row r="${index + 1}">${textCell(`A${index + 1}`, name, CELL_STYLES.heading)}${textCell(`B${index + 1}`, value)}</row>`
	);
	return `${HEAD}${columnsXml([22, 80])}<sheetData>${rows.join('')}</sheetData></worksheet>`;
}

function headingsXml<Item>(fields: readonly Field<Item>[], names: readonly string[]): string {
	const cells = fields.map((field, index) => textCell(`${names[index]}1`, field.heading, CELL_STYLES.heading));
	return `<row r="1">${cells.join('')}</row>`;
}

function columnsXml(widths: readonly number[]): string {
	const columns = widths.map(
		(width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
	);
	return `<cols>${columns.join('')}</cols>`;
}

/** Chinese characters are as wide as two. */
const widthOf = (text: string) => [...text].reduce((width, sign) => width + (sign > '\u2E80' ? 2 : 1), 0);
