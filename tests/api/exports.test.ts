// Files of lists: what is in their cells, what they say of themselves, who is told of them (that their rows are those of the list:
// lists.test.ts).
import { describe, expect } from 'vitest';
import { API, test, testApp, type TestApp } from '#tests/support/app.ts';
import { aMerchant, aTerminal, aTransaction } from '#tests/support/builders.ts';
import { asStored, foldedLineEnds, HOSTILE_TEXTS } from '#tests/support/hostile-texts.ts';
import { readCsv, readNdjson, readParquet, readXlsx } from '#tests/support/read-back.ts';

const VENDORS = ['Landi', 'Verifone', 'PAX'];
const TERMINALS = 60;

type ListPage = { items: Record<string, unknown>[]; nextCursor: string | null; total: number };

async function fill(app: TestApp): Promise<void> {
	const numbers = Array.from({ length: TERMINALS }, (_, index) => index);
	await app.send(
		'PUT',
		`${API}/terminals`,
		numbers.map((n) => aTerminal({ terminalId: `T${n}`, serial: `SN-${n}`, vendor: VENDORS[n % VENDORS.length] }))
	);
	await app.send(
		'POST',
		`${API}/ingest/transactions`,
		numbers.map((n) =>
			aTransaction({
				terminalId: `T${n}`,
				occurredAt: `2026-03-02T04:15:30.${String(n).padStart(3, '0')}+08:00`,
				amountMinor: n * 101
			})
		)
	);
}

async function pagesOf(app: TestApp, address: string, limit: number): Promise<ListPage> {
	const items: ListPage['items'] = [];
	let total = 0;
	for (let cursor: string | null = ''; cursor !== null;) {
		const page = await app.get(`${address}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
		expect(page.status, address).toBe(200);
		const answer = (await page.json()) as ListPage;
		items.push(...answer.items);
		total = answer.total;
		cursor = answer.nextCursor;
	}
	return { items, nextCursor: null, total };
}

describe('hostile texts', () => {
	test('go in, to the list and into every file, and come out as they were', async ({ database }) => {
		const app = await testApp({ databaseUrl: database.url });
		const merchants = HOSTILE_TEXTS.map((name, n) => aMerchant({ merchantId: `H${n}`, name }));
		const sent = await app.send('PUT', `${API}/merchants`, merchants);
		expect(await sent.json()).toMatchObject({ rejected: 0 });
		const address = `${API}/merchants?q=&merchant=${merchants.map(({ merchantId }) => merchantId).join('&merchant=')}&sort=merchantId`;
		const list = (await (await app.get(address)).json()) as ListPage;
		const stored = new Map(list.items.map((item) => [item['merchantId'], item['name']]));
		expect(merchants.map((each) => stored.get(each.merchantId))).toEqual(HOSTILE_TEXTS.map(asStored));
		const names = list.items.map((item) => item['name']);
		// A cursor holds the name that a page ends with.
		const byName = await pagesOf(app, address.replace('sort=merchantId', 'sort=name'), 1);
		expect(byName.items.map((item) => item['name']).sort()).toEqual(names.toSorted());
		const file = async (format: string) => app.get(`${address}&format=${format}`);
		expect(readNdjson(await (await file('ndjson')).text()).map((item) => item['name'])).toEqual(names);
		expect(readCsv(await (await file('csv')).text()).rows.map((row) => row[1])).toEqual(names);
		const [cells = []] = [...readXlsx(await (await file('xlsx')).arrayBuffer()).values()];
		const records = await readParquet(await (await file('parquet')).arrayBuffer());
		expect(records.map((row) => row['Name'])).toEqual(names);
		expect(cells.slice(1).map((row) => row[1])).toEqual(names.map((name) => foldedLineEnds(String(name))));
		await app.close();
	});

	test('never begin a formula in CSV, while identifiers and negative numbers stay what they are', async ({ app }) => {
		const ids = ['-0042', '+86-138', '=A1', '@shop', '00000000000000000009'];
		await app.send(
			'PUT',
			`${API}/merchants`,
			ids.map((merchantId) => aMerchant({ merchantId, name: '=1+1', lat: -31.2 }))
		);
		const text = await (
			await app.get(`${API}/merchants?merchant=${ids.map(encodeURIComponent).join('&merchant=')}&format=csv`)
		).text();
		for (const id of ids) expect(text).toContain(`\r\n${id},'=1+1,`);
	});

	test('that are half a character, hold control characters or are longer than a name are refused on the way in', async ({
		app
	}) => {
		const body =
			'{"merchantId":"S1","acquirerId":"ACQ1","name":"half \\ud800"}\n{"merchantId":"S2","acquirerId":"ACQ1","name":"nul \\u0000"}' +
			`\n{"merchantId":"S3","acquirerId":"ACQ1","name":"${'很'.repeat(501)}"}`;
		const init = { method: 'PUT', headers: { 'content-type': 'application/x-ndjson' }, body };
		expect(await (await app.request(`${API}/merchants`, init)).json()).toMatchObject({ received: 3, rejected: 3 });
	});
});

describe('an export', () => {
	test.beforeAll(async ({ app }) => fill(app));

	test('says which list it is, under which filter, in which zone, as of when', async ({ app }) => {
		const response = await app.request(`${API}/terminals?vendor=Landi&sort=terminalId&limit=2&format=xlsx`, {
			headers: { cookie: 'lang=zh-CN' }
		});
		expect(response.headers.get('content-disposition')).toMatch(
			/^attachment; filename="terminals Landi terminalId [\d -]+\.xlsx"; filename\*=UTF-8''%E7%BB%88%E7%AB%AF%20Landi/
		);
		expect(response.headers.get('x-tillwatch-filter')).toBe('vendor=Landi&sort=terminalId');
		const sheets = readXlsx(await response.arrayBuffer());
		expect([...sheets.keys()]).toEqual(['终端', '说明']);
		const about = new Map(sheets.get('说明')?.map(([name, value]) => [name, value]));
		expect(about.get('筛选条件')).toBe('vendor=Landi sort=terminalId');
		expect(about.get('时区')).toBe('Asia/Shanghai');
		expect(about.get('最新交易时间')).toMatch(/^2026-03-02T.*\+08:00$/);
		const csv = readCsv(await (await app.get(`${API}/terminals?vendor=Landi&format=csv`)).text());
		expect(csv.note).toMatch(
			/^List: Terminals; Filter: vendor=Landi; Time zone: Asia\/Shanghai; Newest transaction: 2026-/
		);
	});

	test('keeps types in Excel: numbers, dates on the fleet’s clocks, and text where digits would be lost', async ({
		app
	}) => {
		const response = await app.get(`${API}/terminals/T4/transactions?format=xlsx`);
		const [[headings = [], first = []] = []] = [...readXlsx(await response.arrayBuffer()).values()];
		const cell = (heading: string) => first[headings.findIndex((each) => each === heading)];
		// Days of a float: exact to the millisecond, give or take one.
		const occurredMs = (cell('Occurred (Asia/Shanghai)') as Date).getTime();
		expect(Math.abs(occurredMs - Date.parse('2026-03-02T04:15:30.004Z'))).toBeLessThanOrEqual(1);
		expect(cell('Amount')).toBe(4.04);
		expect(cell('Amount (minor units)')).toBe(404);
		expect(cell('Response code')).toEqual(expect.any(String));
	});

	test('is in the audit trail before its first byte, with who, what and how many', async ({ app }) => {
		const response = await app.get(`${API}/terminals?vendor=PAX&format=csv`);
		await response.body?.cancel();
		const [row] = await app.deps
			.sql`select action, actor_name, subject_id, after from audit_event order by occurred_at desc, audit_event_id desc limit 1`;
		expect(row).toMatchObject({
			action: 'export.download',
			subject_id: 'terminals',
			after: { path: `${API}/terminals`, filter: 'vendor=PAX', format: 'csv', rows: 20 }
		});
	});

	test('gives its connection back, read to the end, broken off or refused', async ({ app }) => {
		for (let turn = 0; turn < 12; turn += 1) {
			const response = await app.get(`${API}/terminals?format=${turn % 2 ? 'xlsx' : 'csv'}`);
			expect(response.status).toBe(200);
			if (turn % 3) await response.body?.cancel();
			else await response.arrayBuffer();
			expect((await app.get(`${API}/terminals?format=csv&sort=nonsense`)).status).toBe(400);
		}
		const [open] = await app.deps.sql`select count(*)::int as n from pg_stat_activity
			where state like 'idle in transaction%' and datname = current_database()`;
		expect(open).toMatchObject({ n: 0 });
	});

	test('is refused in words when too many are under way', async ({ app }) => {
		const open = await Promise.all(Array.from({ length: 4 }, async () => app.get(`${API}/response-codes?format=csv`)));
		const refused = await app.get(`${API}/response-codes?format=csv`);
		expect(refused.status).toBe(503);
		expect(await refused.json()).toMatchObject({ code: 'request.too_busy' });
		for (const response of open) await response.body?.cancel();
		expect((await app.get(`${API}/response-codes?format=csv`)).status).toBe(200);
	});
});
