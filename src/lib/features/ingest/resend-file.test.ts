import { expect, it } from 'vitest';
import { resendFile } from './resend-file.ts';

const batchId = 'b1';

it('a record with several problems is in the file once, as it was sent', () => {
	const raw = '{"id":"1","note":"é,中"}';
	const file = resendFile([
		{ batchId, line: 4, raw },
		{ batchId, line: 4, raw },
		{ batchId, line: 9, raw: '{"id":"2"}' }
	]);
	expect(file).toMatchObject({ ending: 'ndjson', text: `${raw}\n{"id":"2"}\n`, records: 2, withheld: 0 });
});

it('the same line of two batches is two records', () => {
	const raw = '{}';
	expect(
		resendFile([
			{ batchId, line: 1, raw },
			{ batchId: 'b2', line: 1, raw }
		]).records
	).toBe(2);
});

it('records that were not kept are counted, not left out in silence', () => {
	const file = resendFile([
		{ batchId, line: 1, raw: null },
		{ batchId, line: 1, raw: null },
		{ batchId, line: 2, raw: '{}' }
	]);
	expect(file).toMatchObject({ text: '{}\n', records: 1, withheld: 1 });
	expect(resendFile([{ batchId, line: 1, raw: null }])).toMatchObject({ text: '', records: 0, withheld: 1 });
});

it('rows of a CSV file do not pretend to be JSON', () => {
	expect(resendFile([{ batchId, line: 2, raw: '1,T1,"a, b"' }])).toMatchObject({
		ending: 'csv',
		contentType: 'text/csv'
	});
});
