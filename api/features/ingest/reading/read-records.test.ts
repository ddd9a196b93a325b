import { constants, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCardNumber } from '#lib/domain/card-numbers.ts';
import { readRecords } from './read-records.ts';
import { asText, cut, read } from './read-whole.fixture.ts';

describe('what a body says about itself', () => {
	it.each([
		[null, undefined, 'ingest.unsupported_media_type'],
		['text/html', undefined, 'ingest.unsupported_media_type'],
		['application/gzip', undefined, 'ingest.unsupported_media_type'],
		['text/csv; charset=klingon', undefined, 'ingest.unsupported_charset'],
		['text/csv', 'br', 'ingest.unsupported_encoding']
	])('refuses %s with encoding %s by 415', async (contentType, contentEncoding, code) => {
		const chunks = readRecords(cut(Buffer.from('a\n1'), [3]), {
			contentType,
			contentEncoding,
			csv: { delimiter: ',', bindHeader: asText }
		});
		await expect(chunks.next()).rejects.toMatchObject({ code, status: 415 });
	});

	it('lists what is accepted', async () => {
		const { error } = await read('', { type: 'text/html' });
		expect(error?.message).toContain('application/x-ndjson, application/json, text/csv, application/x-pem-file');
		expect((await read(Buffer.from([0xff, 0xfe, 0x7b, 0]))).error).toMatchObject({
			code: 'ingest.unsupported_charset'
		});
	});

	it('turns a sender that goes away into a refusal, after what it sent', async () => {
		async function* broken(): AsyncGenerator<Uint8Array> {
			yield Buffer.from('{"a":1}\n{"a":2}');
			throw new Error('socket hang up');
		}
		const chunks = readRecords(broken(), {
			contentType: 'application/x-ndjson',
			csv: { delimiter: ',', bindHeader: asText }
		});
		expect((await chunks.next()).value).toMatchObject({ records: [{ value: { a: 1 } }] });
		await expect(chunks.next()).rejects.toMatchObject({ code: 'ingest.interrupted', status: 400 });
	});
});

describe('gzip', () => {
	const lines = Array.from({ length: 5000 }, (_, i) => JSON.stringify({ i, noise: Math.sin(i).toString(36) })).join(
		'\n'
	);

	it('reads all members, cut anywhere', async () => {
		const half = lines.indexOf('\n', lines.length / 2) + 1;
		const members = [gzipSync(lines.slice(0, half)), gzipSync(lines.slice(half))];
		for (const sizes of [[97], [1 << 20], [members[0]?.length ?? 0]]) {
			expect((await read(Buffer.concat(members), { encoding: 'gzip', sizes })).records).toHaveLength(5000);
		}
	});

	it('says that it ends too early, after the records before', async () => {
		const whole = gzipSync(lines);
		for (const missing of [1, 9, 500, 20_000]) {
			const cutOff = whole.subarray(0, whole.length - missing);
			const readable = gunzipSync(cutOff, { finishFlush: constants.Z_SYNC_FLUSH }).toString();
			const wholeLines = readable.split('\n').length - 1;
			for (const sizes of [[1000], [65_536], [1 << 20]]) {
				const result = await read(cutOff, { encoding: 'gzip', sizes });
				expect(result.error).toMatchObject({ code: 'ingest.truncated', status: 400 });
				expect(result.records.length + result.rejected).toBe(wholeLines);
			}
		}
		expect((await read('', { encoding: 'gzip' })).error).toMatchObject({ code: 'ingest.truncated' });
	});

	it('says that it is damaged', async () => {
		const followed = Buffer.concat([gzipSync('{"a":1}'), Buffer.from('garbage')]);
		expect((await read(followed, { encoding: 'gzip' })).error).toMatchObject({ code: 'ingest.malformed_gzip' });
		expect((await read('{"a":1}', { encoding: 'gzip' })).error).toMatchObject({ code: 'ingest.malformed_gzip' });
	});
});

describe('whatever comes in', () => {
	const types = ['application/x-ndjson', 'application/json', 'text/csv', 'application/x-pem-file'];
	const pieces = fc.constantFrom(
		...[
			'{"a":1}',
			'"',
			'\\',
			'[',
			']',
			'{',
			'}',
			',',
			'\n',
			'\r\n',
			'\r',
			'\ufeff',
			'\0',
			'é',
			'幸',
			' ',
			'4111111111111111'
		],
		...[
			'"a","b"',
			'NaN',
			'1e400',
			'{"__proto__":1}',
			'-----BEGIN CERTIFICATE-----',
			'-----END CERTIFICATE-----',
			'\t',
			';'
		]
	);
	const text = fc.array(pieces, { maxLength: 60 }).map((parts) => Buffer.from(parts.join('')));
	const bytes = fc.oneof(text, fc.uint8Array({ maxLength: 200 }));
	const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 });

	it('gives the same wherever the bytes are cut', async () => {
		await fc.assert(
			fc.asyncProperty(bytes, sizes, fc.constantFrom(...types), async (body, cuts, type) => {
				expect(await read(body, { type, sizes: cuts })).toEqual(await read(body, { type }));
			}),
			{ numRuns: 600 }
		);
	});

	it('fails only in ways it can explain, and keeps no card number', async () => {
		await fc.assert(
			fc.asyncProperty(
				bytes,
				fc.constantFrom(...types),
				fc.constantFrom(undefined, 'gzip'),
				async (body, type, encoding) => {
					const result = await read(body, { type, ...(encoding ? { encoding } : {}) });
					expect(result.error?.status ?? 400).toBeLessThan(500);
					for (const { raw, message } of result.rejects) expect(findCardNumber(`${raw}\n${message}`)).toBeNull();
					expect(new Set(result.rejects.map(({ line }) => line)).size).toBe(result.rejected);
				}
			),
			{ numRuns: 600 }
		);
	});
});
