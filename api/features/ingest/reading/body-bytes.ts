// From the body as it arrives to plain UTF-8 bytes in small pieces: decompressed, transcoded, without byte order mark.
import { createGunzip, type Gunzip, type ZlibOptions } from 'node:zlib';
import { AppError } from '#api/platform/errors.ts';
import { bodyInterrupted, bodyTruncated, malformedGzip, malformedText, unsupportedCharset } from './ingest.errors.ts';
import type { BodyDescription } from './media-type.ts';

export type BodySource = AsyncIterable<Uint8Array>;

/** Small enough that what is made of one piece never weighs much, however few bytes a record has. */
const PIECE_BYTES_MAX = 64 * 1024;

const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);

export async function* bodyBytes(source: BodySource, description: BodyDescription): AsyncGenerator<Buffer> {
	const received = unbroken(source);
	const plain = description.isGzip ? gunzip(received) : received;
	yield* withoutByteOrderMark(description.charset === 'utf-8' ? plain : transcode(plain, description.charset));
}

/** Cuts into pieces, and turns a sender that went away into a refusal instead of an unexpected failure. */
async function* unbroken(source: BodySource): AsyncGenerator<Buffer> {
	try {
		for await (const chunk of source) {
			const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
			for (let start = 0; start < bytes.length; start += PIECE_BYTES_MAX) {
				yield bytes.subarray(start, start + PIECE_BYTES_MAX);
			}
		}
	} catch (error) {
		if (error instanceof AppError) throw error;
		throw bodyInterrupted('The connection broke before the end of the body. Send it again.', { cause: error });
	}
}

/** All members of a gzip file, one after another. */
async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	// With a mark of one byte the inflater waits for its reader, so a bomb stays small and an error loses nothing before it.
	const inflater = createGunzip({ chunkSize: PIECE_BYTES_MAX, readableHighWaterMark: 1 } as ZlibOptions);
	feed(inflater, source).catch((error: Error) => void inflater.destroy(error));
	try {
		yield* inflater as AsyncIterable<Buffer>;
	} catch (error) {
		if (error instanceof AppError) throw error;
		if (codeOf(error) === 'Z_BUF_ERROR') {
			throw bodyTruncated('The gzip data ends in the middle. Send the whole file again.', { cause: error });
		}
		throw malformedGzip('The gzip data cannot be read, or something else follows it. Compress it again.', {
			cause: error
		});
	} finally {
		// Feeding stops by itself with the next piece; waiting for it here would wait for a sender that may never send again.
		inflater.destroy();
	}
}

/** Ends the inflater only once it has taken in all before: data that comes together with the end is lost when the end is too early. */
async function feed(inflater: Gunzip, source: AsyncIterable<Buffer>): Promise<void> {
	let giveUp = (_isTaken: false): void => {};
	inflater.once('close', () => giveUp(false));
	for await (const piece of source) {
		const isTaken = await new Promise<boolean>((resolve) => {
			giveUp = resolve;
			inflater.write(piece, (error) => resolve(error == null));
		});
		if (!isTaken) return;
	}
	inflater.end();
}

function codeOf(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

async function* transcode(source: AsyncIterable<Buffer>, charset: string): AsyncGenerator<Buffer> {
	const decoder = new TextDecoder(charset, { fatal: true });
	try {
		for await (const piece of source) yield Buffer.from(decoder.decode(piece, { stream: true }));
		yield Buffer.from(decoder.decode());
	} catch (error) {
		if (error instanceof AppError) throw error;
		throw malformedText(`The body is not ${charset}, although its Content-Type says so.`, { cause: error });
	}
}

async function* withoutByteOrderMark(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let head: Buffer | null = Buffer.alloc(0);
	for await (const piece of source) {
		if (head === null) {
			yield piece;
			continue;
		}
		head = Buffer.concat([head, piece]);
		if (head.length < UTF8_BOM.length) continue;
		yield afterByteOrderMark(head);
		head = null;
	}
	if (head !== null && head.length > 0) yield afterByteOrderMark(head);
}

function afterByteOrderMark(head: Buffer): Buffer {
	const mark = head.length >= 2 ? head.readUInt16BE(0) : 0;
	if (mark === 0xfeff || mark === 0xfffe)
		throw unsupportedCharset('This is UTF-16. Save it as UTF-8 and send it again.');
	return head.subarray(0, UTF8_BOM.length).equals(UTF8_BOM) ? head.subarray(UTF8_BOM.length) : head;
}
