import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkCollector } from './chunk-collector.ts';
import { CsvParser } from './csv-parser.ts';
import { cellsOf } from './csv-row.ts';

/** Public corner cases of CSV; not part of this repository. */
const SPECTRUM = '../shared/data/csv/csv-spectrum';

const tableOf = (text: string): unknown[] => {
	const out = new ChunkCollector();
	const parser = new CsvParser({
		delimiter: ',',
		bindHeader: (header) => ({
			read: (cells) => ({ value: Object.fromEntries(header.map((name, at) => [name, cells[at]])) }),
			guardedText: (_, raw) => raw
		})
	});
	parser.push(Buffer.from(text), out);
	parser.end(out);
	const { records, rejects } = out.take();
	expect(rejects).toEqual([]);
	return records.map((record) => record.value);
};

describe('cellsOf', () => {
	const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '幸', ';'), maxLength: 8 });
	const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
	const written = fc.tuple(cell, fc.boolean()).map(([text, isQuoted]) => ({
		text,
		written: isQuoted || /[",\r\n]/.test(text) ? quote(text) : text
	}));

	it('reads back whatever RFC 4180 can write', () => {
		fc.assert(
			fc.property(fc.array(written, { minLength: 1, maxLength: 6 }), (cells) => {
				expect(cellsOf(cells.map((each) => each.written).join(','), ',')).toEqual(cells.map((each) => each.text));
			})
		);
	});

	it('agrees with csv-parse on every record that the standard allows, and refuses the others or takes them literally', () => {
		const record = fc.string({
			unit: fc.constantFrom('a', '"', '""', ',', ',"', '",', ' '),
			minLength: 1,
			maxLength: 12
		});
		fc.assert(
			fc.property(record, (text) => {
				const expected = parsed(text);
				const cells = cellsOf(text, ',');
				if (expected !== null) expect(cells).toEqual(expected);
				else if (cells !== null) expect(text).toMatch(/[^,"][^,]*"/);
			}),
			{ numRuns: 2000 }
		);
	});
});

function parsed(text: string): string[] | null {
	try {
		return (parse(text, { relax_column_count: true }) as string[][])[0] ?? [''];
	} catch {
		return null;
	}
}

describe.skipIf(!existsSync(SPECTRUM))('csv-spectrum (expected in ../shared/data/csv)', () => {
	const names = existsSync(SPECTRUM) ? readdirSync(`${SPECTRUM}/csvs`).map((file) => file.replace('.csv', '')) : [];

	it.each(names)('%s', (name) => {
		// Line ends are compared as line feeds: copies of these files lose their carriage returns in version control.
		const expected: unknown = JSON.parse(
			readFileSync(`${SPECTRUM}/json/${name}.json`, 'utf8').replaceAll('\\r\\n', '\\n')
		);
		const table = tableOf(readFileSync(`${SPECTRUM}/csvs/${name}.csv`, 'utf8').replaceAll('\r\n', '\n'));
		if (name !== 'location_coordinates') expect(table).toEqual(expected);
		// The published answer of this one names another telephone number than its table.
		else expect(table).toMatchObject([{ 'Location Coordinates': Object(expected)['Location Coordinates'] }]);
	});
});
