import { z } from 'zod';
import { readProblem } from '#lib/api/errors.ts';

/** What a fleet manager can import from the page, and where it goes; the rest comes by API key or command line. */
export const IMPORT_KINDS = {
	transaction: { method: 'POST', path: '/api/v1/ingest/transactions' },
	merchant: { method: 'PUT', path: '/api/v1/merchants' },
	terminal: { method: 'PUT', path: '/api/v1/terminals' },
	heartbeat: { method: 'POST', path: '/api/v1/ingest/heartbeats' },
	feeAgreement: { method: 'PUT', path: '/api/v1/fee-agreements' },
	certificate: { method: 'PUT', path: '/api/v1/certificates' },
	firmwareRelease: { method: 'PUT', path: '/api/v1/firmware-releases' },
	notice: { method: 'PUT', path: '/api/v1/notices' }
} as const;

export type ImportKind = keyof typeof IMPORT_KINDS;

const answerSchema = z.object({
	batchId: z.string(),
	received: z.number(),
	accepted: z.number(),
	duplicates: z.number(),
	rejected: z.number(),
	errors: z.array(z.object({ line: z.number(), field: z.string().nullable(), code: z.string(), message: z.string() }))
});

export type ImportAnswer = z.output<typeof answerSchema>;

const TYPES_BY_ENDING: readonly [ending: RegExp, type: string][] = [
	[/\.(ndjson|jsonl)(\.gz)?$/i, 'application/x-ndjson'],
	[/\.json(\.gz)?$/i, 'application/json'],
	[/\.csv(\.gz)?$/i, 'text/csv'],
	[/\.pem$/i, 'application/x-pem-file']
];

/** Browsers name few of these types: the ending of the file's name decides. Null when it is none that can be imported. */
export function typeOfFile(name: string): { contentType: string; isGzip: boolean } | null {
	const found = TYPES_BY_ENDING.find(([ending]) => ending.test(name));
	return found ? { contentType: found[1], isGzip: /\.gz$/i.test(name) } : null;
}

/** Sends the file as it is: it is streamed from the disk, never read into the page. */
export async function sendFile(kind: ImportKind, file: File, dryRun: boolean): Promise<ImportAnswer> {
	const type = typeOfFile(file.name);
	if (!type) throw new TypeError(`no type for ${file.name}`);
	const { method, path } = IMPORT_KINDS[kind];
	const answer = await fetch(dryRun ? `${path}?dryRun=true` : path, {
		method,
		body: file,
		headers: { 'content-type': type.contentType, ...(type.isGzip ? { 'content-encoding': 'gzip' } : {}) }
	});
	if (!answer.ok) throw await readProblem(answer);
	return answerSchema.parse(await answer.json());
}
