import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { About } from './about.ts';
import type { Column } from './columns.ts';
import { localClock } from './local-clock.ts';
import { parquetFile } from './parquet-file.ts';

const CLOCK = localClock('Asia/Shanghai');
const ABOUT: Omit<About, 'rows'> = {
	list: 'things',
	title: { en: 'Things', zh: '东西' },
	query: new URLSearchParams('state=abnormal'),
	zone: 'Asia/Shanghai',
	createdAtMs: Date.parse('2026-03-02T04:00:00Z'),
	dataAsOfMs: null
};

/** The file as bytes of its own, as a reader of another hand wants them. */
async function written<Item>(items: readonly Item[], columns: readonly Column<Item>[]): Promise<ArrayBuffer> {
	async function* chunks() {
		for (let from = 0; from < items.length; from += 50) yield items.slice(from, from + 50);
	}
	const bytes = await buffer(parquetFile(chunks(), columns, { ...ABOUT, rows: items.length }, 'en', CLOCK));
	return new Uint8Array(bytes).buffer;
}

const column = <T extends Column<unknown>['type']>(type: T, heading: string = type) =>
	({
		heading: { en: heading, zh: heading },
		type,
		value: (item: Record<string, unknown>) => item[type] ?? null
	}) as Column<Record<string, unknown>>;

describe('parquetFile', () => {
	it('keeps what values are: exact numbers, instants, texts, nothing', async () => {
		const money = { ...column('money'), currency: () => 'CNY' } as Column<Record<string, unknown>>;
		const columns = [
			...(['identifier', 'integer', 'proportion', 'boolean', 'instant', 'date'] as const).map((type) => column(type)),
			money
		];
		const item = {
			identifier: '00042',
			integer: '9007199254740993',
			proportion: 0.1,
			boolean: false,
			instant: '2026-03-02T12:00:00.004+08:00',
			date: '1969-12-31',
			money: -12345
		};
		expect(await parquetReadObjects({ file: await written([item, {}], columns) })).toEqual([
			{
				identifier: '00042',
				integer: 9007199254740993n,
				proportion: 0.1,
				boolean: false,
				instant: new Date('2026-03-02T04:00:00.004Z'),
				date: new Date('1969-12-31'),
				'money (minor units)': -12345n
			},
			{
				identifier: null,
				integer: null,
				proportion: null,
				boolean: null,
				instant: null,
				date: null,
				'money (minor units)': null
			}
		]);
	});

	it('gives every text back, whatever is in it', async () => {
		const texts = fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 9 });
		await fc.assert(
			fc.asyncProperty(texts, async (values) => {
				const file = await written(
					values.map((text) => ({ text })),
					[column('text')]
				);
				expect((await parquetReadObjects({ file })).map(({ text }) => text)).toEqual(values);
			}),
			{ numRuns: 60 }
		);
	});

	it('goes on in further groups of rows, and says in its metadata what it is', async () => {
		const items = Array.from({ length: 5_001 }, (_, index) => ({ integer: index }));
		const file = await written(items, [column('integer')]);
		const metadata = parquetMetadata(file);
		expect(metadata.row_groups.map(({ num_rows }) => num_rows)).toEqual([2_000n, 2_000n, 1_001n]);
		expect((await parquetReadObjects({ file })).map(({ integer }) => Number(integer))).toEqual(
			items.map(({ integer }) => integer)
		);
		expect(metadata.key_value_metadata).toContainEqual({ key: 'tillwatch-filter', value: 'state=abnormal' });
		expect(metadata.key_value_metadata).toContainEqual({ key: 'tillwatch-time-zone', value: 'Asia/Shanghai' });
	});

	it('keeps columns where there is no row, and columns of the same heading apart', async () => {
		const file = await written([], [column('text', 'Name'), column('identifier', 'Name')]);
		expect(parquetMetadata(file).schema.map(({ name }) => name)).toEqual(['root', 'Name', 'Name 2']);
		expect(await parquetReadObjects({ file })).toEqual([]);
	});
});
