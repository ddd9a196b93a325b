// Whether memory stays flat while a gigabyte streams in over HTTP, most of it in fields that nobody keeps.
import { request } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { paymentStream } from './fleet-data.ts';
import { report } from './report.ts';
import { INGEST_KEY, openWorld, type Answer } from './world.ts';

const BODY_BYTES = 1024 ** 3;
const BLOCK_RECORDS = 500;
/** Payments come with this much that is no field of ours: a gigabyte then is about 300 000 payments. */
const IGNORED = 'x'.repeat(3_000);
const SAMPLE_EVERY_MS = 250;
const MIB = 1024 ** 2;

/** What the process may take above what it had after a small body: two chunks under way, and what V8 leaves lying about. */
export const GROWTH_MIB_MAX = 400;
/** Flat: the second half of the body may take no more than noise above the first. */
export const LATE_GROWTH_MIB_MAX = 64;

export type MemoryUse = {
	beforeMib: number;
	growthMib: number;
	/** Peak of the second half less the peak of the first. */
	lateGrowthMib: number;
	accepted: number;
	sent: number;
	seconds: number;
};

export async function memoryBench(): Promise<boolean> {
	const use = await streamGigabyte();
	return report(
		'memory',
		[
			{
				row: '',
				what: 'growth while 1 GiB streams in, MiB',
				value: use.growthMib,
				ask: { atMost: GROWTH_MIB_MAX }
			},
			{
				row: '',
				what: 'second half above first half, MiB',
				value: use.lateGrowthMib,
				ask: { atMost: LATE_GROWTH_MIB_MAX }
			},
			{ row: '', what: 'resident before, MiB', value: use.beforeMib, ask: null },
			{ row: '', what: 'payments taken', value: use.accepted, ask: null },
			{ row: '', what: 'seconds', value: use.seconds, ask: null }
		],
		use
	);
}

/** One body of a gigabyte into an API process of its own, whose memory is looked at all the while. */
export async function streamGigabyte(): Promise<MemoryUse> {
	const world = await openWorld();
	try {
		const { url } = await world.database('memory');
		const { port } = await world.api(url);
		const next = paymentStream({ seed: 7, startMs: Date.now() - 5 * 3_600_000, terminals: 3_000 });
		await send(port, blocks(next, 8 * MIB));
		const residentMib = async () => {
			const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
			return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / MIB;
		};
		const beforeMib = await residentMib();
		const samples: number[] = [];
		const sampling = setInterval(() => void residentMib().then((mib) => samples.push(mib)), SAMPLE_EVERY_MS);
		const startedAt = performance.now();
		const { accepted, received } = await send(port, blocks(next, BODY_BYTES));
		const seconds = (performance.now() - startedAt) / 1000;
		clearInterval(sampling);
		const half = Math.floor(samples.length / 2);
		const lateGrowthMib = Math.max(...samples.slice(half)) - Math.max(...samples.slice(0, half));
		const growthMib = Math.max(...samples) - beforeMib;
		return { beforeMib, growthMib, lateGrowthMib, accepted, sent: received, seconds };
	} finally {
		await world.close();
	}
}

function* blocks(next: ReturnType<typeof paymentStream>, bytesMax: number): Generator<Buffer> {
	for (let bytes = 0; bytes < bytesMax;) {
		const records = next(BLOCK_RECORDS).map((payment) => JSON.stringify({ ...payment, note: IGNORED }));
		const block = Buffer.from(`${records.join('\n')}\n`);
		bytes += block.length;
		yield block;
	}
}

async function send(port: number, body: Iterable<Buffer>): Promise<Answer> {
	const headers = { authorization: `Bearer ${INGEST_KEY}`, 'content-type': 'application/x-ndjson' };
	const outgoing = request({ host: '127.0.0.1', port, method: 'POST', path: '/api/v1/ingest/transactions', headers });
	const answer = new Promise<string>((resolve, reject) => {
		outgoing.on('error', reject);
		outgoing.on('response', (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (part: string) => (text += part));
			response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))));
		});
	});
	await pipeline(Readable.from(body), outgoing);
	return JSON.parse(await answer) as Answer;
}
