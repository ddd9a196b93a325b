import { createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { readValidRecords } from './read-valid-records.ts';
import { transactionSpec } from './transaction.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const MIB = 1024 * 1024;
const GROWTH_BYTES_MAX = 32 * MIB;
const NOW = Date.parse('2026-11-22T00:00:00Z');

const line = (id: number) =>
	`{"id":"t${id}","terminalId":"T1","merchantId":"M1","acquirerId":"A1","occurredAt":"2026-11-20T09:15:00Z","type":"sale",` +
	`"codeProfile":"cup","responseCode":"00","amountMinor":${id},"currency":"CNY"}\n`;

async function* goodLines(bytesMax: number): AsyncGenerator<Buffer> {
	for (let bytes = 0, id = 0; bytes < bytesMax;) {
		const block = Buffer.from(Array.from({ length: 2000 }, () => line((id += 1))).join(''));
		bytes += block.length;
		yield block;
	}
}

async function* oneEndlessLine(bytesMax: number, around: { before: string; after: string }): AsyncGenerator<Buffer> {
	yield Buffer.from(around.before);
	const block = Buffer.alloc(MIB, 'x');
	for (let bytes = 0; bytes < bytesMax; bytes += block.length) yield block;
	yield Buffer.from(around.after);
}

const CSV_HEADER = 'id,terminal_id,merchant_id,acquirer_id,occurred_at,type,code_profile,amount_minor,currency';
const CSV_ROW = 't1,T1,M1,A1,2026-11-20T09:15:00Z,sale,cup,100,CNY';

/** A good record, an endless one, a good record. */
const AROUND: Record<string, { before: string; after: string }> = {
	'application/x-ndjson': { before: line(1), after: `\n${line(2)}` },
	'application/json': { before: `[${line(1)},"`, after: `",${line(2)}]` },
	'text/csv': { before: `${CSV_HEADER}\n${CSV_ROW}\n`, after: `\n${CSV_ROW}\n` }
};

/** Reads a body to its end; how far live memory rose while it was read. */
async function readThrough(body: AsyncIterable<Uint8Array>, contentType: string, contentEncoding: string | null) {
	const used = () => {
		collectGarbage();
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		return heapUsed + arrayBuffers;
	};
	const before = used();
	const seen = { received: 0, rejected: 0, codes: new Set<string>(), growth: 0 };
	let chunks = 0;
	for await (const chunk of readValidRecords(body, transactionSpec, { contentType, contentEncoding, now: NOW })) {
		seen.received += chunk.received;
		seen.rejected += chunk.rejected;
		for (const { code } of chunk.rejects) seen.codes.add(code);
		if (++chunks % 10 === 0) seen.growth = Math.max(seen.growth, used() - before);
	}
	seen.growth = Math.max(seen.growth, used() - before);
	return seen;
}

it('memory stays flat while a long body streams in', async () => {
	const seen = await readThrough(goodLines(40 * MIB), 'application/x-ndjson', null);
	expect(seen.received).toBeGreaterThan(150_000);
	expect(seen.rejected).toBe(0);
	expect(seen.growth).toBeLessThan(GROWTH_BYTES_MAX);
});

it.each(Object.entries(AROUND))(
	'memory stays flat while a record of 96 MiB comes as %s',
	async (contentType, around) => {
		const seen = await readThrough(oneEndlessLine(96 * MIB, around), contentType, null);
		expect(seen).toMatchObject({ received: 3, rejected: 1, codes: new Set(['record.too_large']) });
		expect(seen.growth).toBeLessThan(GROWTH_BYTES_MAX);
	}
);

it('memory stays flat under a gzip bomb', async () => {
	const around = AROUND['application/x-ndjson'] ?? { before: '', after: '' };
	const bomb = Readable.from(oneEndlessLine(256 * MIB, around)).pipe(createGzip({ level: 1 }));
	const seen = await readThrough(bomb, 'application/x-ndjson', 'gzip');
	expect(seen).toMatchObject({ received: 3, rejected: 1 });
	expect(seen.growth).toBeLessThan(GROWTH_BYTES_MAX);
});
