// What senders are promised: everything is taken, refused by name or known already, and the answer adds up.
import { gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aMerchant, aTerminal, aTransaction } from '#tests/support/builders.ts';
import { answerTo, ENDPOINTS, type Answer } from './ingest-endpoints.ts';

const TRANSACTIONS = { method: 'POST', path: `${API}/ingest/transactions` } as const;

/** Merchant M1 with terminal T1 of ACQ1, to which the other records refer. */
async function registerFleet(app: TestApp): Promise<void> {
	await app.send('PUT', `${API}/merchants`, [aMerchant()]);
	await app.send('PUT', `${API}/terminals`, [aTerminal()]);
}

/** How many rows each table has. */
async function rowCounts(app: TestApp): Promise<Record<string, number>> {
	const { sql } = app.deps;
	const tables = await sql<{ name: string }[]>`
		select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`;
	const counts: Record<string, number> = {};
	for (const { name } of tables) counts[name] = (await sql`select from ${sql(name)}`).count;
	return counts;
}

const withoutId = ({ batchId: _batchId, ...rest }: Answer & { batchId?: string }) => rest;

describe.for(ENDPOINTS)('$method $path', (endpoint) => {
	test('takes a record once, and the same one again as a duplicate', async ({ app }) => {
		await registerFleet(app);
		const record = endpoint.make({ [endpoint.text]: 'the first' });
		expect(await answerTo(app, endpoint, [record])).toMatchObject({ accepted: 1, errors: [] });
		expect(await answerTo(app, endpoint, [record])).toMatchObject({ accepted: 0, duplicates: 1, errors: [] });
	});

	test('sets aside a record without what it needs, names line and field, and takes its neighbour', async ({ app }) => {
		await registerFleet(app);
		const answer = await answerTo(app, endpoint, [
			endpoint.make({ [endpoint.needed]: null }),
			endpoint.make({ [endpoint.text]: 'the neighbour' })
		]);
		expect(answer).toMatchObject({ accepted: 1, rejected: 1 });
		expect(answer.errors).toContainEqual(
			expect.objectContaining({ line: 1, field: endpoint.needed, code: `${endpoint.needed}.missing` })
		);
	});

	test('a dry run answers the same and stores nothing, not even a name', async ({ app }) => {
		await registerFleet(app);
		const records = [
			endpoint.make({ [endpoint.text]: 'dry', firmware: 'never seen', carrier: 'never seen' }),
			endpoint.make({ [endpoint.needed]: null })
		];
		const before = await rowCounts(app);
		const dry = await answerTo(app, { ...endpoint, path: `${endpoint.path}?dryRun=true` }, records);
		expect(await rowCounts(app)).toEqual(before);
		expect(withoutId(await answerTo(app, endpoint, records))).toEqual(withoutId(dry));
	});

	test('needs credentials that may send', async ({ app }) => {
		for (const [sender, status] of [
			['nobody', 401],
			['reading key', 403]
		] as const) {
			const asked = await app.as(sender);
			const response = await asked.send(endpoint.method, endpoint.path, [endpoint.make()]);
			expect(response.status, sender).toBe(status);
			expect(response.headers.get('content-type')).toContain('application/problem+json');
		}
		const sender = await app.as('sending key');
		expect((await sender.send(endpoint.method, endpoint.path, [])).status).toBe(200);
	});

	test('takes nothing for one acquirer from the key of another', async ({ app }) => {
		await registerFleet(app);
		await app.send('PUT', `${API}/merchants`, [aMerchant({ merchantId: 'M9', acquirerId: 'ACQ9' })]);
		const foreign = await app.as({ acquirer: 'ACQ9', scopes: ['ingest'] });
		const before = await rowCounts(app);
		const answer = await answerTo(foreign, endpoint, [endpoint.make({ [endpoint.text]: 'taken over' })]);
		expect(answer).toMatchObject({ accepted: 0, duplicates: 0, rejected: 1 });
		const { ingest_batch: _batch, ingest_reject: _reject, ...after } = await rowCounts(app);
		expect(before).toMatchObject(after);
	});
});

describe('the same records in every form', () => {
	const records = Array.from({ length: 3 }, (_, index) =>
		aTransaction({ id: `form-${index}`, terminalId: 'FORM', cardToken: 'quoted, "token"' })
	);
	const columns = Object.keys(records[0] ?? {});
	const cell = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`;
	const csv = (nameOf: (column: string) => string) =>
		[
			columns.map(nameOf).join(','),
			...records.map((record) => columns.map((column) => cell(Reflect.get(record, column))).join(','))
		].join('\n');
	const snake = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
	const ndjson = records.map((record) => JSON.stringify(record)).join('\n');
	const forms: [name: string, contentType: string, body: string | Uint8Array<ArrayBuffer>, encoding?: string][] = [
		['NDJSON', 'application/x-ndjson', ndjson],
		['a JSON array', 'application/json', JSON.stringify(records)],
		['CSV with snake_case names', 'text/csv', csv(snake)],
		['CSV with camelCase names', 'text/csv; charset=utf-8', csv((name) => name)],
		['NDJSON in gzip', 'application/x-ndjson', Uint8Array.from(gzipSync(ndjson)), 'gzip'],
		['CSV in gzip', 'text/csv', Uint8Array.from(gzipSync(csv(snake))), 'gzip']
	];

	test('means the same records: all but the first are duplicates', async ({ app }) => {
		for (const [index, [name, contentType, body, encoding]] of forms.entries()) {
			const headers = { 'content-type': contentType, ...(encoding ? { 'content-encoding': encoding } : {}) };
			const response = await app.request(TRANSACTIONS.path, { method: 'POST', headers, body });
			const expected = index === 0 ? { accepted: 3, duplicates: 0 } : { accepted: 0, duplicates: 3 };
			expect(await response.json(), name).toMatchObject({ received: 3, rejected: 0, ...expected });
		}
	});
});

describe('an id that was used already', () => {
	const original = aTransaction({ id: 'conflicting', terminalId: 'C1', merchantId: 'C1M' });

	test.for([
		['another amount', { amountMinor: 1 }],
		['another moment', { occurredAt: '2026-03-02T12:00:01+08:00' }],
		['a moment months away', { occurredAt: '2025-11-02T12:00:00+08:00' }],
		['another terminal', { terminalId: 'C2' }],
		['another merchant', { merchantId: 'C2M' }],
		['another code', { responseCode: '51' }],
		['another type', { type: 'refund' }],
		['no fee', { feeMinor: null }]
	] as const)('is refused with %s, and what is stored stays', async ([, change], { app }) => {
		await answerTo(app, TRANSACTIONS, [original]);
		const answer = await answerTo(app, TRANSACTIONS, [{ ...original, ...change }]);
		expect(answer).toMatchObject({
			accepted: 0,
			duplicates: 0,
			rejected: 1,
			errors: [{ line: 1, code: 'id.conflict' }]
		});
		const stored = await app.deps.sql`select amount_minor, fee_minor from txn where txn_code = 'conflicting'`;
		expect(stored).toEqual([{ amount_minor: 8800, fee_minor: 53 }]);
	});

	test('is refused within one body just so: the first counts', async ({ app }) => {
		const first = aTransaction();
		const answer = await answerTo(app, TRANSACTIONS, [first, { ...first, amountMinor: 1 }, first]);
		expect(answer).toMatchObject({
			accepted: 1,
			duplicates: 1,
			rejected: 1,
			errors: [{ line: 2, code: 'id.conflict' }]
		});
	});

	test('is another one at another acquirer', async ({ app }) => {
		const first = aTransaction({ terminalId: 'TWO-A' });
		const second = { ...first, acquirerId: 'ACQ2', terminalId: 'TWO-B' };
		expect(await answerTo(app, TRANSACTIONS, [first, second])).toMatchObject({ accepted: 2 });
	});

	test('is told, not lost, when two acquirers name the same terminal, moment and id', async ({ app }) => {
		const first = aTransaction({ terminalId: 'SHARED' });
		await answerTo(app, TRANSACTIONS, [first]);
		const answer = await answerTo(app, TRANSACTIONS, [{ ...first, acquirerId: 'ACQ2' }]);
		expect(answer).toMatchObject({ accepted: 0, duplicates: 0, rejected: 1, errors: [{ code: 'id.conflict' }] });
	});
});

test('rejects are kept with line, field and code, can be listed, and are taken once corrected', async ({ app }) => {
	const broken = aTransaction({ id: 'to-be-corrected', currency: 'XYZ' });
	const answer = await answerTo(app, TRANSACTIONS, [aTransaction(), broken]);
	const { batchId } = answer as Answer & { batchId: string };
	const listed = (await (await app.get(`${API}/ingest/rejects?batch=${batchId}`)).json()) as {
		items: { line: number; field: string; raw: string }[];
	};
	expect(listed.items).toMatchObject([{ line: 2, field: 'currency' }]);
	const corrected = { ...(JSON.parse(listed.items[0]?.raw ?? '{}') as object), currency: 'CNY' };
	expect(await answerTo(app, TRANSACTIONS, [corrected])).toMatchObject({ accepted: 1 });
});

test('unknown terminals and merchants are taken, and listed as unregistered', async ({ app }) => {
	const record = aTransaction({ terminalId: 'STRANGER', merchantId: 'STRANGE-SHOP' });
	expect(await answerTo(app, TRANSACTIONS, [record])).toMatchObject({ accepted: 1, rejected: 0 });
	for (const [address, id] of [
		[`${API}/terminals?q=STRANGER`, 'STRANGER'],
		[`${API}/merchants?q=STRANGE-SHOP`, 'STRANGE-SHOP']
	] as const) {
		const { items } = (await (await app.get(address)).json()) as { items: Record<string, unknown>[] };
		expect(items.map((item) => [item['terminalId'] ?? item['merchantId'], item['registered']])).toEqual([[id, false]]);
	}
});

test('a code that no rule knows is stored as unknown and listed with how often it came', async ({ app }) => {
	const record = () => aTransaction({ responseCode: 'ZZ9', terminalId: 'UNMAPPED' });
	await answerTo(app, TRANSACTIONS, [record(), record()]);
	const { items } = (await (await app.get(`${API}/ingest/unmapped-codes`)).json()) as { items: object[] };
	expect(items).toContainEqual(expect.objectContaining({ codeProfile: 'cup', responseCode: 'ZZ9', transactions: 2 }));
});
