import {
	certificatesOfBinary,
	namesPrivateKey,
	pemOfCertificate,
	PRIVATE_KEY_MESSAGE
} from '../certificates/certificate-files.ts';
import { UnreadableCertificate } from '../certificates/asn1-values.ts';
import type { ChunkCollector, RecordParser } from './chunk-collector.ts';
import { bodyTruncated } from './ingest.errors.ts';
import { RECORD_BYTES_MAX } from './raw-record.ts';

const LINE_FEED = 0x0a;
const BEGIN = /^-----BEGIN ([A-Z0-9 ]{1,40})-----$/;

const NAME_LENGTH_MAX = 200;
const NO_CERTIFICATE_MESSAGE = 'is no certificate; send blocks that begin with -----BEGIN CERTIFICATE-----';
const CERTIFICATE_LABELS = ['CERTIFICATE', 'X509 CERTIFICATE'];
const CHAIN_LABELS = ['PKCS7', 'CMS'];

/** Where a text stands that is itself part of something: all that is found in it has that position and that name. */
export type PemPlace = { readonly position: number; readonly name: string };

/** Any number of PEM blocks; text between them, such as OpenSSL prints, is no record. A record's line is that of its BEGIN. */
export class PemParser implements RecordParser {
	#unfinished = Buffer.alloc(0);
	#line = 0;
	#label: string | null = null;
	#beginLine = 0;
	#block: string[] = [];
	#blockBytes = 0;
	readonly #place: PemPlace | null;

	constructor(place: PemPlace | null = null) {
		this.#place = place;
	}

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
		const label = this.#label ?? '';
		const line = this.#place?.position ?? this.#beginLine;
		this.#label = null;
		if (this.#blockBytes > RECORD_BYTES_MAX) out.rejectTooLarge(line);
		else if (CERTIFICATE_LABELS.includes(label)) addCertificate(out, line, this.#block.join('\n'), this.#place?.name);
		else if (CHAIN_LABELS.includes(label)) this.#addChain(out, line);
		else if (namesPrivateKey(label)) {
			const message = named(PRIVATE_KEY_MESSAGE, this.#place?.name);
			out.reject(line, [{ field: null, code: 'pem.private_key', message }], null);
		} else {
			const message = named(NO_CERTIFICATE_MESSAGE, this.#place?.name);
			out.reject(line, [{ field: null, code: 'pem.not_a_certificate', message }], null);
		}
	}

	#addChain(out: ChunkCollector, line: number): void {
		addBinary(out, line, Buffer.from(this.#block.slice(1, -1).join(''), 'base64'), this.#place?.name);
	}
}

/** Base64 is no place for a card number, but its digits can look like one by chance: the text is not searched. */
function addCertificate(out: ChunkCollector, position: number, pem: string, name?: string): void {
	out.add(position, { pem }, name === undefined ? pem : `# ${name}\n${pem}`, '');
}

/** A certificate in DER, or those of a PKCS#7 chain, as records of one position. */
export function addBinary(out: ChunkCollector, position: number, bytes: Uint8Array, name?: string): void {
	try {
		for (const der of certificatesOfBinary(bytes)) addCertificate(out, position, pemOfCertificate(der), name);
	} catch (error) {
		if (!(error instanceof UnreadableCertificate)) throw error;
		out.reject(position, [{ field: null, code: `pem.${error.code}`, message: named(error.message, name) }], null, name);
	}
}

const named = (message: string, name: string | undefined) =>
	name === undefined ? message : `${name.slice(0, NAME_LENGTH_MAX).toWellFormed()}: ${message}`;
