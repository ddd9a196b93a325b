import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runLive, sendHistory, sendMasterData } from './live.ts';
import { RefusedError } from './sender.ts';
import { simulateFleet } from './simulate-fleet.ts';

const TO_MS = Date.parse('2026-06-20T12:00:00+08:00');
const fleet = simulateFleet({ seed: 2, terminals: 80, fromMs: TO_MS - 6 * 3_600_000, toMs: TO_MS });
const idsBetween = (fromMs: number, toMs: number) => [...fleet.transactions(fromMs, toMs)].map(({ id }) => id);

interface Seen {
	endpoint: string;
	authorization: string | undefined;
	records: Record<string, unknown>[];
}

/** A receiver that keeps what it is sent and may be told to fail first. */
let server: Server;
let url: string;
let seen: Seen[];
let failures: number[];

beforeEach(async () => {
	seen = [];
	failures = [];
	server = createServer((request, response) => void receive(request, response));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const body = await text(request);
	const failure = failures.shift();
	if (failure !== undefined) {
		response.writeHead(failure).end('{"code":"test.failure"}');
		return;
	}
	const records = body.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
	seen.push({ endpoint: `${request.method} ${request.url}`, authorization: request.headers.authorization, records });
	const counts = { received: records.length, accepted: records.length, duplicates: 0, rejected: 0 };
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ batchId: '1', ...counts }));
}

afterEach(() => {
	server.closeAllConnections();
	server.close();
});

function transactionIds(): unknown[] {
	return seen
		.filter(({ endpoint }) => endpoint === 'POST /api/v1/ingest/transactions')
		.flatMap(({ records }) => records.map(({ id }) => id));
}

/** A clock that is five seconds further whenever somebody waits, and a live mode that stops at an instant. */
function liveUntil(stopMs: number) {
	const stop = new AbortController();
	let nowMs = TO_MS;
	const waits: number[] = [];
	const absences: unknown[] = [];
	const run = runLive({
		url,
		apiKey: 'secret',
		fleet,
		clock: { now: () => new Date(nowMs) },
		signal: stop.signal,
		sinceMs: TO_MS - 60_000,
		onAbsence: (error) => absences.push(error),
		wait: async (ms) => {
			waits.push(ms);
			nowMs += 5_000;
			if (nowMs > stopMs) stop.abort();
		}
	});
	return { run, waits, absences };
}

describe('runLive', () => {
	it('sends every transaction once, from where history ended', async () => {
		await liveUntil(TO_MS + 400_000).run;
		expect(transactionIds()).toEqual(idsBetween(TO_MS - 60_000, TO_MS + 400_000));
		expect(transactionIds().length).toBeGreaterThan(5);
		expect(seen.some(({ endpoint }) => endpoint === 'POST /api/v1/ingest/heartbeats')).toBe(true);
		expect(seen.every(({ authorization }) => authorization === 'Bearer secret')).toBe(true);
	});

	it('loses nothing while the target is away', async () => {
		failures = [503, 500, 429];
		const { run, waits } = liveUntil(TO_MS + 60_000);
		await run;
		expect(transactionIds()).toEqual(idsBetween(TO_MS - 60_000, TO_MS + 60_000));
		expect(waits.slice(0, 3)).toEqual([500, 1000, 2000]);
	});

	it('goes on when the target comes back after a long time', async () => {
		failures = Array.from({ length: 30 }, () => 503);
		const { run, absences } = liveUntil(TO_MS + 600_000);
		await run;
		expect(failures).toEqual([]);
		expect(absences.length).toBeGreaterThan(2);
		expect(transactionIds()).toEqual(idsBetween(TO_MS - 60_000, TO_MS + 600_000));
	});

	it('gives up when it is refused', async () => {
		failures = [401];
		await expect(liveUntil(TO_MS + 60_000).run).rejects.toThrow(RefusedError);
	});
});

describe('sending a history', () => {
	it('puts master data to its endpoints and posts every transaction in order', async () => {
		await sendMasterData({ url, apiKey: 'secret' }, fleet, fleet.fromMs);
		const sent = await sendHistory({ url, apiKey: 'secret' }, fleet);
		expect(transactionIds()).toEqual(idsBetween(fleet.fromMs, fleet.toMs));
		expect(sent.accepted).toBe(transactionIds().length);
		expect(new Set(seen.map(({ endpoint }) => endpoint))).toEqual(
			new Set([
				'PUT /api/v1/merchants',
				'PUT /api/v1/terminals',
				'PUT /api/v1/fee-agreements',
				'PUT /api/v1/certificates',
				'PUT /api/v1/expiries',
				'PUT /api/v1/firmware-campaigns',
				'PUT /api/v1/firmware-releases',
				'PUT /api/v1/notices',
				'POST /api/v1/ingest/transactions'
			])
		);
	});
});
