// A gigabyte through the front door: the server's memory does not grow with what it is sent.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API } from '#tests/support/app.ts';
import { aTransaction } from '#tests/support/builders.ts';
import { FLEET_KEY } from '#tests/support/principals.ts';
import { freePort, newDataDir, startServer, type ServerProcess } from '#tests/support/server-process.ts';

const BODY_BYTES = 1024 ** 3;
const RECORDS_PER_CHUNK = 100;
/** Fields that we do not know are ignored: they make the body large without asking more of the database than a test can wait for. */
const REMARK = 'nothing that anybody would want to store '.repeat(100);
const SAMPLE_EVERY_CHUNKS = 50;
/** The heap breathes between collections; what grows with the body would be ten times this. */
const GROWTH_MB_MAX = 100;
const TIMEOUT_MS = 300_000;

let folder: Awaited<ReturnType<typeof newDataDir>>;
let server: ServerProcess;

beforeAll(async () => {
	folder = await newDataDir();
	server = startServer({
		PORT: String(await freePort()),
		TILLWATCH_DATA_DIR: folder.dataDir,
		TILLWATCH_LOG_LEVEL: 'warn',
		TILLWATCH_BOOTSTRAP_INGEST_KEY: FLEET_KEY
	});
	await server.ready();
}, TIMEOUT_MS);

afterAll(async () => {
	server.child.kill('SIGTERM');
	await server.ended;
	await folder.remove();
});

function residentMb(pid: number): number {
	const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
	return Number(kilobytes) / 1024;
}

it.skipIf(process.platform !== 'linux')(
	'memory stays flat while 1 GB streams in, and every record of it is counted',
	async () => {
		const sizes: number[] = [];
		let sentBytes = 0;
		let sentRecords = 0;
		let chunks = 0;
		const body = new ReadableStream<Uint8Array>(
			{
				pull(controller) {
					if (sentBytes >= BODY_BYTES) return controller.close();
					const records = Array.from({ length: RECORDS_PER_CHUNK }, (_, index) =>
						JSON.stringify(aTransaction({ id: `gb-${sentRecords + index}`, remark: REMARK }))
					);
					const chunk = new TextEncoder().encode(`${records.join('\n')}\n`);
					sentBytes += chunk.length;
					sentRecords += RECORDS_PER_CHUNK;
					chunks += 1;
					if (chunks % SAMPLE_EVERY_CHUNKS === 0) sizes.push(residentMb(server.child.pid ?? 0));
					controller.enqueue(chunk);
				}
			},
			{ highWaterMark: 1 }
		);
		const request: RequestInit & { duplex: 'half' } = {
			method: 'POST',
			headers: { authorization: `Bearer ${FLEET_KEY}`, 'content-type': 'application/x-ndjson' },
			body,
			duplex: 'half'
		};
		const response = await fetch(`${server.address}${API}/ingest/transactions`, request);
		expect(await response.json()).toMatchObject({ received: sentRecords, accepted: sentRecords, rejected: 0 });
		const quarter = Math.ceil(sizes.length / 4);
		const growthMb = Math.max(...sizes.slice(-quarter)) - Math.max(...sizes.slice(0, quarter * 2));
		expect(growthMb, `resident MB over time: ${sizes.map(Math.round).join(' ')}`).toBeLessThan(GROWTH_MB_MAX);
	},
	TIMEOUT_MS
);
