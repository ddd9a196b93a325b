import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '#api/platform/errors.ts';
import { TRANSACTION_TYPES } from '#lib/domain/transactions.ts';
import { readValidRecords } from '../records/read-valid-records.ts';
import { transactionSpec, type TransactionRecord } from '../records/transaction.ts';
import type { RecordReject } from '../reading/record-reject.ts';
import { compileMapping } from './compile-mapping.ts';
import { parseMapping } from './mapping.schema.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const EXAMPLES = 'examples/tabformer';
/** Public card transactions with failure reasons; not part of this repository. */
const REAL_FILE = '../shared/data/tabformerlite/tabformerlite_test_data.csv';

type Outcome = { records: TransactionRecord[]; rejects: RecordReject[]; rejected: number };

async function importWith(mapping: unknown, body: AsyncIterable<Uint8Array> | string): Promise<Outcome> {
	const compiled = compileMapping(parseMapping(mapping));
	async function* bytes() {
		yield* typeof body === 'string' ? [Buffer.from(body)] : body;
	}
	const outcome: Outcome = { records: [], rejects: [], rejected: 0 };
	const options = { contentType: 'text/csv', now: NOW, mapping: compiled };
	for await (const chunk of readValidRecords(bytes(), transactionSpec, options)) {
		outcome.records.push(...chunk.records.map((record) => record.value));
		outcome.rejects.push(...chunk.rejects);
		outcome.rejected += chunk.rejected;
	}
	return outcome;
}

const mappingFile = (name: string): unknown => JSON.parse(readFileSync(`${EXAMPLES}/${name}`, 'utf8'));

const count = <T>(values: readonly T[]) => {
	const counts = new Map<T, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return Object.fromEntries(counts);
};

const small = {
	kind: 'transaction',
	fields: {
		id: { column: 'ref' },
		terminalId: { column: 'tid' },
		merchantId: { constant: 'M1' },
		acquirerId: { constant: 'A1' },
		occurredAt: { column: 'when', date: { format: 'yyyy-MM-dd HH:mm', timeZone: 'Asia/Shanghai' } },
		type: { constant: 'sale' },
		codeProfile: { constant: 'cup' },
		responseCode: {
			column: 'result',
			splitBy: '/',
			technical: ['line down', 'host down'],
			values: { ok: '00', 'line down': 'E106', 'host down': '91', 'wrong pin': '55', 'no answer': null }
		},
		amountMinor: { column: 'yuan', amount: {} },
		currency: { constant: 'CNY' }
	}
};

const HEADER = 'ref,tid,when,result,yuan';
const row = (cells: { result?: string; yuan?: string; when?: string; tid?: string }) =>
	`${HEADER}\nr1,${cells.tid ?? 'T1'},${cells.when ?? '2026-11-20 09:15'},${cells.result ?? 'ok'},${cells.yuan ?? '12.30'}`;

describe('a mapping', () => {
	it('turns rows of another shape into records', async () => {
		const { records, rejects } = await importWith(small, row({}));
		expect(rejects).toEqual([]);
		expect(records).toMatchObject([
			{
				id: 'r1',
				terminalId: 'T1',
				occurredAtMs: Date.parse('2026-11-20T01:15:00Z'),
				responseCode: '00',
				amountMinor: 1230
			}
		]);
	});

	it.each([
		['OK', '00'],
		['no answer', null],
		['wrong pin / line down', 'E106'],
		['line down/host down', 'E106'],
		['wrong pin/', '55'],
		['Wrong PIN/wrong pin', '55']
	])('maps the result %j by its first technical cause, else its first', async (result, code) => {
		expect((await importWith(small, row({ result }))).records[0]?.responseCode).toBe(code);
	});

	it('refuses a value it does not know, naming it and the ones it knows', async () => {
		const { rejects } = await importWith(small, row({ result: 'wrong pin/asleep' }));
		expect(rejects).toMatchObject([{ line: 2, field: 'responseCode', code: 'responseCode.unmapped_value' }]);
		expect(rejects[0]?.message).toContain('the column "result" has the value "asleep"');
		expect(rejects[0]?.message).toContain('"wrong pin"');
	});

	it('reports all that is wrong with a row', async () => {
		const { rejects, rejected } = await importWith(small, row({ result: 'x', yuan: 'much', when: 'today' }));
		expect(rejects.map(({ code }) => code)).toEqual([
			'occurredAt.not_a_date',
			'responseCode.unmapped_value',
			'amountMinor.not_an_amount'
		]);
		expect(rejected).toBe(1);
	});

	it('takes a negative sale for a refund, or refuses it if told to', async () => {
		const { records } = await importWith(small, row({ yuan: '-12.30' }));
		expect(records).toMatchObject([{ amountMinor: 1230, type: TRANSACTION_TYPES.indexOf('refund') }]);
		const strict = {
			...small,
			fields: { ...small.fields, amountMinor: { column: 'yuan', amount: { negative: 'reject' } } }
		};
		expect((await importWith(strict, row({ yuan: '-12.30' }))).rejects).toMatchObject([
			{ code: 'amountMinor.negative' }
		]);
	});

	it('gives identical rows ids of their own, and the same ones every time', async () => {
		const hashed = { ...small, fields: { ...small.fields, id: { contentHash: ['ref', 'when', 'yuan'] } } };
		const body = `${row({})}\nr1,T1,2026-11-20 09:15,ok,12.30\nr2,T1,2026-11-20 09:15,ok,12.30`;
		const first = (await importWith(hashed, body)).records.map((record) => record.id);
		expect(new Set(first).size).toBe(3);
		expect((await importWith(hashed, body)).records.map((record) => record.id)).toEqual(first);
	});

	it('refuses card numbers, except in fields that were declared to be identifiers', async () => {
		const body = row({ tid: '4722913068560264812' });
		expect((await importWith(small, body)).rejects).toMatchObject([{ code: 'terminalId.card_number', raw: null }]);
		const declared = { ...small, identifiers: ['terminalId'] };
		expect((await importWith(declared, body)).records).toMatchObject([{ terminalId: '4722913068560264812' }]);
		const leaked = { ...declared, fields: { ...small.fields, issuer: { column: 'tid' } } };
		expect((await importWith(leaked, body)).rejects).toMatchObject([{ code: 'issuer.card_number', raw: null }]);
		const elsewhere = await importWith(declared, row({ result: '4111111111111111' }));
		expect(JSON.stringify(elsewhere.rejects)).not.toContain('4111');
	});

	it('wants every column used or left out on purpose', async () => {
		const refusal = async (header: string) =>
			importWith(small, `${header}\n`).catch((error: unknown) => error as AppError);
		const extra = await refusal(`${HEADER},note`);
		expect(extra).toMatchObject({
			code: 'ingest.header_unusable',
			issues: [{ code: 'header.unknown_column', path: 'note' }]
		});
		expect(await refusal('ref,tid,when,result,yaun')).toMatchObject({
			message: expect.stringContaining('Did you mean "yaun"?')
		});
		expect(await refusal(`${HEADER},tid`)).toMatchObject({ issues: [{ code: 'header.duplicate_column' }] });
		const open = { ...small, ignored: { '*': 'nothing a terminal knows' } };
		expect((await importWith(open, `${HEADER},note\nr1,T1,2026-11-20 09:15,ok,1,x`)).records).toHaveLength(1);
	});

	it('is refused with everything that is wrong with it', () => {
		const bad = {
			...small,
			kind: 'sales',
			fields: { id: { column: 'a', constant: 'b' }, x: { splitBy: ',' } },
			extra: 1
		};
		try {
			parseMapping(bad);
			expect.unreachable();
		} catch (error) {
			expect(error).toMatchObject({ code: 'mapping.invalid', status: 400 });
			expect((error as AppError).issues.map((issue) => issue.path)).toEqual(
				expect.arrayContaining(['kind', 'fields.id', 'fields.x', 'fields.x.splitBy'])
			);
		}
		const { id, ...others } = small.fields;
		const contradictory = { ...small, identifiers: ['merchant'], fields: { ...others, ammountMinor: id } };
		expect(() => compileMapping(parseMapping(contradictory))).toThrow(
			/did you mean amountMinor.*did you mean merchantId.*id: is missing/s
		);
	});
});

describe('the example', () => {
	it('comes in whole: refunds, compound reasons, equal rows, ids that look like card numbers', async () => {
		const { records, rejected } = await importWith(
			mappingFile('mapping.json'),
			createReadStream(`${EXAMPLES}/transactions.csv`)
		);
		expect(rejected).toBe(0);
		expect(new Set(records.map((record) => record.id)).size).toBe(97);
		expect(count(records.map((record) => record.type))).toEqual({ 0: 92, 1: 5 });
		expect(count(records.map((record) => record.responseCode))).toEqual({
			...{ '00': 80, '14': 1, '51': 4, '54': 1, '55': 4, '96': 5, '6P': 1, N7: 1 }
		});
	});
});

describe.skipIf(!existsSync(REAL_FILE))(
	'the real TabFormerLite file (expected in ../shared/data/tabformerlite)',
	() => {
		it('comes in whole, every row once, amounts in exact cents', async () => {
			const { records, rejected } = await importWith(
				mappingFile('tabformerlite.mapping.json'),
				createReadStream(REAL_FILE)
			);
			expect(rejected).toBe(0);
			expect(records).toHaveLength(1563);
			expect(new Set(records.map((record) => record.id)).size).toBe(1563);
			expect(new Set(records.map((record) => record.merchantId)).size).toBe(159);
			expect(records.some((record) => record.merchantId === '-5162038175624867091')).toBe(true);
			expect(count(records.map((record) => record.responseCode))).toEqual({
				'00': 1544,
				'51': 10,
				'55': 5,
				'96': 3,
				'14': 1
			});
			expect(records.reduce((sum, record) => sum + record.amountMinor, 0)).toBe(9549156);
			expect(records.filter((record) => record.entryMode === 5)).toHaveLength(88);
			expect(records[0]?.occurredAtMs).toBe(Date.parse('2020-01-01T06:05:00Z'));
		});
	}
);
