// A list and its files: the same rows, whatever was asked for and whatever is in them.
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { API, test, testApp, type TestApp } from '#tests/support/app.ts';
import {
	aBankFailure,
	aCertificate,
	aFeeAgreement,
	aMerchant,
	aTerminal,
	aTerminalFailure,
	aTransaction
} from '#tests/support/builders.ts';
import { readCsv, readNdjson, readParquet, readXlsx } from '#tests/support/read-back.ts';

const WINDOW = 'from=2026-03-01T00:00:00%2B08:00&to=2026-03-04T00:00:00%2B08:00';
const VENDORS = ['Landi', 'Verifone', 'PAX'];
const REGIONS = ['CN-SH', 'CN-BJ', ''];

type ListPage = { items: Record<string, unknown>[]; nextCursor: string | null; total: number };

async function fill(app: TestApp): Promise<void> {
	const numbers = Array.from({ length: 60 }, (_, index) => index);
	const of = <T>(values: readonly T[], index: number) => values[index % values.length] as T;
	await app.send(
		'PUT',
		`${API}/merchants`,
		numbers
			.slice(0, 15)
			.map((n) => aMerchant({ merchantId: `M${n}`, name: `商户 ${n % 4}`, region: of(REGIONS, n) || null }))
	);
	await app.send(
		'PUT',
		`${API}/terminals`,
		numbers.map((n) =>
			aTerminal({ terminalId: `T${n}`, merchantId: `M${n % 15}`, vendor: of(VENDORS, n), serial: `SN-${n}` })
		)
	);
	const transactions = numbers.flatMap((n) =>
		Array.from({ length: (n % 5) + 1 }, (_, at) => {
			const make = of([aTransaction, aBankFailure, aTerminalFailure], n + at);
			const occurredAt = `2026-03-02T0${at}:15:30.${String(n).padStart(3, '0')}+08:00`;
			return make({
				terminalId: `T${n}`,
				merchantId: `M${n % 15}`,
				occurredAt,
				amountMinor: n * 101 - 5 < 0 ? 1 : n * 101
			});
		})
	);
	await app.send('POST', `${API}/ingest/transactions`, transactions);
	await app.send(
		'POST',
		`${API}/ingest/transactions`,
		numbers.map((n) => ({ id: `bad-${n}`, amountMinor: 'much' }))
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

async function expectSameEverywhere(app: TestApp, address: string, limit: number): Promise<number> {
	const list = await pagesOf(app, address, limit);
	expect(list.items.length, address).toBe(list.total);
	const [csv, xlsx, ndjson, parquet] = await Promise.all(
		['csv', 'xlsx', 'ndjson', 'parquet'].map(async (format) => app.get(`${address}&format=${format}`))
	);
	for (const file of [csv, xlsx, ndjson, parquet])
		expect(file?.headers.get('x-tillwatch-rows')).toBe(String(list.total));
	expect(readNdjson((await ndjson?.text()) ?? '')).toEqual(list.items);
	const table = readCsv((await csv?.text()) ?? '');
	expect(table.rows.length, address).toBe(list.total);
	const [cells = []] = [...readXlsx((await xlsx?.arrayBuffer()) ?? new ArrayBuffer()).values()];
	expect(cells.length - 1, address).toBe(list.total);
	expect(cells[0]).toEqual(table.headings);
	const columns = [...table.headings.keys()].filter((at) => cells.slice(1).every((row) => typeof row[at] === 'string'));
	const ofColumns = (rows: readonly (readonly unknown[])[]) => rows.map((row) => columns.map((at) => row[at]));
	expect(ofColumns(cells.slice(1)), address).toEqual(ofColumns(table.rows));
	const records = await readParquet((await parquet?.arrayBuffer()) ?? new ArrayBuffer());
	const texts = columns.map((at) => table.headings[at] ?? '').filter((heading) => heading in (records[0] ?? {}));
	expect(
		records.map((row) => texts.map((heading) => row[heading])),
		address
	).toEqual(table.rows.map((row) => texts.map((heading) => row[table.headings.indexOf(heading)])));
	expect(records.length, address).toBe(list.total);
	return list.total;
}

const repeated = (name: string, values: readonly string[]) =>
	fc.subarray([...values]).map((chosen) => chosen.map((value) => `${name}=${encodeURIComponent(value)}`));

const REGISTRY_FILTER = fc
	.tuple(
		repeated('vendor', VENDORS),
		repeated('region', ['CN-SH', 'CN-BJ']),
		repeated('state', ['learning', 'abnormal', 'watch']),
		fc.constantFrom([], ['q=T1'], ['q=%25'], ['q=SN-3']),
		fc.constantFrom([], ['registered=true'])
	)
	.map((parts) => parts.flat());

const MEASURE_FILTER = fc
	.tuple(
		repeated('vendor', VENDORS),
		repeated('scope', ['terminal', 'upstream', 'approved']),
		repeated('cause', ['bank_system', 'security_auth']),
		fc.constantFrom([], ['terminal=T7'], ['merchant=M3', 'merchant=M4'])
	)
	.map((parts) => parts.flat());

const LISTS = [
	['terminals', REGISTRY_FILTER, ['-urgency', 'terminalId', 'merchant', '-rateLow']],
	['merchants', REGISTRY_FILTER.map((each) => each.filter((part) => !part.startsWith('vendor'))), ['-urgency', 'name']],
	['failures/terminals', MEASURE_FILTER.map((each) => [WINDOW, ...each]), ['-urgency', 'id', '-amountMinor']],
	['failures/merchants', MEASURE_FILTER.map((each) => [WINDOW, ...each]), ['-urgency', 'id']],
	['ingest/rejects', fc.constantFrom([], ['code=id.conflict']), ['']],
	['ingest/batches', fc.constantFrom([], ['kind=terminal']), ['']],
	['ingest/unmapped-codes', fc.constant([]), ['']],
	['response-codes', fc.constantFrom([], ['q=99'], ['profile=iso', 'q=card']), ['']],
	['ingest/coverage/places', fc.constantFrom(['finding=payments_only'], ['finding=unregistered_terminals']), ['']],
	['terminals/changes', fc.constant([]), ['']],
	['terminals/T4/transactions', fc.constantFrom([], ['scope=terminal'], [WINDOW]), ['']]
] as const;

describe('same filter, same rows', () => {
	test('as a list, as its count, page by page and in every file', async ({ app }) => {
		await fill(app);
		for (const [path, filters, sorts] of LISTS) {
			const asked = fc.tuple(filters as fc.Arbitrary<string[]>, fc.constantFrom(...sorts), fc.constantFrom(3, 50));
			await fc.assert(
				fc.asyncProperty(asked, async ([filter, sort, limit]) => {
					const query = [...filter, ...(sort ? [`sort=${sort}`] : [])].join('&');
					await expectSameEverywhere(app, `${API}/${path}?${query}`, limit);
				}),
				{ numRuns: 8 }
			);
			// These may be empty here; of the others nothing would be shown if they were.
			if (['ingest/unmapped-codes', 'ingest/coverage/places', 'terminals/changes'].includes(path)) continue;
			const widest = path.startsWith('failures/') ? WINDOW : '';
			expect(await expectSameEverywhere(app, `${API}/${path}?${widest}`, 50), path).toBeGreaterThan(2);
		}
	}, 120_000);

	test('also of the lists that have no pages', async ({ app }) => {
		await fill(app);
		await app.send('PUT', `${API}/fee-agreements`, [aFeeAgreement({ merchantId: 'M4' })]);
		await app.send('PUT', `${API}/certificates`, [aCertificate({ terminalId: 'T4' })]);
		await (
			await app.as('manager')
		).request(`${API}/terminals/T4/visits`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ visitedAt: '2026-03-02T12:00:00+08:00', visitor: '=A technician', done: ['inspected'] })
		});
		for (const path of [
			'ingest/freshness?',
			'ingest/coverage/senders?',
			'terminals/T4/periods?',
			'terminals/T4/certificates?',
			'terminals/T4/visits?',
			'merchants/M4/fee-agreements?',
			`response-codes/cup/A0/places?${WINDOW}`
		]) {
			const answer = await app.get(`${API}/${path}`);
			expect(answer.status, path).toBe(200);
			const { items } = (await answer.json()) as ListPage;
			expect(items.length, path).toBeGreaterThan(0);
			const file = async (format: string) => (await app.get(`${API}/${path}&format=${format}`)).text();
			expect(readNdjson(await file('ndjson'))).toEqual(items);
			expect(readCsv(await file('csv')).rows.length, path).toBe(items.length);
		}
	});
});

/** What breaks careless files: formulas, quotes, line ends, escapes of the formats themselves, marks that one does not see. */
const HOSTILE = [
	'=HYPERLINK("http://evil.example","x")',
	"=cmd|' /C calc'!A0",
	'+1+1',
	'-2+3',
	'@SUM(A1:A9)',
	'\ttab first',
	'"quoted", with comma',
	'line\nbreak\r\nand more\rlone',
	'<script>alert(1)</script> &amp; &#0;',
	'_x0041_ and _x005F_',
	'\uFFFE\uFFFF',
	'مرحبا بالعالم ‮gpj.exe',
	'👩‍👩‍👧‍👦🏳️‍🌈 é 𠮷野家',
	'zero\u200Bwidth\u200D\uFEFF',
	'很'.repeat(500),
	'ab '.repeat(166) + 'ab',
	"'already quoted",
	'  padded  ',
	'NULL',
	'1e309'
];

describe('hostile texts', () => {
	test('go in, to the list and into every file, and come out as they were', async ({ database }) => {
		const app = await testApp({ databaseUrl: database.url });
		const merchants = HOSTILE.map((name, n) => aMerchant({ merchantId: `H${n}`, name }));
		const sent = await app.send('PUT', `${API}/merchants`, merchants);
		expect(await sent.json()).toMatchObject({ rejected: 0 });
		const address = `${API}/merchants?q=&merchant=${merchants.map(({ merchantId }) => merchantId).join('&merchant=')}&sort=merchantId`;
		const list = (await (await app.get(address)).json()) as ListPage;
		const stored = new Map(list.items.map((item) => [item['merchantId'], item['name']]));
		expect(merchants.map((each) => stored.get(each.merchantId))).toEqual(HOSTILE.map(asStored));
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
		// This reader folds the two marks of a line end into one; they are in the file.
		const folded = names.map((name) => String(name).replaceAll('\r\n', '\n'));
		expect(cells.slice(1).map((row) => row[1])).toEqual(folded);
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

/** Names are stored without the space around them. */
const asStored = (text: string) => text.trim();
