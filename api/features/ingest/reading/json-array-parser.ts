import { isUtf8 } from 'node:buffer';
import type { ChunkCollector, RecordParser } from './chunk-collector.ts';
import { bodyTruncated, malformedJson } from './ingest.errors.ts';
import { parseRecord } from './parse-record.ts';
import { RECORD_BYTES_MAX } from './raw-record.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

function isSpace(byte: number): boolean {
	return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * A JSON array whose elements are records. It only finds where an element ends, by nesting and quotes, so that it holds one
 * element at a time; JSON.parse then judges the element. The line of a record is its position in the array, from 1.
 */
export class JsonArrayParser implements RecordParser {
	#place: 'before' | 'inside' | 'after' = 'before';
	#position = 1;
	#depth = 0;
	#isInString = false;
	#isEscaped = false;
	#hasContent = false;
	#hasComma = false;
	#kept: Buffer[] = [];
	#elementBytes = 0;

	push(bytes: Buffer, out: ChunkCollector): void {
		let elementStart = 0;
		for (let at = 0; at < bytes.length; at++) {
			const byte = bytes[at] as number;
			if (this.#place !== 'inside') {
				this.#outside(byte);
				elementStart = at + 1;
			} else if (this.#isInString) {
				if (this.#isEscaped) this.#isEscaped = false;
				else if (byte === BACKSLASH) this.#isEscaped = true;
				else if (byte === QUOTE) this.#isInString = false;
			} else if (this.#depth === 0 && (byte === COMMA || byte === CLOSE_BRACKET)) {
				this.#keep(bytes.subarray(elementStart, at));
				this.#endElement(byte, out);
				elementStart = at + 1;
			} else this.#structure(byte);
		}
		if (this.#place === 'inside') this.#keep(bytes.subarray(elementStart));
	}

	end(): void {
		if (this.#place === 'after') return;
		if (this.#place === 'before') throw malformedJson('The body is empty; send a JSON array of records: [{…}, {…}].');
		throw bodyTruncated(`The JSON array ends in the middle of element ${this.#position}, before its closing bracket.`);
	}

	#outside(byte: number): void {
		if (isSpace(byte)) return;
		if (this.#place === 'after') throw malformedJson('Something follows the closing bracket of the JSON array.');
		if (byte === OPEN_BRACE) {
			throw malformedJson(
				'The body begins with {: send an array of records [{…}, {…}], or Content-Type application/x-ndjson.'
			);
		}
		if (byte !== OPEN_BRACKET)
			throw malformedJson('The body must begin with [: send a JSON array of records [{…}, {…}].');
		this.#place = 'inside';
	}

	#structure(byte: number): void {
		if (isSpace(byte)) return;
		this.#hasContent = true;
		if (byte === QUOTE) this.#isInString = true;
		else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth += 1;
		else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
			if (this.#depth === 0)
				throw malformedJson(`Element ${this.#position} of the JSON array closes a brace it never opened.`);
			this.#depth -= 1;
		}
	}

	#keep(part: Buffer): void {
		this.#elementBytes += part.length;
		if (this.#elementBytes > RECORD_BYTES_MAX) this.#kept = [];
		else if (part.length > 0) this.#kept.push(part);
	}

	#endElement(separator: number, out: ChunkCollector): void {
		const isEmptyArray = separator === CLOSE_BRACKET && !this.#hasContent && !this.#hasComma;
		if (!this.#hasContent && !isEmptyArray) {
			throw malformedJson(`There is a comma too many in the JSON array at element ${this.#position}.`);
		}
		if (this.#hasContent) this.#readElement(out);
		this.#hasComma = separator === COMMA;
		this.#hasContent = false;
		this.#kept = [];
		this.#elementBytes = 0;
		this.#position += 1;
		if (separator === CLOSE_BRACKET) this.#place = 'after';
	}

	#readElement(out: ChunkCollector): void {
		if (this.#elementBytes > RECORD_BYTES_MAX) {
			out.rejectTooLarge(this.#position);
			return;
		}
		const bytes = this.#kept.length === 1 ? (this.#kept[0] as Buffer) : Buffer.concat(this.#kept);
		if (isUtf8(bytes)) parseRecord(bytes.toString('utf8'), this.#position, out);
		else out.rejectNotUtf8(this.#position);
	}
}
