import { isUtf8 } from 'node:buffer';
import type { ChunkCollector, RecordParser } from './chunk-collector.ts';
import { parseRecord } from './parse-record.ts';
import { RECORD_BYTES_MAX } from './raw-record.ts';

const LINE_FEED = 0x0a;

/** One JSON object a line. Holds at most one unfinished line of RECORD_BYTES_MAX; what is longer it lets pass unread. */
export class NdjsonParser implements RecordParser {
	#unfinished: Buffer[] = [];
	#unfinishedBytes = 0;
	#isSkipping = false;
	#line = 1;

	push(bytes: Buffer, out: ChunkCollector): void {
		const lastFeed = bytes.lastIndexOf(LINE_FEED);
		if (lastFeed === -1) {
			this.#keep(bytes);
			return;
		}
		const firstFeed = this.#isSkipping ? bytes.indexOf(LINE_FEED) : -1;
		if (this.#isSkipping) this.#endSkipping(out);
		if (lastFeed > firstFeed) {
			const block = bytes.subarray(firstFeed + 1, lastFeed);
			this.#readBlock(this.#unfinishedBytes === 0 ? block : Buffer.concat([...this.#unfinished, block]), out);
			this.#forget();
		}
		this.#keep(bytes.subarray(lastFeed + 1));
	}

	end(out: ChunkCollector): void {
		if (this.#isSkipping) this.#endSkipping(out);
		else if (this.#unfinishedBytes > 0) this.#readBlock(Buffer.concat(this.#unfinished), out);
		this.#forget();
	}

	#keep(tail: Buffer): void {
		if (this.#isSkipping || tail.length === 0) return;
		this.#unfinishedBytes += tail.length;
		if (this.#unfinishedBytes > RECORD_BYTES_MAX) {
			this.#forget();
			this.#isSkipping = true;
		} else this.#unfinished.push(tail);
	}

	#forget(): void {
		this.#unfinished = [];
		this.#unfinishedBytes = 0;
	}

	#endSkipping(out: ChunkCollector): void {
		out.rejectTooLarge(this.#line);
		this.#line += 1;
		this.#isSkipping = false;
	}

	/** `block` holds whole lines, without the last line feed. */
	#readBlock(block: Buffer, out: ChunkCollector): void {
		if (isUtf8(block)) {
			for (const text of block.toString('utf8').split('\n')) this.#readLine(text, out);
			return;
		}
		let start = 0;
		while (start <= block.length) {
			const feed = block.indexOf(LINE_FEED, start);
			const end = feed === -1 ? block.length : feed;
			this.#readBytes(block.subarray(start, end), out);
			start = end + 1;
		}
	}

	#readBytes(line: Buffer, out: ChunkCollector): void {
		if (isUtf8(line)) {
			this.#readLine(line.toString('utf8'), out);
			return;
		}
		if (line.length > RECORD_BYTES_MAX) out.rejectTooLarge(this.#line);
		else out.rejectNotUtf8(this.#line);
		this.#line += 1;
	}

	#readLine(text: string, out: ChunkCollector): void {
		// A character takes at most three bytes, so only long lines need measuring.
		if (text.length * 3 > RECORD_BYTES_MAX && Buffer.byteLength(text) > RECORD_BYTES_MAX)
			out.rejectTooLarge(this.#line);
		else parseRecord(text, this.#line, out);
		this.#line += 1;
	}
}
