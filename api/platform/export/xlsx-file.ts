// A workbook that is written while its rows come in: a zip whose entries are streams. Nothing of it is held in memory.
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { aboutLines, type About } from './about.ts';
import { fieldsOf, type Column, type Language, type Words } from './columns.ts';
import type { LocalClock } from './local-clock.ts';
import { xmlText } from './xlsx-cells.ts';
import { aboutSheet, rowsSheet, SHEET_ROWS_MAX } from './xlsx-sheet.ts';
import { STYLES_XML } from './xlsx-styles.ts';

const ABOUT: Words = { en: 'About', zh: '说明' };
const SHEET_NAME_LENGTH_MAX = 28;
/** Rows are alike: more effort makes the file a tenth smaller and takes twice the time. */
const COMPRESSION_LEVEL = 4;

/** The rows first, on as many sheets as they need; then a sheet on what was asked. */
export async function* xlsxFile<Item>(
	chunks: AsyncIterable<readonly Item[]>,
	columns: readonly Column<Item>[],
	about: About,
	language: Language,
	clock: LocalClock,
	sheetRowsMax: number = SHEET_ROWS_MAX
): AsyncGenerator<Uint8Array> {
	const fields = fieldsOf(columns, language, about.zone);
	const dataSheets = Math.max(1, Math.ceil(about.rows / (sheetRowsMax - 1)));
	const parts = partsOf(chunks, sheetRowsMax - 1);
	const zip = new ZipFile();
	const mtime = new Date(about.createdAtMs);
	const add = (name: string, xml: string) =>
		zip.addBuffer(Buffer.from(xml), name, { mtime, compressionLevel: COMPRESSION_LEVEL });
	const open: Readable[] = [];
	for (const [name, xml] of Object.entries(frame(sheetNames(about.title[language], dataSheets, ABOUT[language]))))
		add(name, xml);
	for (let sheet = 1; sheet <= dataSheets; sheet += 1) {
		const options = { mtime, compressionLevel: COMPRESSION_LEVEL };
		zip.addReadStreamLazy(`xl/worksheets/sheet${sheet}.xml`, options, (give) => {
			const stream = Readable.from(utf8(rowsSheet(parts.next(), fields, clock)), { objectMode: false });
			open.push(stream);
			give(null, stream);
		});
	}
	add(`xl/worksheets/sheet${dataSheets + 1}.xml`, aboutSheet(aboutLines(about, language, clock)));
	zip.end();
	const output = zip.outputStream as Readable;
	zip.on('error', (error: Error) => output.destroy(error));
	// A reader who has left hears nothing of what happens to the rest.
	output.on('error', () => {});
	try {
		for await (const bytes of output) yield bytes as Uint8Array;
	} finally {
		for (const stream of open) stream.destroy();
		await parts.close();
	}
}

/** One sequence of chunks cut into parts of at most so many items, each read to its end before the next. */
function partsOf<Item>(chunks: AsyncIterable<readonly Item[]>, itemsMax: number) {
	const source = chunks[Symbol.asyncIterator]();
	let rest: readonly Item[] = [];
	async function* next(): AsyncGenerator<readonly Item[]> {
		for (let room = itemsMax; room > 0;) {
			if (rest.length === 0) {
				const { value, done } = await source.next();
				if (done === true) return;
				rest = value;
			}
			const taken = rest.slice(0, room);
			rest = rest.slice(taken.length);
			room -= taken.length;
			yield taken;
		}
	}
	return { next, close: async () => void (await source.return?.()) };
}

async function* utf8(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
	for await (const text of texts) yield Buffer.from(text);
}

function sheetNames(title: string, dataSheets: number, about: string): string[] {
	const name = title.replace(/[[\]:*?/\\]/g, ' ').slice(0, SHEET_NAME_LENGTH_MAX);
	return [...Array.from({ length: dataSheets }, (_, index) => (index === 0 ? name : `${name} ${index + 1}`)), about];
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** All parts of a workbook but its sheets. */
function frame(names: readonly string[]): Record<string, string> {
	const each = (line: (name: string, number: number) => string) =>
		names.map((name, index) => line(name, index + 1)).join('');
	const stylesId = names.length + 1;
	return {
		'[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/>${each(
			(_, number) =>
				`<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`
		)}</Types>`,
		'_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		'xl/workbook.xml': `${XML}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${DOCUMENT}"><sheets>${each(
			(name, number) => `<sheet name="${xmlText(name)}" sheetId="${number}" r:id="rId${number}"/>`
		)}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each(
			(_, number) =>
				`<Relationship Id="rId${number}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${number}.xml"/>`
		)}<Relationship Id="rId${stylesId}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
		'xl/styles.xml': STYLES_XML
	};
}
