import { describe, expect, it } from 'vitest';
import { RECORD_BYTES_MAX } from './raw-record.ts';
import { problemsOf, read, valuesOf } from './read-whole.fixture.ts';

describe('NDJSON', () => {
	it('reads one record a line, and names physical lines', async () => {
		const result = await read('\ufeff{"a":1}\r\n\r\n  \n{"a":2}\n{"a":');
		expect(result.records).toMatchObject([
			{ line: 1, value: { a: 1 } },
			{ line: 4, value: { a: 2 } }
		]);
		expect(problemsOf(result)).toEqual([[5, 'record.malformed_json']]);
		expect(result.rejects[0]).toMatchObject({ field: null, raw: '{"a":' });
	});

	it.each([
		['{"a":NaN}', 'NaN and Infinity are no numbers'],
		['{"a":1}\r{"a":2}', 'a carriage return alone ends none'],
		['[{"a":1}]x', 'send Content-Type application/json'],
		['a,b,c', 'each line must be one object'],
		["{'a':1}", 'see character 2'],
		['{"a":"\0"}', 'NUL']
	])('says what is wrong with %j', async (line, message) => {
		const result = await read(`${line}\n{"good":1}`);
		expect(result.rejects[0]?.message).toContain(message);
		expect(valuesOf(result)).toEqual([{ good: 1 }]);
	});

	it('keeps a text column able to hold what was refused', async () => {
		expect((await read('{"a":"\0"}')).rejects[0]?.raw).not.toContain('\0');
	});

	it('refuses what is not UTF-8 line by line, and says how to send GB18030', async () => {
		const gb18030 = Buffer.concat([
			Buffer.from('{"name":"'),
			Buffer.from([0xd0, 0xd2, 0xb8, 0xa3]),
			Buffer.from('"}\n')
		]);
		const result = await read(Buffer.concat([Buffer.from('{"a":1}\n'), gb18030, Buffer.from('{"a":3}\n')]));
		expect(valuesOf(result)).toEqual([{ a: 1 }, { a: 3 }]);
		expect(result.rejects).toMatchObject([{ line: 2, code: 'record.not_utf8', raw: null }]);
		expect(result.rejects[0]?.message).toContain('charset=gb18030');
		const declared = await read(gb18030, { type: 'application/x-ndjson; charset=GB18030', sizes: [1] });
		expect(valuesOf(declared)).toEqual([{ name: '幸福' }]);
	});

	it('passes over a line that is too long without holding it, as one reject', async () => {
		const long = `{"a":"${'x'.repeat(RECORD_BYTES_MAX)}"}`;
		for (const sizes of [[1 << 20], [1000], [long.length + 8]]) {
			const result = await read(`{"a":1}\n${long}\n{"a":3}`, { sizes });
			expect(valuesOf(result)).toEqual([{ a: 1 }, { a: 3 }]);
			expect(result.rejects).toMatchObject([{ line: 2, code: 'record.too_large', raw: null }]);
			expect(result.records[1]?.line).toBe(3);
		}
	});

	it('takes a record of exactly the longest length', async () => {
		const line = JSON.stringify({ a: 'é'.repeat(RECORD_BYTES_MAX / 2 - 4) });
		expect(Buffer.byteLength(line)).toBe(RECORD_BYTES_MAX);
		for (const sizes of [[1 << 20], [999]]) {
			expect((await read(line, { sizes })).records).toHaveLength(1);
			expect(problemsOf(await read(line.replace('é', 'éé'), { sizes }))).toEqual([[1, 'record.too_large']]);
		}
	});

	it('survives nesting that would overflow a stack', async () => {
		const nested = `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
		expect((await read(`${nested}\n{"b":1}`)).records).toHaveLength(2);
	});
});

describe('card numbers', () => {
	const refused = async (line: string) => {
		const result = await read(`${line}\n{"b":1}`);
		expect(valuesOf(result)).toEqual([{ b: 1 }]);
		expect(JSON.stringify(result.rejects)).not.toMatch(/4111|５４/);
		return result.rejects[0];
	};

	it.each([
		['{"id":"4111111111111111"}', 'id.card_number'],
		['{"id":4111111111111111}', 'id.card_number'],
		['{"note":"paid with 4111-1111-1111-1111 today"}', 'note.card_number'],
		['{"x":{"y":["4111 1111 1111 1111"]}}', 'x.card_number'],
		['{"4111111111111111":1}', 'record.card_number'],
		['{"id":"\\u0034111111111111111"}', 'id.card_number'],
		['{"id":"４１１１１１１１１１１１１１１１"}', 'id.card_number'],
		['{"id":"4111111111111111"', 'record.card_number'],
		['4111111111111111', 'record.card_number']
	])('refuses %s and keeps nothing of it', async (line, code) => {
		expect(await refused(line)).toMatchObject({ line: 1, code, raw: null });
	});

	it('refuses them in every column of a CSV', async () => {
		const result = await read('id,other\n1,4111111111111111\n2,fine', { type: 'text/csv' });
		expect(result.rejects).toMatchObject([{ line: 2, code: 'other.card_number', raw: null }]);
		expect(result.records).toHaveLength(1);
	});

	it('is not misled by the decimals of coordinates', async () => {
		const result = await read('{"lat":39.5085119938441398,"lng":116.4111111111111111}');
		expect(result.records).toHaveLength(1);
	});
});

describe('a JSON array', () => {
	const type = 'application/json';

	it('reads element by element; a record’s line is its place in the array', async () => {
		const body = ' [ {"a":"],}\\"["} ,\n{"a":[1,{"b":[]}]}, NaN, 5 ] \n';
		const result = await read(body, { type });
		expect(result.records).toMatchObject([
			{ line: 1, value: { a: '],}"[' } },
			{ line: 2, value: { a: [1, { b: [] }] } },
			{ line: 4, value: 5 }
		]);
		expect(problemsOf(result)).toEqual([[3, 'record.malformed_json']]);
		expect((await read('[]', { type })).records).toEqual([]);
	});

	it.each([
		['', 'ingest.malformed_json'],
		['{"a":1}', 'ingest.malformed_json'],
		['5', 'ingest.malformed_json'],
		['[{"a":1}', 'ingest.truncated'],
		['[{"a":1},{"a":"', 'ingest.truncated'],
		['[{"a":1},]', 'ingest.malformed_json'],
		['[{"a":1},,{"a":2}]', 'ingest.malformed_json'],
		['[{"a":1}]x', 'ingest.malformed_json'],
		['[{"a":1}},1]', 'ingest.malformed_json']
	])('ends %j in a clear refusal', async (body, code) => {
		const { error } = await read(body, { type });
		expect(error).toMatchObject({ code, status: 400 });
	});

	it('hands on the good records before the place where it breaks', async () => {
		const result = await read('[{"a":1},{"a":2},{"a":', { type, sizes: [3] });
		expect(valuesOf(result)).toEqual([{ a: 1 }, { a: 2 }]);
		expect(result.error?.message).toContain('element 3');
	});

	it('passes over an element that is too long', async () => {
		const long = JSON.stringify('x'.repeat(RECORD_BYTES_MAX));
		for (const sizes of [[1 << 20], [777]]) {
			const result = await read(`[1,${long},3]`, { type, sizes });
			expect(valuesOf(result)).toEqual([1, 3]);
			expect(problemsOf(result)).toEqual([[2, 'record.too_large']]);
		}
	});
});

describe('CSV', () => {
	const type = 'text/csv';

	it('names the line at which a record begins, also after cells of several lines', async () => {
		const result = await read('\ufeffa,b\r\n1,"x\r\ny"\r\n\r\n2,"say ""hi"""\r\n3\r\n4,5', { type });
		expect(result.records).toMatchObject([
			{ line: 2, value: { a: '1', b: 'x\r\ny' } },
			{ line: 5, value: { a: '2', b: 'say "hi"' } },
			{ line: 7, value: { a: '4', b: '5' } }
		]);
		expect(result.rejects).toMatchObject([{ line: 6, code: 'record.ragged', raw: '3' }]);
		expect(result.rejects[0]?.message).toBe('has 1 cells where the header has 2 columns');
	});

	it('lets a row with a stray quote cost only itself', async () => {
		const result = await read('a,b\n5" pipe,1\n"x"y,2\nok,3', { type });
		expect(problemsOf(result)).toEqual([[3, 'record.malformed_csv']]);
		expect(valuesOf(result)).toEqual([
			{ a: '5" pipe', b: '1' },
			{ a: 'ok', b: '3' }
		]);
	});

	it('refuses an open quote instead of swallowing the rest of the file', async () => {
		const rest = 'good,1\n'.repeat(20_000);
		const result = await read(`a,b\ngood,0\n"open,1\n${rest}`, { type });
		expect(valuesOf(result)).toEqual([{ a: 'good', b: '0' }]);
		expect(result.error).toMatchObject({ code: 'ingest.malformed_csv', status: 400 });
		expect(result.error?.message).toContain('line 3');
		expect((await read('a\n"open', { type })).error).toMatchObject({ code: 'ingest.truncated' });
	});

	it('passes over a row that is too long', async () => {
		const long = 'x'.repeat(RECORD_BYTES_MAX);
		for (const sizes of [[1 << 20], [4096]]) {
			const result = await read(`a,b\n${long},1\nok,2`, { type, sizes });
			expect(problemsOf(result)).toEqual([[2, 'record.too_large']]);
			expect(result.records).toMatchObject([{ line: 3, value: { a: 'ok', b: '2' } }]);
		}
	});

	it('takes a row of exactly the longest length, and none longer', async () => {
		const row = `${'x'.repeat(RECORD_BYTES_MAX - 2)},1`;
		for (const sizes of [[1 << 20], [999]]) {
			expect((await read(`a,b\n${row}\n`, { type, sizes })).records).toHaveLength(1);
			expect(problemsOf(await read(`a,b\n${row}2\n`, { type, sizes }))).toEqual([[2, 'record.too_large']]);
		}
	});

	it('reads GB18030 when it is declared, and refuses it clearly when not', async () => {
		const body = Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0xd0, 0xd2, 0xb8, 0xa3]), Buffer.from(',1\n')]);
		expect(valuesOf(await read(body, { type: 'text/csv; charset=gb18030', sizes: [1] }))).toEqual([
			{ a: '幸福', b: '1' }
		]);
		expect(problemsOf(await read(body, { type }))).toEqual([[2, 'record.not_utf8']]);
		expect((await read(Buffer.from([0xd0, 0xd2]), { type })).error).toMatchObject({ code: 'ingest.header_unusable' });
		const wrong = await read(Buffer.from([0x61, 0xff, 0xff]), { type: 'text/csv; charset=gbk' });
		expect(wrong.error).toMatchObject({ code: 'ingest.malformed_text' });
	});

	it.each([
		['', 'ingest.header_missing'],
		['\n\n', 'ingest.header_missing'],
		['a,b\r1,2\r3,4', 'ingest.header_unusable'],
		['"a"x,b\n1,2', 'ingest.header_unusable']
	])('refuses %j for its header', async (body, code) => {
		expect((await read(body, { type })).error).toMatchObject({ code, status: 400 });
	});
});

describe('PEM', () => {
	const type = 'application/x-pem-file';
	const block = (label: string) => `-----BEGIN ${label}-----\nTUlJ\n-----END ${label}-----\n`;

	it('finds certificates between other text, and refuses keys without keeping them', async () => {
		const body = `subject=CN = x\n${block('CERTIFICATE')}${block('EC PRIVATE KEY')}\r\n${block('CERTIFICATE')}`;
		const result = await read(body, { type, sizes: [5] });
		expect(result.records.map(({ line }) => line)).toEqual([2, 9]);
		expect(result.records[0]?.value).toEqual({ pem: block('CERTIFICATE').trim() });
		expect(result.rejects).toMatchObject([{ line: 5, code: 'pem.private_key', raw: null }]);
		expect((await read('-----BEGIN CERTIFICATE-----\nTUlJ', { type })).error).toMatchObject({
			code: 'ingest.truncated'
		});
	});
});
