import { ChunkCollector } from '../reading/chunk-collector.ts';
import { NdjsonParser } from '../reading/ndjson-parser.ts';
import { checkChunk, type ValidChunk } from './read-valid-records.ts';
import type { RecordSpec } from './record-spec.ts';

/**
 * Reads and checks a whole NDJSON body that is in memory already: what the streaming reader does, without the stream. For
 * measuring, and for callers that have no stream. The chunk holds all records, however many.
 */
export function parseAndValidate<Record>(body: Buffer, spec: RecordSpec<Record>, nowMs: number): ValidChunk<Record> {
	const out = new ChunkCollector(spec.provenIdentifiers);
	const parser = new NdjsonParser();
	out.countBytes(body.length);
	parser.push(body, out);
	parser.end(out);
	const all: ValidChunk<Record> = { records: [], rejects: [], rejected: 0, received: 0, bytes: 0, ignoredFields: [] };
	const metFields = new Set<string>();
	while (!out.isEmpty) {
		const chunk = checkChunk(out.take(), spec, { contentType: null, now: nowMs }, metFields);
		for (const record of chunk.records) all.records.push(record);
		for (const reject of chunk.rejects) all.rejects.push(reject);
		for (const field of chunk.ignoredFields) all.ignoredFields.push(field);
		all.rejected += chunk.rejected;
		all.received += chunk.received;
		all.bytes += chunk.bytes;
	}
	return all;
}
