import { bodyBytes, type BodySource } from './body-bytes.ts';
import { CertificateFileParser } from './certificate-file-parser.ts';
import { ChunkCollector, type ProvenIdentifiers, type RecordParser } from './chunk-collector.ts';
import { CsvParser, type CsvShape } from './csv-parser.ts';
import { JsonArrayParser } from './json-array-parser.ts';
import { describeBody, type BodyFormat } from './media-type.ts';
import { NdjsonParser } from './ndjson-parser.ts';
import { PemParser } from './pem-parser.ts';
import type { RawChunk } from './raw-record.ts';
import { ZipParser } from './zip-parser.ts';

export type ReadOptions = {
	contentType: string | null;
	contentEncoding?: string | null | undefined;
	/** How rows of a CSV become records. */
	csv: CsvShape;
	/** Whether files that hold certificates themselves (PEM, DER, PKCS#7, a ZIP of them) are taken as well. */
	allowsCertificates?: boolean | undefined;
	provenIdentifiers?: ProvenIdentifiers | undefined;
};

/**
 * Reads a body of any accepted format as chunks of records and rejects, in memory that does not grow with the body.
 * A body that breaks off or makes no sense ends in an AppError, after everything before that place was handed on.
 */
export async function* readRecords(source: BodySource, options: ReadOptions): AsyncGenerator<RawChunk> {
	const description = describeBody(
		options.contentType,
		options.contentEncoding ?? null,
		options.allowsCertificates ?? false
	);
	const parser = parserFor(description.format, options.csv);
	const out = new ChunkCollector(options.provenIdentifiers);
	let failure: unknown;
	try {
		for await (const piece of bodyBytes(source, description)) {
			out.countBytes(piece.length);
			parser.push(piece, out);
			while (out.isFull) yield out.take();
		}
		await parser.end(out);
	} catch (error) {
		failure = error;
	}
	while (!out.isEmpty) yield out.take();
	if (failure !== undefined) throw failure;
}

function parserFor(format: BodyFormat, csv: CsvShape): RecordParser {
	if (format === 'ndjson') return new NdjsonParser();
	if (format === 'json') return new JsonArrayParser();
	if (format === 'csv') return new CsvParser(csv);
	if (format === 'pem') return new PemParser();
	return format === 'zip' ? new ZipParser() : new CertificateFileParser();
}
