import { isUtf8 } from 'node:buffer';
import type { ChunkCollector, RecordParser } from './chunk-collector.ts';
import { cellsOf } from './csv-row.ts';
import { bodyTruncated, headerMissing, headerUnusable, malformedCsv } from './ingest.errors.ts';
import { RECORD_BYTES_MAX } from './raw-record.ts';
import type { Problem } from './record-reject.ts';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/** What becomes of the cells of a row; bound to one header. */
export interface RowReader {
	/** The record of the row, or what keeps it from being one. */
	read(cells: readonly string[]): { value: unknown } | { problems: Problem[] };
	/** The part of a row in which a card number must not occur. */
	guardedText(cells: readonly string[], raw: string): string;
}

/** Refuses a header it cannot use by throwing `headerUnusable`. */
export type BindHeader = (header: readonly string[]) => RowReader;

export type CsvShape = { delimiter: string; bindHeader: BindHeader };

type Place = 'cell_start' | 'bare' | 'quoted' | 'quote_in_quoted';

/**
 * RFC 4180 with a header row. Why not a library: a record must be cut off at RECORD_BYTES_MAX without being held, a row
 * that is wrong must cost only itself, and rejects must name physical lines. Its cells are tested against csv-parse.
 */
export class CsvParser implements RecordParser {
	readonly #delimiterByte: number;
	readonly #shape: CsvShape;
	#place: Place = 'cell_start';
	#line = 1;
	#recordLine = 1;
	#kept: Buffer[] = [];
	#recordBytes = 0;
	#isSkipping = false;
	#columns = 0;
	#reader: RowReader | null = null;

	constructor(shape: CsvShape) {
		this.#shape = shape;
		this.#delimiterByte = shape.delimiter.charCodeAt(0);
	}

	push(bytes: Buffer, out: ChunkCollector): void {
		let start = 0;
		let limit = RECORD_BYTES_MAX - this.#recordBytes;
		for (let at = 0; at < bytes.length; at++) {
			const byte = bytes[at] as number;
			if (byte === LINE_FEED && this.#place !== 'quoted') {
				this.#keep(bytes.subarray(start, at));
				this.#endRecord(out);
				start = at + 1;
				limit = at + 1 + RECORD_BYTES_MAX;
				continue;
			}
			this.#step(byte);
			if (at >= limit && !this.#isSkipping) this.#overflow();
		}
		this.#keep(bytes.subarray(start));
	}

	end(out: ChunkCollector): void {
		if (this.#place === 'quoted') throw bodyTruncated(`The quote opened in line ${this.#recordLine} is never closed.`);
		if (this.#recordBytes > 0) this.#endRecord(out);
		if (this.#reader === null) throw headerMissing('The first line of a CSV names its columns; the body has no line.');
	}

	#step(byte: number): void {
		if (byte === LINE_FEED) this.#line += 1;
		if (this.#place === 'quoted') {
			if (byte === QUOTE) this.#place = 'quote_in_quoted';
		} else if (byte === this.#delimiterByte) this.#place = 'cell_start';
		else if (byte === QUOTE && this.#place !== 'bare') this.#place = 'quoted';
		else this.#place = 'bare';
	}

	/** A long line is skipped; an open quote cannot be, because nobody knows where the record was meant to end. */
	#overflow(): void {
		if (this.#place === 'quoted') {
			throw malformedCsv(
				`The quote opened in the record of line ${this.#recordLine} is not closed within ${RECORD_BYTES_MAX} bytes.`
			);
		}
		this.#isSkipping = true;
		this.#kept = [];
	}

	#keep(part: Buffer): void {
		this.#recordBytes += part.length;
		if (!this.#isSkipping && part.length > 0) this.#kept.push(part);
	}

	#endRecord(out: ChunkCollector): void {
		const line = this.#recordLine;
		if (this.#isSkipping) this.#skipped(line, out);
		else if (this.#recordBytes > 0) {
			const bytes = this.#kept.length === 1 ? (this.#kept[0] as Buffer) : Buffer.concat(this.#kept);
			this.#readRecord(bytes, line, out);
		}
		this.#line += 1;
		this.#recordLine = this.#line;
		this.#kept = [];
		this.#recordBytes = 0;
		this.#isSkipping = false;
		this.#place = 'cell_start';
	}

	#skipped(line: number, out: ChunkCollector): void {
		if (this.#reader === null)
			throw headerUnusable(`The header is longer than ${RECORD_BYTES_MAX} bytes; lines must end with a line feed.`);
		out.rejectTooLarge(line);
	}

	#readRecord(bytes: Buffer, line: number, out: ChunkCollector): void {
		if (!isUtf8(bytes)) {
			if (this.#reader === null)
				throw headerUnusable(
					'The header is not UTF-8; say charset=gb18030 (or gbk) in the Content-Type if the text is encoded so.'
				);
			out.rejectNotUtf8(line);
			return;
		}
		const text = bytes.toString('utf8');
		const raw = text.endsWith('\r') ? text.slice(0, -1) : text;
		if (raw.trim() === '') return;
		const cells = cellsOf(raw, this.#shape.delimiter);
		if (this.#reader === null) this.#readHeader(cells, raw);
		else this.#readRow(this.#reader, cells, raw, line, out);
	}

	#readHeader(cells: string[] | null, raw: string): void {
		if (cells === null) throw headerUnusable('The quotes of the header do not balance.');
		if (raw.includes('\r'))
			throw headerUnusable(
				'Lines must end with a line feed, or with carriage return and line feed; here a carriage return stands alone.'
			);
		this.#reader = this.#shape.bindHeader(cells);
		this.#columns = cells.length;
	}

	#readRow(reader: RowReader, cells: string[] | null, raw: string, line: number, out: ChunkCollector): void {
		if (cells === null) {
			const message = 'has a quote in the wrong place; quote the whole cell and double the quotes inside it';
			out.reject(line, [{ field: null, code: 'record.malformed_csv', message }], raw);
		} else if (cells.length !== this.#columns) {
			const message = `has ${cells.length} cells where the header has ${this.#columns} columns`;
			out.reject(line, [{ field: null, code: 'record.ragged', message }], raw);
		} else {
			const guarded = reader.guardedText(cells, raw);
			const read = reader.read(cells);
			if ('value' in read) out.add(line, read.value, raw, guarded);
			else out.reject(line, read.problems, raw, guarded);
		}
	}
}
