// A ZIP of certificate files. Its directory stands at its end, so it is held whole, within limits that no honest one reaches.
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { AppError } from '#api/platform/errors.ts';
import { isPem } from '../certificates/certificate-files.ts';
import type { ChunkCollector, RecordParser } from './chunk-collector.ts';
import { fileTooLarge, malformedZip } from './ingest.errors.ts';
import { addBinary, PemParser } from './pem-parser.ts';

const ARCHIVE_BYTES_MAX = 16 * 1024 * 1024;
const ENTRIES_MAX = 20_000;
const ENTRY_BYTES_MAX = 1024 * 1024;
/** Of all entries together, once inflated. */
const INFLATED_BYTES_MAX = 64 * 1024 * 1024;
/** What systems add by themselves, next to the files of a person. */
const CLUTTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$)/;

export class ZipParser implements RecordParser {
	#pieces: Buffer[] = [];
	#length = 0;

	push(bytes: Buffer): void {
		this.#length += bytes.length;
		if (this.#length > ARCHIVE_BYTES_MAX) {
			throw fileTooLarge(`An archive may have ${ARCHIVE_BYTES_MAX} bytes; send several, or one PEM file`);
		}
		this.#pieces.push(bytes);
	}

	/** Positions are those of the entries in the archive, from 1. */
	async end(out: ChunkCollector): Promise<void> {
		try {
			const archive = await fromBufferPromise(Buffer.concat(this.#pieces), { lazyEntries: true });
			if (archive.entryCount > ENTRIES_MAX) throw fileTooLarge(`An archive may hold ${ENTRIES_MAX} files`);
			await readEntries(archive, out);
		} catch (error) {
			if (error instanceof AppError) throw error;
			throw malformedZip('The archive cannot be read; pack it again as a plain ZIP.', { cause: error });
		}
	}
}

async function readEntries(archive: ZipFile, out: ChunkCollector): Promise<void> {
	let position = 0;
	let inflated = 0;
	for await (const entry of archive.eachEntry()) {
		position++;
		if (entry.fileName.endsWith('/') || CLUTTER.test(entry.fileName)) continue;
		inflated += entry.uncompressedSize;
		if (inflated > INFLATED_BYTES_MAX) {
			throw fileTooLarge(`The files of an archive may have ${INFLATED_BYTES_MAX} bytes together`);
		}
		const problem = problemOf(entry);
		if (problem === null) readEntry(await contentOf(archive, entry), position, entry.fileName, out);
		else rejectEntry(out, position, entry.fileName, problem);
	}
}

function problemOf(entry: Entry): string | null {
	if (entry.isEncrypted()) return 'is encrypted; pack it without a password';
	if (entry.uncompressedSize > ENTRY_BYTES_MAX)
		return `is longer than ${ENTRY_BYTES_MAX} bytes, which no certificate is`;
	return null;
}

/** Never more than the entry declares: the library breaks off where a file inflates to more than that. */
async function contentOf(archive: ZipFile, entry: Entry): Promise<Buffer> {
	const pieces: Buffer[] = [];
	for await (const piece of await archive.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
	return Buffer.concat(pieces);
}

function readEntry(bytes: Buffer, position: number, name: string, out: ChunkCollector): void {
	if (!isPem(bytes)) {
		addBinary(out, position, bytes, name);
		return;
	}
	try {
		const parser = new PemParser({ position, name });
		parser.push(bytes, out);
		parser.end(out);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		rejectEntry(out, position, name, error.message);
	}
}

function rejectEntry(out: ChunkCollector, position: number, name: string, message: string): void {
	const problem = {
		field: null,
		code: 'pem.not_a_certificate',
		message: `${name.slice(0, 200).toWellFormed()}: ${message}`
	};
	out.reject(position, [problem], null, name);
}
