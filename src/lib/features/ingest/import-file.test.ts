import { expect, it } from 'vitest';
import { ApiError } from '#lib/api/errors.ts';
import { BrokenOffError, fileEndings, holdsCertificates, importKind, readAnswer, typeOfFile } from './import-file.ts';

it.each([
	['day.ndjson', 'application/x-ndjson', false],
	['day.JSONL', 'application/x-ndjson', false],
	['day.json.gz', 'application/json', true],
	['2026-03-01 交易.csv', 'text/csv', false],
	['day.csv.gz', 'text/csv', true]
])('%s is sent as %s', (name, contentType, isGzip) => {
	expect(typeOfFile(name, 'transaction')).toEqual({ contentType, isGzip });
});

it.each(['day.xlsx', 'csv', 'day.csv.zip', 'chain.pem', ''])(
	'%s is not taken, rather than sent as something it is not',
	(name) => {
		expect(typeOfFile(name, 'transaction')).toBeNull();
	}
);

it.each([
	['chain.pem', 'application/x-pem-file'],
	['终端.CRT', 'application/pkix-cert'],
	['one.der', 'application/pkix-cert'],
	['chain.p7b', 'application/pkix-cert'],
	['all.zip', 'application/zip']
])('among certificates %s is sent as %s, and the form asks whose they are', (name, contentType) => {
	expect(typeOfFile(name, 'certificate')).toEqual({ contentType, isGzip: false });
	expect(holdsCertificates(name, 'certificate')).toBe(true);
	expect(holdsCertificates(name, 'transaction')).toBe(false);
	expect(fileEndings('certificate')).toContain(name.toLowerCase().slice(name.lastIndexOf('.')));
});

it('records that tell of certificates say themselves whose they are; a store of keys is not offered', () => {
	expect(holdsCertificates('certificates.csv', 'certificate')).toBe(false);
	expect(typeOfFile('certificates.csv', 'certificate')).toMatchObject({ contentType: 'text/csv' });
	expect([typeOfFile('keys.p12', 'certificate'), typeOfFile('keys.pfx', 'certificate')]).toEqual([null, null]);
});

it('a kind in an address that does not exist means none', () => {
	expect(importKind('terminal')).toBe('terminal');
	expect([importKind('toString'), importKind(''), importKind(null)]).toEqual([undefined, undefined, undefined]);
});

const counts = { batchId: 'b1', received: 5, accepted: 3, duplicates: 1, rejected: 1, errors: [], ignoredFields: [] };
const problem = {
	code: 'ingest.truncated',
	title: 'The body ended too early',
	detail: 'after 5 records',
	requestId: 'r1'
};

it('a body that was broken off keeps its problem and tells what was stored', async () => {
	const error: unknown = await readAnswer(Response.json({ ...problem, ...counts }, { status: 400 })).catch((e) => e);
	expect(error).toBeInstanceOf(BrokenOffError);
	expect(error).toMatchObject({ status: 400, code: 'ingest.truncated', requestId: 'r1', answer: counts });
	expect((error as Error).message).toBe(problem.title);
});

it('a refusal before anything was read has no counts', async () => {
	const error: unknown = await readAnswer(Response.json(problem, { status: 415 })).catch((e) => e);
	expect(error).toBeInstanceOf(ApiError);
	expect(error).not.toBeInstanceOf(BrokenOffError);
});
