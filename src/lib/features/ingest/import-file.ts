// Sending a file from the page to the endpoint of its kind, streamed from the disk and never read into the page.
import { z } from 'zod';
import { ApiError, readProblem } from '#lib/api/errors.ts';

/** What can be imported, and where it goes; the same endpoints that senders use. */
export const IMPORT_KINDS = {
	transaction: { method: 'POST', path: '/api/v1/ingest/transactions' },
	merchant: { method: 'PUT', path: '/api/v1/merchants' },
	terminal: { method: 'PUT', path: '/api/v1/terminals' },
	heartbeat: { method: 'POST', path: '/api/v1/ingest/heartbeats' },
	feeAgreement: { method: 'PUT', path: '/api/v1/fee-agreements' },
	certificate: { method: 'PUT', path: '/api/v1/certificates' },
	firmwareRelease: { method: 'PUT', path: '/api/v1/firmware-releases' },
	firmwareCampaign: { method: 'PUT', path: '/api/v1/firmware-campaigns' },
	expiry: { method: 'PUT', path: '/api/v1/expiries' },
	notice: { method: 'PUT', path: '/api/v1/notices' }
} as const;

export type ImportKind = keyof typeof IMPORT_KINDS;
export const IMPORT_KIND_NAMES = Object.keys(IMPORT_KINDS) as ImportKind[];

/** The kind that an address names; undefined when it names none. */
export function importKind(text: string | null): ImportKind | undefined {
	return IMPORT_KIND_NAMES.find((name) => name === text);
}

const answerSchema = z.object({
	batchId: z.string(),
	received: z.number(),
	accepted: z.number(),
	duplicates: z.number(),
	rejected: z.number(),
	errors: z.array(z.object({ line: z.number(), field: z.string().nullable(), code: z.string(), message: z.string() })),
	ignoredFields: z.array(z.string()).default([])
});

export type ImportAnswer = z.output<typeof answerSchema>;

/** A body that was broken off on its way; `answer` tells what was stored until then. */
export class BrokenOffError extends ApiError {
	readonly answer: ImportAnswer;

	constructor(problem: ApiError, answer: ImportAnswer) {
		const { code, detail, issues, message, requestId } = problem;
		super(problem.status, { code, detail, issues, title: message, ...(requestId && { requestId }) });
		this.name = 'BrokenOffError';
		this.answer = answer;
	}
}

/** Certificates themselves; they do not say whose they are, so the form asks. A `.crt` may hold DER or PEM: the server looks. */
const CERTIFICATE_TYPES: readonly [ending: RegExp, type: string][] = [
	[/\.pem$/i, 'application/x-pem-file'],
	[/\.(crt|cer|der|p7b|p7c)$/i, 'application/pkix-cert'],
	[/\.zip$/i, 'application/zip']
];
const TYPES_BY_ENDING: readonly [ending: RegExp, type: string][] = [
	[/\.(ndjson|jsonl)(\.gz)?$/i, 'application/x-ndjson'],
	[/\.json(\.gz)?$/i, 'application/json'],
	[/\.csv(\.gz)?$/i, 'text/csv']
];
const FILE_ENDINGS = '.ndjson,.jsonl,.json,.csv,.gz';
const CERTIFICATE_ENDINGS = '.pem,.crt,.cer,.der,.p7b,.p7c,.zip';

/** What the browser offers to choose from. */
export const fileEndings = (kind: ImportKind) =>
	kind === 'certificate' ? `${CERTIFICATE_ENDINGS},${FILE_ENDINGS}` : FILE_ENDINGS;

/** Browsers name few of these types: the ending of the file's name decides. Null when it is none that can be imported. */
export function typeOfFile(name: string, kind: ImportKind): { contentType: string; isGzip: boolean } | null {
	const types = holdsCertificates(name, kind) ? CERTIFICATE_TYPES : TYPES_BY_ENDING;
	const found = types.find(([ending]) => ending.test(name));
	return found ? { contentType: found[1], isGzip: /\.gz$/i.test(name) } : null;
}

/** Whether it is a file of certificates themselves, and not of records that tell of them. */
export const holdsCertificates = (name: string, kind: ImportKind) =>
	kind === 'certificate' && CERTIFICATE_TYPES.some(([ending]) => ending.test(name));

/** Whose the certificates of a file are; the API's own names. */
export const CERTIFICATE_OWNER_FIELDS = ['terminalId', 'acquirerId', 'vendor'] as const;
export type CertificateOwnerField = (typeof CERTIFICATE_OWNER_FIELDS)[number];

export type Sending = {
	kind: ImportKind;
	file: File;
	dryRun: boolean;
	/** For a file of certificates themselves. */
	owner?: { field: CertificateOwnerField; code: string } | undefined;
	/** The batch whose rejected records the file holds, corrected. */
	corrects?: string | undefined;
	/** The proportion of the file that has left this computer. */
	onProgress: (share: number) => void;
	signal: AbortSignal;
};

/** XMLHttpRequest because fetch does not tell how much of a body has been sent. */
export async function sendFile(sending: Sending): Promise<ImportAnswer> {
	const { kind, file, dryRun, owner, corrects, onProgress, signal } = sending;
	const type = typeOfFile(file.name, kind);
	if (!type) throw new TypeError(`no type for ${file.name}`);
	const { method, path } = IMPORT_KINDS[kind];
	const request = new XMLHttpRequest();
	const answer = new Promise<Response>((resolve, reject) => {
		request.onload = () => {
			const headers = { 'x-request-id': request.getResponseHeader('x-request-id') ?? '' };
			resolve(new Response(request.responseText, { status: request.status, headers }));
		};
		request.onerror = () => reject(new TypeError('The server cannot be reached'));
		request.onabort = () => reject(new DOMException('Given up', 'AbortError'));
	});
	request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
	request.upload.onload = () => onProgress(1);
	signal.addEventListener('abort', () => request.abort(), { once: true });
	const query = new URLSearchParams({
		...(dryRun && { dryRun: 'true' }),
		...(corrects && { corrects }),
		...(owner && { [owner.field]: owner.code })
	});
	request.open(method, query.size > 0 ? `${path}?${query.toString()}` : path);
	request.setRequestHeader('content-type', type.contentType);
	if (type.isGzip) request.setRequestHeader('content-encoding', 'gzip');
	request.send(file);
	return readAnswer(await answer);
}

/** The counts of a good answer; anything else is thrown, with the counts when the body was broken off half way. */
export async function readAnswer(answer: Response): Promise<ImportAnswer> {
	if (answer.ok) return answerSchema.parse(await answer.json());
	const counts = answerSchema.safeParse(
		await answer
			.clone()
			.json()
			.catch(() => null)
	);
	const problem = await readProblem(answer);
	throw counts.success ? new BrokenOffError(problem, counts.data) : problem;
}
