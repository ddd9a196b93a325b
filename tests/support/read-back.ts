// Reads exported files with libraries that are not ours.
import { read as readWorkbook, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { unguardedText } from '#lib/domain/csv.ts';

export type Table = { headings: string[]; rows: string[][] };

/** The table of a CSV file without its last column, which holds what the file says of itself. */
export function readCsv(text: string): Table & { note: string } {
	const [headings = [], ...rows] = parse(text, { bom: true, record_delimiter: '\r\n' }) as string[][];
	return {
		headings: headings.slice(0, -1).map(unguardedText),
		rows: rows.map((row) => row.slice(0, -1).map(unguardedText)),
		note: headings.at(-1) ?? ''
	};
}

export type Cell = string | number | boolean | Date | null;

/** Sheets by name, each as rows of cells. */
export function readXlsx(bytes: ArrayBuffer): Map<string, Cell[][]> {
	const workbook = readWorkbook(bytes, { cellDates: true, UTC: true });
	return new Map(
		workbook.SheetNames.map((name) => {
			const sheet = workbook.Sheets[name] ?? {};
			return [name, utils.sheet_to_json<Cell[]>(sheet, { header: 1, defval: null, raw: true, UTC: true })];
		})
	);
}

export function readNdjson(text: string): Record<string, unknown>[] {
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Rows by the headings of their columns. */
export async function readParquet(bytes: ArrayBuffer): Promise<Record<string, unknown>[]> {
	return parquetReadObjects({ file: bytes });
}
