// Every list of the API: its count, its pages and its files are the same rows in the same order, whatever was asked for.
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { HEADINGS } from '#lib/domain/headings.ts';
import type { ExportFormat } from '#api/platform/export/export-format.ts';
import { apiLists, formatsOf, type ApiList } from '#tests/support/api-lists.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { test as databaseTest } from '#tests/support/database.ts';
import { fillEveryList, NOW } from '#tests/support/fleet-of-lists.ts';
import { foldedLineEnds } from '#tests/support/hostile-texts.ts';
import { askedOf, LIST_PLANS, widestOf, type Asked } from '#tests/support/list-filters.ts';
import { readCsv, readNdjson, readParquet, readXlsx, type Table } from '#tests/support/read-back.ts';

const FILTERS_A_LIST = 12;
const PAGE_SIZES = [7, 100];
/** A window that is too long for a filter; a code that was not met in it. */
const REFUSED = [400, 404];
/** The first one makes the fleet, too. */
const TIMEOUT_MS = 120_000;

type Item = Record<string, unknown>;
type Answer = { items: Item[]; nextCursor?: string | null; total?: number };
type List = { items: Item[]; total: number };

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			await fillEveryList(app);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

/** The list to its last row; the status where the question is refused. */
async function scrolled(app: TestApp, address: string, list: ApiList, limit: number): Promise<List | number> {
	const isPaged = list.parameters.some(({ name }) => name === 'cursor');
	const items: Item[] = [];
	let total: number | undefined;
	for (let cursor: string | null = ''; cursor !== null;) {
		const more = isPaged ? `&limit=${limit}${cursor && `&cursor=${encodeURIComponent(cursor)}`}` : '';
		const response = await app.get(address + more);
		if (response.status !== 200) return response.status;
		const page = (await response.json()) as Answer;
		items.push(...page.items);
		total ??= page.total ?? page.items.length;
		expect(page.total ?? total, address).toBe(total);
		cursor = page.nextCursor ?? null;
	}
	return { items, total: total ?? 0 };
}

/** Columns whose every cell is a text in Excel: in Parquet and CSV they must be the same texts. */
function expectSameTexts(
	table: Table,
	sheet: readonly (readonly unknown[])[],
	records: readonly Item[],
	where: string
) {
	const body = sheet.slice(1);
	const isOnce = (heading: string) => table.headings.filter((each) => each === heading).length === 1;
	for (const [at, heading] of table.headings.entries()) {
		if (!isOnce(heading) || !body.every((row) => row[at] === null || typeof row[at] === 'string')) continue;
		const texts = table.rows.map((row) => foldedLineEnds(row[at] ?? ''));
		expect(
			body.map((row) => row[at] ?? ''),
			`${where} ${heading} in XLSX`
		).toEqual(texts);
		if (!(heading in (records[0] ?? {}))) continue;
		const ofParquet = records.map((record) => record[heading] ?? '');
		if (ofParquet.every((value) => typeof value === 'string'))
			expect(ofParquet.map(foldedLineEnds), `${where} ${heading} in Parquet`).toEqual(texts);
	}
}

function expectSameIds({ path }: ApiList, table: Table, items: readonly Item[], where: string): void {
	const id = LIST_PLANS[path]?.id ?? 'id';
	const [member, heading] = typeof id === 'string' ? [id, id] : id;
	const name = HEADINGS[heading].en;
	const at = table.headings.findIndex((each) => each === name || each.startsWith(`${name} (`));
	const written = table.headings[at] === name ? String : (value: unknown) => Date.parse(String(value));
	expect(
		table.rows.map((row) => (row[at] === '' ? null : written(row[at]))),
		`${where} ${name}`
	).toEqual(items.map((item) => ((item[member] ?? null) === null ? null : written(item[member]))));
}

type File = { status: number; rows: string | null; bytes: ArrayBuffer };

/** Read to its end, whatever comes of it: a download that stands open keeps others waiting. */
async function fileOf(app: TestApp, address: string, format: ExportFormat): Promise<File> {
	const response = await app.get(`${address}&format=${format}`);
	const bytes = await response.arrayBuffer();
	return { status: response.status, rows: response.headers.get('x-tillwatch-rows'), bytes };
}

const textOf = ({ bytes }: File) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

async function expectSameEverywhere(app: TestApp, list: ApiList, address: string, limit: number): Promise<number> {
	const [shown, csv, xlsx, ndjson, parquet] = await Promise.all([
		scrolled(app, address, list, limit),
		fileOf(app, address, 'csv'),
		fileOf(app, address, 'xlsx'),
		fileOf(app, address, 'ndjson'),
		fileOf(app, address, 'parquet')
	]);
	const files = { csv, xlsx, ndjson, parquet };
	for (const [format, file] of Object.entries(files)) {
		const told = file.status === 200 ? '' : textOf(file);
		expect(file.status, `${address} as ${format}: ${told}`).toBe(typeof shown === 'number' ? shown : 200);
	}
	if (typeof shown === 'number') {
		expect(REFUSED, address).toContain(shown);
		return 0;
	}
	const { items, total } = shown;
	expect(items.length, `rows of ${address}`).toBe(total);
	for (const { rows } of Object.values(files)) expect(rows, address).toBe(String(total));
	expect(readNdjson(textOf(ndjson)), address).toEqual(items);
	const table = readCsv(textOf(csv));
	expect(table.rows.length, `CSV of ${address}`).toBe(total);
	expectSameIds(list, table, items, address);
	const [sheet = []] = [...readXlsx(xlsx.bytes).values()];
	expect(sheet.length - 1, `XLSX of ${address}`).toBe(total);
	expect(sheet[0]).toEqual(table.headings);
	const records = await readParquet(parquet.bytes);
	expect(records.length, `Parquet of ${address}`).toBe(total);
	expectSameTexts(table, sheet, records, address);
	return total;
}

describe('same filter, same rows', async () => {
	const lists = (await apiLists()).filter((list) => formatsOf(list).length > 0);
	for (const list of lists) {
		const guarantee = `as a list, as its count, page by page and in every file: ${list.path}`;
		test(guarantee, { timeout: TIMEOUT_MS }, async ({ app }) => {
			const expectSame = async ({ path, query }: Asked, limit: number) =>
				expectSameEverywhere(app, list, `${API}${path}?${query.join('&')}`, limit);
			// Lists that are empty whatever is asked for would prove nothing.
			expect(await expectSame(widestOf(list), 100)).toBeGreaterThan(0);
			const asked = fc.asyncProperty(askedOf(list), fc.constantFrom(...PAGE_SIZES), async (filter, limit) => {
				await expectSame(filter, limit);
			});
			await fc.assert(asked, { numRuns: FILTERS_A_LIST });
		});
	}
});
