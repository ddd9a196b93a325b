// Whatever is sent as a body ends in a clear refusal or in clear rejects: never a crash, never anything lost silently.
import { gzipSync } from 'node:zlib';
import { describe, expect } from 'vitest';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aTransaction } from '#tests/support/builders.ts';

const TRANSACTIONS = `${API}/ingest/transactions`;
const NDJSON = 'application/x-ndjson';

type Answer = {
	received: number;
	accepted: number;
	duplicates: number;
	rejected: number;
	errors: { line: number; field: string | null; code: string; message: string }[];
};
type Problem = { code: string; status: number; detail: string; received?: number };

const bytes = (text: string) => new TextEncoder().encode(text);

async function send(
	app: TestApp,
	body: BodyInit,
	headers: Record<string, string> = { 'content-type': NDJSON }
): Promise<Response> {
	// A stream can only be sent while it is read, which fetch wants said.
	return app.request(TRANSACTIONS, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
}

async function answerTo(app: TestApp, body: BodyInit, headers?: Record<string, string>): Promise<Answer> {
	const response = await send(app, body, headers);
	const answer = (await response.json()) as Answer;
	expect(response.status, JSON.stringify(answer)).toBe(200);
	expect(answer.received).toBe(answer.accepted + answer.duplicates + answer.rejected);
	return answer;
}

async function refusalOf(app: TestApp, body: BodyInit, headers?: Record<string, string>): Promise<Problem> {
	const response = await send(app, body, headers);
	const problem = (await response.json()) as Problem;
	expect(response.headers.get('content-type'), JSON.stringify(problem)).toContain('application/problem+json');
	expect(response.status).toBeGreaterThanOrEqual(400);
	expect(response.status).toBeLessThan(500);
	return problem;
}

const line = (overrides?: Record<string, unknown>) => JSON.stringify(aTransaction(overrides));

/** One good record before and one after: what stands between must take neither with it. */
async function rejectBetweenGoodOnes(app: TestApp, bad: string | Uint8Array): Promise<Answer['errors']> {
	const middle = typeof bad === 'string' ? bytes(bad) : bad;
	const body = Buffer.concat([bytes(`${line()}\n`), middle, bytes(`\n${line()}\n`)]);
	const answer = await answerTo(app, body);
	expect(answer).toMatchObject({ received: 3, accepted: 2, rejected: 1 });
	expect(new Set(answer.errors.map((error) => error.line))).toEqual(new Set([2]));
	return answer.errors;
}

describe('a record that cannot be taken is set aside, its neighbours come in', () => {
	test.for<[what: string, record: string]>([
		['is not JSON', '{"id": '],
		['is a number', '42'],
		['is null', 'null'],
		['is an array', '[1,2]'],
		['is a text', '"transaction"'],
		['is empty', '{}'],
		['holds NaN', line().replace('8800', 'NaN')],
		['has an amount of 1e400', line().replace('8800', '1e400')],
		['has an amount past what an integer holds', line().replace('8800', '9007199254740993')],
		['has half a minor unit', line({ amountMinor: 88.5 })],
		['happened in the year 0001', line({ occurredAt: '0001-01-01T00:00:00Z' })],
		['happened in the year 9999', line({ occurredAt: '9999-12-31T23:59:59Z' })],
		['happened on a day that is not', line({ occurredAt: '2026-02-30T00:00:00Z' })],
		['has no offset in its time', line({ occurredAt: '2026-03-02T12:00:00' })],
		['holds a NUL', line({ terminalId: 'T\u00001' })],
		['holds half a surrogate pair', `${line({ terminalId: 'T1' }).slice(0, -1)},"issuer":"\\ud800"}`],
		['has an unknown type', line({ type: 'theft' })],
		['has an id of 65 characters', line({ id: 'x'.repeat(65) })],
		['nests ten thousand deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
		['nests arrays a hundred thousand deep', '['.repeat(100_000) + ']'.repeat(100_000)]
	])('%s', async ([, record], { app }) => {
		const errors = await rejectBetweenGoodOnes(app, record);
		for (const error of errors) {
			expect(error.code).toMatch(/^[a-z_A-Z.]+$/);
			expect(error.message.length).toBeGreaterThan(5);
		}
	});

	test('is not UTF-8', async ({ app }) => {
		await rejectBetweenGoodOnes(app, Buffer.concat([bytes('{"id":"'), Buffer.from([0xff, 0xfe, 0xc3]), bytes('"}')]));
	});

	test('carries __proto__ or constructor, which change nothing of ours', async ({ app }) => {
		const record = line().replace('{', '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},');
		const answer = await answerTo(app, record);
		expect(answer.received).toBe(1);
		expect('polluted' in {}).toBe(false);
	});

	test('holds a card number, which is neither stored nor told back', async ({ app }) => {
		const cardNumber = ['4111', '1111', '1111', '1111'].join('');
		const response = await send(app, line({ cardToken: cardNumber }));
		const text = await response.text();
		expect(text).not.toContain(cardNumber);
		expect(JSON.parse(text)).toMatchObject({ received: 1, rejected: 1 });
		const rejects = await (await app.get(`${API}/ingest/rejects`)).text();
		expect(rejects).toContain('card_number');
		expect(rejects).not.toContain(cardNumber);
	});
});

describe('a body that breaks off keeps what came in whole, and says so', () => {
	test('gzip cut in the middle', async ({ app }) => {
		const records = Array.from({ length: 20_000 }, (_, index) =>
			line({ id: `cut-${index}`, amountMinor: 100 + index })
		);
		const whole = gzipSync(records.join('\n'));
		const problem = await refusalOf(app, whole.subarray(0, Math.floor(whole.length / 2)), {
			'content-type': NDJSON,
			'content-encoding': 'gzip'
		});
		expect(problem.code).toMatch(/^ingest\./);
		const again = await answerTo(app, whole, { 'content-type': NDJSON, 'content-encoding': 'gzip' });
		expect(again).toMatchObject({ received: 20_000, rejected: 0 });
		expect(again.accepted + again.duplicates).toBe(20_000);
	});

	test('what says to be gzip and is not', async ({ app }) => {
		const problem = await refusalOf(app, bytes(line()), { 'content-type': NDJSON, 'content-encoding': 'gzip' });
		expect(problem.code).toMatch(/^ingest\./);
	});

	test('a JSON array that does not end', async ({ app }) => {
		const problem = await refusalOf(app, `[${line()},${line()}`, { 'content-type': 'application/json' });
		expect(problem.code).toMatch(/^ingest\./);
	});

	test('a line that never ends', async ({ app }) => {
		const chunk = new Uint8Array(1024 * 1024).fill(120);
		let sent = 0;
		const endless = new ReadableStream<Uint8Array>({
			pull(controller) {
				if (sent === 0) controller.enqueue(bytes(`${line()}\n{"id":"`));
				else if (sent <= 2 * 1024) controller.enqueue(chunk);
				else controller.close();
				sent += 1;
			}
		});
		const before = process.memoryUsage().rss;
		const response = await send(app, endless);
		const growthMb = (process.memoryUsage().rss - before) / 2 ** 20;
		expect(growthMb, 'memory grew with the line').toBeLessThan(400);
		expect([200, 400, 413, 422]).toContain(response.status);
		const text = await response.text();
		if (response.status === 200) expect(JSON.parse(text)).toMatchObject({ received: 2, accepted: 1, rejected: 1 });
	}, 120_000);
});

describe('a body of another kind', () => {
	test.for([
		['text/html', 415],
		['application/xml', 415],
		['multipart/form-data; boundary=x', 415],
		['application/x-ndjson; charset=klingon', 415]
	] as const)('%s is refused as %i', async ([contentType, status], { app }) => {
		const problem = await refusalOf(app, bytes(line()), { 'content-type': contentType });
		expect(problem.status).toBe(status);
	});

	test('compressed as nobody can read it is refused', async ({ app }) => {
		const problem = await refusalOf(app, bytes(line()), { 'content-type': NDJSON, 'content-encoding': 'br' });
		expect(problem.status).toBe(415);
	});

	/** 终端 in GB18030: four bytes that are no UTF-8. */
	const gbTerminal = Buffer.from([0xd6, 0xd5, 0xb6, 0xcb]);
	const gbCsv = Buffer.concat([
		bytes(
			'id,terminal_id,merchant_id,acquirer_id,occurred_at,type,code_profile,response_code,amount_minor,currency\ngb-1,'
		),
		gbTerminal,
		bytes(',M1,ACQ1,2026-03-02T12:00:00+08:00,sale,cup,00,100,CNY\n')
	]);

	test('a CSV in GB18030 that does not say so is refused or its records are rejected, never stored garbled', async ({
		app
	}) => {
		const response = await send(app, gbCsv, { 'content-type': 'text/csv' });
		const answer = (await response.json()) as Partial<Answer>;
		if (response.status === 200) expect(answer).toMatchObject({ received: 1, accepted: 0, rejected: 1 });
		else expect(response.status).toBe(400);
	});

	test('a CSV that says to be GB18030 is read as that', async ({ app }) => {
		const answer = await answerTo(app, gbCsv, { 'content-type': 'text/csv; charset=gb18030' });
		expect(answer).toMatchObject({ received: 1, accepted: 1 });
		const [terminal] = await app.deps.sql`select terminal_code from terminal where terminal_code = '终端'`;
		expect(terminal).toBeDefined();
	});

	test('a CSV without a column that every record needs is refused as a whole', async ({ app }) => {
		const problem = await refusalOf(app, 'id,terminal_id\n1,T1\n', { 'content-type': 'text/csv' });
		expect(problem.code).toMatch(/^ingest\./);
	});
});

test('the good records of a mixed body are there afterwards, the others are listed', async ({ app }) => {
	const mixed = [line({ id: 'mixed-1', terminalId: 'MIXED' }), '{broken', line({ id: 'mixed-2', terminalId: 'MIXED' })];
	const answer = await answerTo(app, mixed.join('\n'));
	expect(answer).toMatchObject({ received: 3, accepted: 2, duplicates: 0, rejected: 1 });
	const again = await answerTo(app, mixed.join('\n'));
	expect(again).toMatchObject({ received: 3, accepted: 0, duplicates: 2, rejected: 1 });
});
