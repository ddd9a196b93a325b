import type { ChunkCollector, RecordParser } from './chunk-collector.ts';
import { bodyTruncated } from './ingest.errors.ts';
import { RECORD_BYTES_MAX } from './raw-record.ts';

const LINE_FEED = 0x0a;
const BEGIN = /^-----BEGIN ([A-Z0-9 ]{1,40})-----$/;

/** Any number of PEM blocks; text between them, such as OpenSSL prints, is no record. A record's line is that of its BEGIN. */
export class PemParser implements RecordParser {
	#unfinished = Buffer.alloc(0);
	#line = 0;
	#label: string | null = null;
	#beginLine = 0;
	#block: string[] = [];
	#blockBytes = 0;

	push(bytes: Buffer, out: ChunkCollector): void {
		let start = 0;
		for (let feed = bytes.indexOf(LINE_FEED); feed !== -1; feed = bytes.indexOf(LINE_FEED, start)) {
			this.#readLine(Buffer.concat([this.#unfinished, bytes.subarray(start, feed)]), out);
			this.#unfinished = Buffer.alloc(0);
			start = feed + 1;
		}
		const rest = Buffer.concat([this.#unfinished, bytes.subarray(start)]);
		// No line of PEM is so long: what is cut here can only be text between blocks, or a block that is refused as too large.
		this.#unfinished = rest.subarray(0, RECORD_BYTES_MAX + 1);
	}

	end(out: ChunkCollector): void {
		if (this.#unfinished.length > 0) this.#readLine(this.#unfinished, out);
		if (this.#label !== null) throw bodyTruncated(`The PEM block that begins in line ${this.#beginLine} has no END.`);
	}

	#readLine(bytes: Buffer, out: ChunkCollector): void {
		this.#line += 1;
		const text = bytes.toString('latin1').trim();
		const label = BEGIN.exec(text)?.[1];
		if (this.#label === null && label === undefined) return;
		if (this.#label === null && label !== undefined) {
			this.#label = label;
			this.#beginLine = this.#line;
			this.#block = [];
			this.#blockBytes = 0;
		}
		this.#blockBytes += bytes.length + 1;
		if (this.#blockBytes > RECORD_BYTES_MAX) this.#block = [];
		else this.#block.push(text);
		if (text === `-----END ${this.#label}-----`) this.#endBlock(out);
	}

	#endBlock(out: ChunkCollector): void {
		const label = this.#label;
		this.#label = null;
		if (this.#blockBytes > RECORD_BYTES_MAX) out.rejectTooLarge(this.#beginLine);
		else if (label === 'CERTIFICATE') {
			const pem = this.#block.join('\n');
			// Base64 is no place for a card number, but its digits can look like one by chance: the text is not searched.
			out.add(this.#beginLine, { pem }, pem, '');
		} else {
			const isKey = label?.includes('PRIVATE KEY') === true;
			const message = isKey
				? 'is a private key, which must never leave its device; send certificates only'
				: 'is no certificate; send blocks that begin with -----BEGIN CERTIFICATE-----';
			out.reject(
				this.#beginLine,
				[{ field: null, code: isKey ? 'pem.private_key' : 'pem.not_a_certificate', message }],
				null
			);
		}
	}
}
