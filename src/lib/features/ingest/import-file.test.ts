import { expect, it } from 'vitest';
import { typeOfFile } from './import-file.ts';

it.each([
	['day.ndjson', 'application/x-ndjson', false],
	['day.JSONL', 'application/x-ndjson', false],
	['day.json.gz', 'application/json', true],
	['2026-03-01 交易.csv', 'text/csv', false],
	['day.csv.gz', 'text/csv', true],
	['chain.pem', 'application/x-pem-file', false]
])('%s is sent as %s', (name, contentType, isGzip) => {
	expect(typeOfFile(name)).toEqual({ contentType, isGzip });
});

it.each(['day.xlsx', 'csv', 'day.csv.zip', ''])('%s is not taken, rather than sent as something it is not', (name) => {
	expect(typeOfFile(name)).toBeNull();
});
