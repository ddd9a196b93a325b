import { buffer } from 'node:stream/consumers';
import { read as readWorkbook, utils, type CellObject } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { About } from './about.ts';
import type { Column } from './columns.ts';
import { localClock } from './local-clock.ts';
import { xlsxFile } from './xlsx-file.ts';

const CLOCK = localClock('Asia/Shanghai');
const ABOUT: Omit<About, 'rows'> = {
	list: 'things',
	title: { en: 'Things [1/2]', zh: '东西' },
	query: new URLSearchParams('state=abnormal'),
	zone: 'Asia/Shanghai',
	createdAtMs: Date.parse('2026-03-02T04:00:00Z'),
	dataAsOfMs: null
};

/** All sheets as rows of cells, read by a library that is not ours. */
async function readBack<Item>(items: readonly Item[], columns: readonly Column<Item>[], sheetRowsMax?: number) {
	async function* chunks() {
		for (let from = 0; from < items.length; from += 7) yield items.slice(from, from + 7);
	}
	const about = { ...ABOUT, rows: items.length };
	const workbook = readWorkbook(await buffer(xlsxFile(chunks(), columns, about, 'en', CLOCK, sheetRowsMax)));
	return workbook.SheetNames.map((name) => ({
		name,
		rows: utils.sheet_to_json<unknown[]>(workbook.Sheets[name] ?? {}, { header: 1, defval: null })
	}));
}

const column = <T extends Column<string>['type']>(type: T) =>
	({ heading: { en: 'Thing', zh: '东西' }, type, value: (item: string) => item }) as Column<string>;

describe('xlsxFile', () => {
	it('gives every text back, whatever is in it', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 1, maxLength: 9 }),
				async (texts) => {
					const [sheet] = await readBack(texts, [column('text')]);
					// This reader folds the two marks of a line end into one.
					expect(sheet?.rows.slice(1).map(([cell]) => cell)).toEqual(
						texts.map((text) => text.replaceAll('\r\n', '\n'))
					);
				}
			),
			{ numRuns: 60 }
		);
	});

	it('goes on on further sheets where one is full, each with its headings, and says at the end what it is', async () => {
		const numbers = Array.from({ length: 23 }, (_, index) => `n${index}`);
		const sheets = await readBack(numbers, [column('identifier')], 11);
		expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([
			['Things  1 2 ', 11],
			['Things  1 2  2', 11],
			['Things  1 2  3', 4],
			['About', 6]
		]);
		expect(sheets.slice(0, 3).flatMap(({ rows }) => rows.slice(1).map(([cell]) => cell))).toEqual(numbers);
	});

	it('keeps headings where there is no row', async () => {
		const [sheet] = await readBack([], [column('text')]);
		expect(sheet?.rows).toEqual([['Thing']]);
	});

	it.each([
		['integer', '123456789012345', 123456789012345],
		['integer', '1234567890123456', '1234567890123456'],
		['identifier', '00042', '00042'],
		['identifier', '=1+1', '=1+1']
	] as const)('writes %s %s as %j', async (type, given, cell) => {
		const [sheet] = await readBack([given], [column(type)]);
		expect(sheet?.rows[1]).toEqual([cell]);
	});

	it('writes a calendar day as a date with nothing of a clock, and one that Excel does not know as text', async () => {
		async function* days() {
			yield ['2026-03-01', '1900-01-01'];
		}
		const about = { ...ABOUT, rows: 2 };
		const file = await buffer(xlsxFile(days(), [column('date')], about, 'en', CLOCK));
		const [sheet] = Object.values(readWorkbook(file, { cellDates: true, UTC: true, cellNF: true }).Sheets);
		const first = sheet?.['A2'] as CellObject;
		expect([first.v, first.z, first.w]).toEqual([new Date('2026-03-01T00:00:00Z'), 'yyyy-mm-dd', '2026-03-01']);
		expect(sheet?.['A3']).toMatchObject({ t: 's', v: '1900-01-01' });
	});

	it('writes money as people write it, beside the exact minor units', async () => {
		const money: Column<[number, string]> = {
			heading: { en: 'Amount', zh: '金额' },
			type: 'money',
			value: ([minor]) => minor,
			currency: ([, currency]) => currency
		};
		const [sheet] = await readBack(
			[
				[-12345, 'CNY'],
				[500, 'JPY'],
				[1234, 'KWD']
			] as [number, string][],
			[money]
		);
		expect(sheet?.rows.slice(1)).toEqual([
			[-123.45, -12345],
			[500, 500],
			[1.234, 1234]
		]);
	});

	it('ends its source when nobody reads on', async () => {
		let ended = false;
		async function* endless() {
			try {
				for (;;) yield Array.from({ length: 500 }, () => crypto.randomUUID());
			} finally {
				ended = true;
			}
		}
		const file = xlsxFile(endless(), [column('text')], { ...ABOUT, rows: 1_000_000 }, 'en', CLOCK);
		for (let piece = 0; piece < 20; piece += 1) await file.next();
		await file.return(undefined);
		expect(ended).toBe(true);
	});
});
