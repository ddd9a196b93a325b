// A list and its files: the same rows, whatever was asked for and whatever is in them.
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aBankFailure, aMerchant, aTerminal, aTerminalFailure, aTransaction } from '#tests/support/builders.ts';
import { readCsv, readNdjson, readXlsx } from '#tests/support/read-back.ts';

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
	const [csv, xlsx, ndjson] = await Promise.all(
		['csv', 'xlsx', 'ndjson'].map(async (format) => app.get(`${address}&format=${format}`))
	);
	for (const file of [csv, xlsx, ndjson]) expect(file?.headers.get('x-tillwatch-rows')).toBe(String(list.total));
	expect(readNdjson((await ndjson?.text()) ?? '')).toEqual(list.items);
	const table = readCsv((await csv?.text()) ?? '');
	expect(table.rows.length, address).toBe(list.total);
	const [cells = []] = [...readXlsx((await xlsx?.arrayBuffer()) ?? new ArrayBuffer()).values()];
	expect(cells.length - 1, address).toBe(list.total);
	expect(cells[0]).toEqual(table.headings);
	const columns = [...table.headings.keys()].filter((at) => cells.slice(1).every((row) => typeof row[at] === 'string'));
	const ofColumns = (rows: readonly (readonly unknown[])[]) => rows.map((row) => columns.map((at) => row[at]));
	expect(ofColumns(cells.slice(1)), address).toEqual(ofColumns(table.rows));
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
	['terminals/T4/transactions', fc.constantFrom([], ['scope=terminal'], [WINDOW]), ['']]
] as const;

describe('same filter, same rows', () => {
	test('as a list, as its count, page by page and in every file', async ({ app }) => {
		await fill(app);
		for (const [path, filters, sorts] of LISTS) {
			let most = 0;
			const asked = fc.tuple(filters as fc.Arbitrary<string[]>, fc.constantFrom(...sorts), fc.constantFrom(3, 50));
			await fc.assert(
				fc.asyncProperty(asked, async ([filter, sort, limit]) => {
					const query = [...filter, ...(sort ? [`sort=${sort}`] : [])].join('&');
					most = Math.max(most, await expectSameEverywhere(app, `${API}/${path}?${query}`, limit));
				}),
				{ numRuns: 8 }
			);
			if (path !== 'ingest/unmapped-codes') expect(most, path).toBeGreaterThan(2);
		}
	}, 120_000);
});
