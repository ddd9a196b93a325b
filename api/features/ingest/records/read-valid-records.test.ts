import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#api/platform/errors.ts';
import { parseAndValidate } from './parse-and-validate.ts';
import { readValidRecords, type IntakeOptions, type ValidChunk } from './read-valid-records.ts';
import { recordSpecs } from './record-specs.ts';
import type { RecordSpec } from './record-spec.ts';
import type { TransactionRecord } from './transaction.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

const sale = (id: string) => ({
	...{ id, terminalId: 'T1', merchantId: 'M1', acquirerId: 'A1', occurredAt: '2026-11-20T09:15:00Z', type: 'sale' },
	...{ codeProfile: 'cup', responseCode: '00', amountMinor: 100, currency: 'CNY' }
});

async function read<Record>(spec: RecordSpec<Record>, body: string, options: Partial<IntakeOptions> = {}) {
	const all: ValidChunk<Record> = { records: [], rejects: [], rejected: 0, received: 0, bytes: 0, ignoredFields: [] };
	async function* bytes() {
		yield Buffer.from(body);
	}
	for await (const chunk of readValidRecords(bytes(), spec, {
		contentType: 'application/x-ndjson',
		now: NOW,
		...options
	})) {
		all.records.push(...chunk.records);
		all.rejects.push(...chunk.rejects);
		all.rejected += chunk.rejected;
		all.received += chunk.received;
		all.bytes += chunk.bytes;
		all.ignoredFields.push(...chunk.ignoredFields);
		expect(chunk.records.length).toBeLessThanOrEqual(5000);
	}
	return all;
}

const ndjson = (...records: unknown[]) => records.map((record) => JSON.stringify(record)).join('\n');

describe('a mixed body', () => {
	it('keeps the good records and accounts for each of the others', async () => {
		const body = ndjson(sale('a'), { ...sale('b'), amountMinor: 'x', type: 'y' }, sale('c'), 7);
		const all = await read(recordSpecs.transaction, body);
		expect(all.records.map(({ line, value }) => [line, value.id])).toEqual([
			[1, 'a'],
			[3, 'c']
		]);
		expect(all.rejects.map(({ line, code }) => [line, code])).toEqual([
			[2, 'type.unknown_value'],
			[2, 'amountMinor.not_an_integer'],
			[4, 'record.not_an_object']
		]);
		expect(all).toMatchObject({ received: 4, rejected: 2, bytes: Buffer.byteLength(body) });
		expect(JSON.parse(all.rejects[0]?.raw ?? '')).toMatchObject({ id: 'b', amountMinor: 'x' });
	});

	it('names fields outside the contract once, not for every record', async () => {
		const body = ndjson({ ...sale('a'), batch: 1 }, { ...sale('b'), batch: 2, shift: 3 });
		const all = await read(recordSpecs.transaction, body);
		expect(all.received).toBe(2);
		expect(all.ignoredFields).toEqual(['batch', 'shift']);
	});

	it('keeps nothing of a record that holds a key', async () => {
		const body = ndjson({ terminalId: 'T1', at: '2026-11-22T11:00:00Z', keys: [{ slot: 1, kcv: 'A1B2C3D4E5F60718' }] });
		const { rejects } = await read(recordSpecs.heartbeat, body);
		expect(rejects).toMatchObject([{ code: 'keys.kcv.not_a_check_value', raw: null }]);
		expect(JSON.stringify(rejects)).not.toContain('A1B2C3D4');
	});

	it('takes a social credit code that looks like a card number, but not the number itself', async () => {
		// Seventeen digits that satisfy Luhn's check; T is their check character by GB 32100.
		const codes = ['91310000000000103T', '91310000000000103B'];
		const merchants = codes.map((socialCreditCode, at) => ({
			merchantId: `M${at}`,
			name: 'x',
			acquirerId: 'A1',
			socialCreditCode
		}));
		const all = await read(recordSpecs.merchant, ndjson(...merchants));
		expect(all.records.map(({ value }) => value.socialCreditCode)).toEqual([codes[0]]);
		expect(all.rejects).toMatchObject([{ line: 2, code: 'socialCreditCode.card_number', raw: null }]);
	});

	it('reads the same from memory as from a stream', async () => {
		const body = ndjson(
			sale('a'),
			{ ...sale('b'), shift: 1 },
			7,
			...Array.from({ length: 6000 }, (_, at) => sale(`t${at}`))
		);
		const streamed = await read(recordSpecs.transaction, body);
		expect(parseAndValidate(Buffer.from(body), recordSpecs.transaction, NOW)).toEqual(streamed);
		expect(streamed.received).toBe(6003);
	});

	it('adds up whatever comes in', async () => {
		const line = fc.oneof(
			fc.nat(50).map((id) => JSON.stringify(sale(`t${id}`))),
			fc.string(),
			fc.json(),
			fc.constant('4111111111111111'),
			fc
				.record({ id: fc.string(), amountMinor: fc.double() })
				.map((fields) => JSON.stringify({ ...sale('x'), ...fields }))
		);
		await fc.assert(
			fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
				const all = await read(recordSpecs.transaction, lines.map((each) => each.replaceAll('\n', '')).join('\n'));
				expect(all.received).toBe(all.records.length + all.rejected);
				expect(new Set(all.rejects.map((reject) => reject.line)).size).toBe(all.rejected);
				expect(all.received).toBe(lines.filter((each) => each.trim() !== '').length);
			}),
			{ numRuns: 200 }
		);
	});
});

describe('a CSV in the names of the contract', () => {
	const csv = { contentType: 'text/csv' };

	it('takes snake_case and camelCase, and reads cells as what their field is', async () => {
		const body =
			'id,terminal_id,merchantId,acquirer_id,occurred_at,type,codeProfile,response_code,amount_minor,currency,latency_ms,mcc\n' +
			'a, T1 ,M1,A1,2026-11-20T09:15:00+08:00,sale,cup,,1230,CNY,,0742\n' +
			'b,T1,M1,A1,2026-11-20T09:15:00+08:00,sale,cup,5,12.30,CNY,80,742';
		const all = await read(recordSpecs.transaction, body, csv);
		const expected: Partial<TransactionRecord> = {
			id: 'a',
			terminalId: 'T1',
			responseCode: null,
			amountMinor: 1230,
			mcc: 742
		};
		expect(all.records).toMatchObject([{ line: 2, value: { ...expected, latencyMs: null } }]);
		expect(all.rejects.map(({ code }) => code)).toEqual(['amountMinor.not_an_integer', 'mcc.not_an_mcc']);
	});

	it('holds lists and objects as JSON in a cell', async () => {
		const body =
			'terminalId,at,tamper,keys\nT1,2026-11-22T11:00:00Z,true,"[{""slot"":1,""kcv"":""A1B2C3""}]"\nT2,2026-11-22T11:00:00Z,no,x';
		const all = await read(recordSpecs.heartbeat, body, csv);
		expect(all.records).toMatchObject([{ value: { tamper: true, keys: [{ slot: '1', kcv: 'A1B2C3' }] } }]);
		expect(all.rejects.map(({ code }) => code)).toEqual(['tamper.not_a_boolean', 'keys.not_a_list']);
	});

	it('refuses a header that leaves any doubt, with all that is wrong with it', async () => {
		const body = 'id,terminal,merchant_id,merchantId,occured_at,__proto__\n';
		const error = await read(recordSpecs.transaction, body, csv).catch((thrown: unknown) => thrown as AppError);
		expect(error).toBeInstanceOf(AppError);
		expect(error).toMatchObject({ code: 'ingest.header_unusable', status: 400 });
		const { issues, message } = error as AppError;
		expect(issues.map(({ code }) => code)).toEqual([
			...['header.unknown_column', 'header.unknown_column', 'header.unknown_column', 'header.duplicate_column'],
			...Array.from({ length: 7 }, () => 'header.missing_column')
		]);
		expect(message).toContain(
			'Column 5 "occured_at" is not known. Did you mean occurred_at? Known columns: id, terminal_id'
		);
	});
});

describe('a PEM file', () => {
	it('needs to be told whose certificates it holds', async () => {
		const body = '-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----';
		const pem = { contentType: 'application/x-pem-file' };
		expect((await read(recordSpecs.certificate, body, pem)).rejects).toMatchObject([
			{ line: 1, code: 'terminalId.missing' }
		]);
		const owned = await read(recordSpecs.certificate, body, { ...pem, pemDefaults: { vendor: 'PAX' } });
		expect(owned.rejects).toMatchObject([{ line: 1, code: 'pem.not_a_certificate' }]);
		await expect(read(recordSpecs.merchant, body, pem)).rejects.toMatchObject({ status: 415 });
	});
});
