// For tests: bodies cut wherever a test wants, read to their end.
import { AppError } from '#api/platform/errors.ts';
import type { BindHeader } from './csv-parser.ts';
import type { RawRecord } from './raw-record.ts';
import { readRecords } from './read-records.ts';
import type { RecordReject } from './record-reject.ts';

export type Read = { records: RawRecord[]; rejects: RecordReject[]; rejected: number; error: AppError | null };

/** Every column as it is called, every cell as text. */
export const asText: BindHeader = (header) => ({
	read: (cells) => ({ value: Object.fromEntries(header.map((name, at) => [name, cells[at]])) }),
	guardedText: (_, raw) => raw
});

export async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
	let start = 0;
	for (let at = 0; start < bytes.length; at++) {
		const size = Math.max(1, sizes[at % sizes.length] ?? bytes.length);
		yield bytes.subarray(start, start + size);
		start += size;
	}
}

export async function read(
	body: string | Uint8Array,
	options: { type?: string; encoding?: string; sizes?: readonly number[]; delimiter?: string } = {}
): Promise<Read> {
	const bytes = typeof body === 'string' ? Buffer.from(body) : body;
	const result: Read = { records: [], rejects: [], rejected: 0, error: null };
	try {
		const chunks = readRecords(cut(bytes, options.sizes ?? [bytes.length]), {
			contentType: options.type ?? 'application/x-ndjson',
			contentEncoding: options.encoding ?? null,
			csv: { delimiter: options.delimiter ?? ',', bindHeader: asText },
			allowsCertificates: true
		});
		for await (const chunk of chunks) {
			result.records.push(...chunk.records);
			result.rejects.push(...chunk.rejects);
			result.rejected += chunk.rejected;
		}
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		result.error = error;
	}
	return result;
}

export const valuesOf = ({ records }: Read) => records.map((record) => record.value);
export const problemsOf = ({ rejects }: Read) => rejects.map(({ line, code }) => [line, code]);
