import { csvTable } from '#lib/domain/csv.ts';
import type { ChartTable } from './chart-option.ts';
import { textsOf, valuesOf } from './table-text.ts';

export function tableCsv({ columns, rows }: ChartTable): string {
	return csvTable(columns, rows.map(valuesOf));
}

/** What a spreadsheet takes from the clipboard; the texts as they are read, since pasting is for people. */
export function tableTsv({ columns, rows }: ChartTable): string {
	const line = (texts: readonly string[]) => texts.map((text) => text.replace(/[\t\r\n]+/g, ' ')).join('\t');
	return [line(columns), ...rows.map((row) => line(textsOf(row)))].join('\n');
}

/** Hands a file to the person, as if they had followed a link to it. */
export function download(name: string, content: Blob | string): void {
	const href = typeof content === 'string' ? content : URL.createObjectURL(content);
	const link = document.createElement('a');
	link.href = href;
	link.download = name;
	link.click();
	if (typeof content !== 'string') setTimeout(() => URL.revokeObjectURL(href));
}
