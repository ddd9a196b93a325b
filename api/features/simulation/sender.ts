import { setTimeout as delay } from 'node:timers/promises';

/** Where the demo's records go: a Tillwatch of any age and place, through its public API like any customer's system. */
export interface Target {
	/** Its address, such as http://127.0.0.1:3000. */
	readonly url: string;
	readonly apiKey: string;
	readonly signal?: AbortSignal;
	/** How to wait before another try; replaced in tests, which do not sleep. */
	readonly wait?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** What a target answered, added up over all parts. */
export interface SentCounts {
	received: number;
	accepted: number;
	duplicates: number;
	rejected: number;
}

export type Endpoint = readonly [method: 'POST' | 'PUT', path: string];

/** Small enough to be answered within a second, large enough that the answer's cost does not matter. */
const RECORDS_PER_REQUEST = 10_000;

const TRIES_MAX = 8;
const FIRST_WAIT_MS = 500;
const WAIT_MS_MAX = 30_000;

/** The target understood the request and refused it: asking again would not help. */
export class RefusedError extends Error {
	readonly status: number;

	constructor(status: number, detail: string) {
		super(`the target refused the records with status ${status}: ${detail}`);
		this.status = status;
	}
}

/**
 * Sends records in parts, in order, each until it is taken. A part that is sent twice because its answer was lost counts
 * once: the target knows its ids.
 */
export async function sendRecords(target: Target, endpoint: Endpoint, records: Iterable<object>): Promise<SentCounts> {
	const counts: SentCounts = { received: 0, accepted: 0, duplicates: 0, rejected: 0 };
	let lines: string[] = [];
	const flush = async () => {
		if (lines.length === 0) return;
		const body = lines.join('\n');
		lines = [];
		addCounts(counts, await sendUntilTaken(target, endpoint, body));
	};
	for (const record of records) {
		lines.push(JSON.stringify(record));
		if (lines.length >= RECORDS_PER_REQUEST) await flush();
	}
	await flush();
	return counts;
}

async function sendUntilTaken(target: Target, endpoint: Endpoint, body: string): Promise<SentCounts> {
	const wait = target.wait ?? waitFor;
	for (let tries = 1; ; tries++) {
		try {
			return await send(target, endpoint, body);
		} catch (error) {
			if (error instanceof RefusedError || target.signal?.aborted === true || tries >= TRIES_MAX) throw error;
			await wait(Math.min(WAIT_MS_MAX, FIRST_WAIT_MS * 2 ** (tries - 1)), target.signal);
		}
	}
}

async function send({ url, apiKey, signal }: Target, [method, path]: Endpoint, body: string): Promise<SentCounts> {
	const response = await fetch(new URL(`/api/v1${path}`, url), {
		method,
		headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/x-ndjson' },
		body,
		...(signal ? { signal } : {})
	});
	const text = await response.text();
	if (response.ok) return JSON.parse(text) as SentCounts;
	const mayHeal = response.status >= 500 || response.status === 429 || response.status === 408;
	if (mayHeal) throw new Error(`the target answered with status ${response.status}`);
	throw new RefusedError(response.status, text.slice(0, 300));
}

function addCounts(sum: SentCounts, part: SentCounts): void {
	sum.received += part.received;
	sum.accepted += part.accepted;
	sum.duplicates += part.duplicates;
	sum.rejected += part.rejected;
}

/** Waits, or returns at once when the signal says that it is over. */
export async function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
	try {
		await delay(ms, undefined, signal ? { signal } : {});
	} catch (error) {
		if (signal?.aborted !== true) throw error;
	}
}
