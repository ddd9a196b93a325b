import { readFileSync, existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Findings } from './findings.ts';
import { recordSpecs } from './record-specs.ts';
import type { RecordSpec } from './record-spec.ts';
import { isSocialCreditCode } from './social-credit-code.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

function check<Record>(spec: RecordSpec<Record>, value: unknown) {
	const findings = new Findings(NOW);
	const record = spec.validate(value, findings);
	expect(record === null).toBe(findings.problems.length > 0);
	return { record, codes: findings.problems.map(({ code }) => code), findings };
}

const sale = {
	id: 'txn-1',
	terminalId: 'T1',
	merchantId: 'M1',
	acquirerId: 'A1',
	occurredAt: '2026-11-20T09:15:00.123+08:00',
	type: 'sale',
	codeProfile: 'cup',
	amountMinor: 8800,
	currency: 'CNY'
};

const transaction = (overrides: object) => check(recordSpecs.transaction, { ...sale, ...overrides });

describe('a transaction', () => {
	it('becomes what the database holds', () => {
		const full = {
			...{ product: 'debit', responseCode: ' 0', issuer: 'ICBC', entryMode: 'qr', latencyMs: 0, feeMinor: -5 },
			...{ mcc: '0742', cardToken: 'h'.repeat(64), reversalReason: '4021', cardRegion: 'intra_region' }
		};
		expect(transaction(full).record).toEqual({
			...{ id: 'txn-1', terminalId: 'T1', merchantId: 'M1', acquirerId: 'A1' },
			...{ occurredAtMs: Date.parse('2026-11-20T01:15:00.123Z'), type: 0, product: 1, codeProfile: 0 },
			...{ responseCode: '00', amountMinor: 8800, currencyNumeric: 156, issuer: 'ICBC', entryMode: 4 },
			...{ latencyMs: 0, feeMinor: -5, mcc: 742, cardToken: 'h'.repeat(64), reversalReason: '4021', cardRegion: 2 }
		});
	});

	it('needs only what the contract requires; absent, null and empty mean the same', () => {
		const bare = transaction({}).record;
		expect(bare).toMatchObject({ responseCode: null, product: null, issuer: null, feeMinor: null });
		const empty = { product: null, responseCode: '', issuer: '', entryMode: null, feeMinor: null, mcc: '' };
		expect(transaction(empty).record).toEqual(bare);
	});

	it('has all its problems reported at once', () => {
		const { codes } = check(recordSpecs.transaction, {
			id: 5,
			type: 'Sale',
			amountMinor: '12',
			occurredAt: 'yesterday'
		});
		expect(codes).toEqual([
			'id.not_text',
			'terminalId.missing',
			'merchantId.missing',
			'acquirerId.missing',
			'occurredAt.not_rfc3339',
			'type.unknown_value',
			'codeProfile.missing',
			'amountMinor.not_an_integer',
			'currency.missing'
		]);
	});

	it.each([
		[{ id: '' }, 'id.missing'],
		[{ id: 'x'.repeat(65) }, 'id.too_long'],
		[{ id: ' x' }, 'id.surrounding_spaces'],
		[{ id: 'a\u0000b' }, 'id.unprintable'],
		[{ id: 'a\u200bb' }, 'id.unprintable'],
		[{ id: 'a\ud800' }, 'id.unprintable'],
		[{ amountMinor: 12.5 }, 'amountMinor.not_an_integer'],
		[{ amountMinor: JSON.parse('1e400') as number }, 'amountMinor.not_an_integer'],
		[{ amountMinor: 1e12 + 1 }, 'amountMinor.out_of_range'],
		[{ amountMinor: -1 }, 'amountMinor.negative'],
		[{ amountMinor: true }, 'amountMinor.not_an_integer'],
		[{ feeMinor: 2 ** 31 }, 'feeMinor.out_of_range'],
		[{ latencyMs: -1 }, 'latencyMs.out_of_range'],
		[{ currency: 'cny' }, 'currency.unknown_currency'],
		[{ currency: 'XYZ' }, 'currency.unknown_currency'],
		[{ mcc: '541' }, 'mcc.not_an_mcc'],
		[{ mcc: 5411 }, 'mcc.not_an_mcc'],
		[{ product: 'gold' }, 'product.unknown_value'],
		[{ responseCode: 5 }, 'responseCode.not_text'],
		[{ responseCode: 'x'.repeat(33) }, 'responseCode.too_long'],
		[{ occurredAt: '2026-11-20 09:15:00' }, 'occurredAt.no_offset'],
		[{ occurredAt: '2026-02-30T09:15:00Z' }, 'occurredAt.out_of_calendar'],
		[{ occurredAt: '0001-01-01T00:00:00Z' }, 'occurredAt.too_early'],
		[{ occurredAt: '1999-12-31T23:59:59Z' }, 'occurredAt.too_early'],
		[{ occurredAt: '9999-12-31T23:59:59Z' }, 'occurredAt.too_late'],
		[{ occurredAt: '2026-11-24T12:00:01Z' }, 'occurredAt.too_late'],
		[{ occurredAt: 1_700_000_000 }, 'occurredAt.not_rfc3339']
	])('is refused with %j as %s', (overrides, code) => {
		const { codes, findings } = transaction(overrides);
		expect(codes).toEqual([code]);
		expect(findings.problems[0]?.message).toMatch(/must|required|holds|say/);
	});

	it('takes amounts and instants up to their very bounds', () => {
		expect(transaction({ amountMinor: 1e12, occurredAt: '2026-11-24T12:00:00Z' }).record).not.toBeNull();
		expect(transaction({ id: '幸福路-1', occurredAt: '2000-01-01T00:00:00Z' }).record).not.toBeNull();
	});

	it.each(['refund', 'void', 'reversal'])('drops the sign of a %s', (type) => {
		expect(transaction({ type, amountMinor: -250 }).record?.amountMinor).toBe(250);
		expect(transaction({ type, amountMinor: 250 }).record?.amountMinor).toBe(250);
	});

	it('tells the sender of a negative sale about type=refund', () => {
		expect(transaction({ amountMinor: -250 }).findings.problems[0]?.message).toContain('type=refund');
	});

	it('lets unknown fields pass and names them, unless they could hold a secret', () => {
		const { record, findings } = transaction({ batchNo: '7', 'weird name!': 1 });
		expect(record).not.toBeNull();
		expect(findings.ignoredFields).toEqual(['batchNo', '(a name that cannot be shown)']);
		for (const name of ['pan', 'PIN_block', 'track2Data', 'cvv2']) {
			const secret = transaction({ [name]: 'x' });
			expect(secret.findings.problems).toMatchObject([{ field: name, code: 'record.secret_field' }]);
			expect(secret.findings.isSecret).toBe(true);
		}
	});

	it('is never shaped by __proto__', () => {
		const value: unknown = JSON.parse(`{"__proto__":${JSON.stringify(sale)}}`);
		expect(check(recordSpecs.transaction, value).codes).toContain('record.reserved_field');
		expect(check(recordSpecs.transaction, value).codes).toContain('id.missing');
	});
});

describe('every kind of record', () => {
	const kinds = Object.entries(recordSpecs) as [string, RecordSpec<unknown>][];

	it.each(kinds)('%s: whatever value comes, it is a record or a list of problems', (_, spec) => {
		const names = Object.keys(spec.fields);
		const anything = fc.anything({ withBigInt: true, withDate: true, maxDepth: 2 });
		const value = fc.oneof(anything, fc.dictionary(fc.constantFrom(...names), anything));
		fc.assert(
			fc.property(value, (sent) => {
				for (const { code, message } of check(spec, sent).findings.problems) {
					expect(code).toMatch(/^[\w.]+\.[a-z_0-9]+$/);
					expect(message).not.toBe('');
				}
			})
		);
	});

	it.each(kinds)('%s: refuses what is no object', (_, spec) => {
		for (const value of [null, 5, 'x', true, [], [{}]])
			expect(check(spec, value).codes).toEqual(['record.not_an_object']);
	});

	it.each(kinds)('%s: describes itself for the API document from the same table', (_, spec) => {
		expect(spec.jsonSchema).toMatchObject({ type: 'object', properties: expect.any(Object) });
		expect(spec.csvColumns).toHaveLength(Object.keys(spec.fields).length);
		expect(spec.csvColumns.every((name) => /^[a-z][a-z0-9_]*$/.test(name))).toBe(true);
	});

	it('names CSV columns as people write them', () => {
		expect(recordSpecs.certificate.csvColumns).toContain('fingerprint_sha256');
		expect(recordSpecs.heartbeat.csvColumns).toEqual(expect.arrayContaining(['rssi_dbm', 'battery_pct', 'accuracy_m']));
	});
});

describe('a heartbeat', () => {
	const heartbeat = (overrides: object) =>
		check(recordSpecs.heartbeat, { terminalId: 'T1', at: '2026-11-22T11:59:00Z', ...overrides });

	it('may say as little as that it is alive', () => {
		expect(heartbeat({}).record).toMatchObject({ terminalId: 'T1', firmware: null, keys: null, certificates: null });
	});

	it('names the place of a problem in a list, but not in its code', () => {
		const { findings } = heartbeat({
			feeProfile: [
				{ product: 'credit', ratePpm: 6000 },
				{ product: 'credit', ratePpm: 0.6 }
			]
		});
		expect(findings.problems).toMatchObject([
			{ field: 'feeProfile[1].ratePpm', code: 'feeProfile.ratePpm.not_an_integer' }
		]);
	});

	it('keeps check values of keys, and nothing of a record that holds a key', () => {
		expect(heartbeat({ keys: [{ slot: 1, kind: 'TPK', kcv: 'a1b2c3' }] }).record?.keys).toEqual([
			{ slot: '1', kind: 'TPK', kcv: 'A1B2C3' }
		]);
		expect(heartbeat({ keys: [{ slot: 1, kcv: 'A1B2C3D4E5F60718' }] }).findings.isSecret).toBe(true);
		expect(heartbeat({ keys: [{ slot: 1, keyValue: 'x' }] }).findings.isSecret).toBe(true);
	});

	it('takes every field of the contract', () => {
		const { record } = heartbeat({
			...{ firmware: 'PayDroid_8.1.0', appVersion: '3.2', connection: '4g', carrier: 'CMCC', rssiDbm: -71, rttMs: 80 },
			...{
				lossPct: 0.5,
				batteryPct: 87.6,
				storageFreePct: 40,
				clockSkewMs: -1200,
				lat: 31.23,
				lng: 121.47,
				accuracyM: 12
			},
			...{ iccid: '89860123456789012345', tamper: false, counters: { swipes: 4, prints: 5 } },
			certificates: [
				{ fingerprintSha256: 'AB:'.repeat(31) + 'AB', kind: 'tls_client', notAfter: '2027-01-01T00:00:00Z' }
			]
		});
		expect(record).toMatchObject({
			...{ connection: 1, batteryPct: 88, tamper: false, counters: { swipes: 4, prints: 5, insertions: null } },
			certificates: [{ fingerprintSha256: 'ab'.repeat(32), notAfterMs: Date.parse('2027-01-01T00:00:00Z') }]
		});
	});
});

describe('master data', () => {
	it('joins fields that only make sense together', () => {
		const merchant = { merchantId: 'M1', name: '幸福路超市', acquirerId: 'A1' };
		expect(check(recordSpecs.merchant, { ...merchant, lat: 31 }).codes).toEqual(['lng.missing']);
		expect(check(recordSpecs.merchant, { ...merchant, timeZone: '+08:00' }).codes).toEqual([
			'timeZone.unknown_time_zone'
		]);
		expect(check(recordSpecs.merchant, { ...merchant, timeZone: 'Asia/Shanghai', opensAt: '08:00' }).codes).toEqual([]);
		const terminal = { terminalId: 'T1', acquirerId: 'A1' };
		expect(check(recordSpecs.terminal, terminal).record?.status).toBe('active');
		expect(check(recordSpecs.terminal, { ...terminal, model: 'A920' }).codes).toEqual(['vendor.missing']);
		const agreement = { agreementId: 'F1', merchantId: 'M1', product: 'debit', ratePpm: 5000, validFrom: '2026-01-01' };
		expect(check(recordSpecs.feeAgreement, agreement).record).toMatchObject({ rounding: 'half_up', validTo: null });
		expect(check(recordSpecs.feeAgreement, { ...agreement, validTo: '2025-12-31' }).codes).toEqual([
			'validTo.before_start'
		]);
		expect(check(recordSpecs.feeAgreement, { ...agreement, validTo: '2026-02-30' }).codes).toEqual([
			'validTo.not_a_date'
		]);
		const notice = { noticeId: 'N1', kind: 'outage', startsAt: '2026-11-22T00:00:00Z', endsAt: '2026-11-22T02:00:00Z' };
		expect(check(recordSpecs.notice, notice).codes).toEqual(['issuer.missing']);
		expect(check(recordSpecs.notice, { ...notice, carrier: 'CMCC' }).codes).toEqual([]);
		expect(check(recordSpecs.notice, { ...notice, issuer: 'ICBC', endsAt: '2026-11-21T00:00:00Z' }).codes).toEqual([
			'endsAt.before_start'
		]);
		const release = { vendor: 'PAX', model: 'A920', version: '1', status: 'current' };
		expect(check(recordSpecs.firmwareRelease, release).codes).toEqual([]);
	});

	it.for([
		{ minSecure: true, stored: '1.2' },
		{ minSecure: 'false', stored: null },
		{ minSecure: '1.1', stored: '1.1' },
		{ minSecure: undefined, stored: null }
	])('takes the oldest secure version by name or as a flag of the release: $minSecure', ({ minSecure, stored }) => {
		const release = { vendor: 'PAX', model: 'A920', version: '1.2', status: 'current', minSecure };
		expect(check(recordSpecs.firmwareRelease, release).record).toMatchObject({ minSecure: stored });
		expect(check(recordSpecs.firmwareRelease, { ...release, minSecure: 7 }).codes).toEqual(['minSecure.not_text']);
	});

	it('knows a social credit code from a card number by its own check character', () => {
		expect(isSocialCreditCode('91350100M000100Y43')).toBe(true);
		expect(isSocialCreditCode('91350100M000100Y44')).toBe(false);
		expect(recordSpecs.merchant.provenIdentifiers({ socialCreditCode: '91350100M000100Y43' })).toHaveLength(1);
		expect(recordSpecs.merchant.provenIdentifiers({ socialCreditCode: '4111111111111111' })).toEqual([]);
	});
});

describe('a certificate', () => {
	const PEMS = '../shared/data/certificates';
	const fields = {
		vendor: 'PAX',
		kind: 'tms_root',
		fingerprintSha256: 'AB'.repeat(32),
		notAfter: '2030-01-01T00:00:00Z'
	};

	it('comes by its fields', () => {
		expect(check(recordSpecs.certificate, fields).record).toMatchObject({
			fingerprintSha256: 'ab'.repeat(32),
			subject: null
		});
		expect(check(recordSpecs.certificate, { terminalId: 'T1' }).codes).toEqual([
			'kind.missing',
			'fingerprintSha256.missing',
			'notAfter.missing'
		]);
		expect(check(recordSpecs.certificate, { ...fields, vendor: null }).codes).toEqual(['terminalId.missing']);
		expect(check(recordSpecs.certificate, { terminalId: 'T1', pem: 'x' }).codes).toEqual(['pem.not_a_certificate']);
	});

	it.skipIf(!existsSync(PEMS))('is read from its PEM (real ones expected in ../shared/data/certificates)', () => {
		const pem = readFileSync(`${PEMS}/cryptography.io.pem`, 'utf8');
		const { record } = check(recordSpecs.certificate, { terminalId: 'T1', pem });
		expect(record).toMatchObject({ terminalId: 'T1', kind: 'tls_client', subject: expect.stringContaining('CN=') });
		expect(record?.fingerprintSha256).toMatch(/^[0-9a-f]{64}$/);
		expect(record?.notAfterMs).toBeGreaterThan(record?.notBeforeMs ?? Infinity);
	});
});
