import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvIdentifier, csvLine, csvTable, csvText, unguardedText } from './csv.ts';

const readBack = (line: string) => (parse(line) as string[][])[0];

describe('csvText', () => {
	it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', "'=1", "=cmd|' /C calc'!A0"])(
		'marks %j as text, so that no spreadsheet computes it',
		(text) => expect(readBack(csvLine([csvText(text), 'x']))?.[0]).toBe(`'${text}`)
	);

	it.each(['-12.50', '+3', '-1e-7', '0', 'plain', 'a=b', "it's", ' padded '])('leaves %j alone', (text) => {
		expect(readBack(csvLine([csvText(text), 'x']))?.[0]).toBe(text);
	});

	it('brings every text back through a reader that is not ours', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2 }), (texts) => {
				const line = csvLine(texts.map(csvText));
				expect(readBack(line)?.map(unguardedText)).toEqual(texts);
			})
		);
	});
});

describe('csvIdentifier', () => {
	it.each(['-0042', '+86-138', '=A1', '@shop', '0007', '9999999999999999999', '终端-1', 'a.b:c/d'])(
		'never changes %j, which cannot call anything',
		(id) => expect(csvIdentifier(id)).toBe(id)
	);

	it('guards what no identifier holds', () => {
		expect(csvIdentifier('=HYPERLINK("http://x")')).toBe(`"'=HYPERLINK(""http://x"")"`);
		expect(csvIdentifier("=cmd|'/C calc'!A0")).toBe("'=cmd|'/C calc'!A0");
	});
});

describe('csvTable', () => {
	it('is a file that spreadsheets open as it is meant', () => {
		expect(
			csvTable(
				['时间', 'n'],
				[
					['=1', -2],
					['a,b', null]
				]
			)
		).toBe('\uFEFF时间,n\r\n\'=1,-2\r\n"a,b",\r\n');
	});
});
