import { isPem } from '../certificates/certificate-files.ts';
import type { ChunkCollector, RecordParser } from './chunk-collector.ts';
import { fileTooLarge } from './ingest.errors.ts';
import { addBinary, PemParser } from './pem-parser.ts';

/** A chain of dozens; PEM with more than that is read as application/x-pem-file, which is streamed. */
const FILE_BYTES_MAX = 1024 * 1024;

/** One file as it lies on a disk: a certificate in DER or PEM, whatever its name said, or a PKCS#7 chain. */
export class CertificateFileParser implements RecordParser {
	#pieces: Buffer[] = [];
	#length = 0;

	push(bytes: Buffer): void {
		this.#length += bytes.length;
		if (this.#length > FILE_BYTES_MAX) {
			throw fileTooLarge(`No certificate is longer than ${FILE_BYTES_MAX} bytes; send PEM with many, or a ZIP`);
		}
		this.#pieces.push(bytes);
	}

	end(out: ChunkCollector): void {
		const bytes = Buffer.concat(this.#pieces);
		if (bytes.length === 0) return;
		if (!isPem(bytes)) addBinary(out, 1, bytes);
		else {
			const parser = new PemParser();
			parser.push(bytes, out);
			parser.end(out);
		}
	}
}
