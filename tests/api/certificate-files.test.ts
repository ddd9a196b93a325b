// PUT /certificates with the certificates themselves: PEM, DER, PKCS#7 or a ZIP of them; whose they are is said by the address.
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { expect } from 'vitest';
import { ZipFile } from 'yazl';
import { certificateDer, COMMON_NAME, pemOf, pkcs7Der } from '#api/features/ingest/certificates/certificate.fixture.ts';
import { API, test } from '#tests/support/app.ts';

/** Made for this test: valid until 2059, which X.509 writes in another way than dates before 2050. */
const ROOT = `-----BEGIN CERTIFICATE-----
MIIBrjCCAVWgAwIBAgICEjQwCgYIKoZIzj0EAwIwNTEYMBYGA1UECgwP56S65L6L
IEFjcXVpcmVyMRkwFwYDVQQDDBBFeGFtcGxlIFRNUyByb290MCAXDTI2MTEyMjE2
MzU0OFoYDzIwNTkwOTMwMTYzNTQ4WjA1MRgwFgYDVQQKDA/npLrkvosgQWNxdWly
ZXIxGTAXBgNVBAMMEEV4YW1wbGUgVE1TIHJvb3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATABuGcq/I1t3qmBjA7cayOaO6O1EIb9zz40Gq/J6txtzGf3s4m5/9V
+q3AjBaHlFBfJCVkZ9peSG3GfSOID3Hto1MwUTAdBgNVHQ4EFgQUPYY5Ee84cVrP
OOvcb69Prn0Cv/MwHwYDVR0jBBgwFoAUPYY5Ee84cVrPOOvcb69Prn0Cv/MwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiBDFBnkJ9WNH8UWSSu28z7c
/LNxMNPe7JX3rtKAHpZxygIgcmbx6yROGA7gEfT0YyZEMHtWWsDwL5Xs9Ssvxif4
sR8=
-----END CERTIFICATE-----
`;

const put = (body: string) => ({ method: 'PUT', headers: { 'content-type': 'application/x-pem-file' }, body });

test('certificates of a PEM file are read, and belong to whom the address names', async ({ app, database }) => {
	const sent = await app.request(`${API}/certificates?vendor=PAX&kind=tms_root`, put(`Root of all\n${ROOT}`));
	expect(await sent.json()).toMatchObject({ received: 1, accepted: 1, rejected: 0 });
	const [stored] = await database.sql`
		select owner_kind, owner_code, kind, subject, serial_number, fingerprint_sha256, not_before, not_after, key_type
		from certificate join certificate_use using (fingerprint_sha256)`;
	expect(stored).toEqual({
		owner_kind: 'vendor',
		owner_code: 'PAX',
		kind: 'tms_root',
		subject: 'O=示例 Acquirer, CN=Example TMS root',
		serial_number: '1234',
		fingerprint_sha256: 'c448596fea0e07e9f4519f976267acc48e8a1460132c2bb82c30961e7c205faf',
		not_before: new Date('2026-11-22T16:35:48Z'),
		not_after: new Date('2059-09-30T16:35:48Z'),
		key_type: 'EC P-256'
	});
});

test('without an owner each certificate is refused, and a private key is not kept', async ({ app }) => {
	const key = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END PRIVATE KEY-----\n';
	const answer = await app.request(`${API}/certificates`, put(ROOT + key));
	expect(await answer.json()).toMatchObject({
		received: 2,
		rejected: 2,
		errors: [
			{ line: 1, code: 'terminalId.missing' },
			{ line: 13, code: 'pem.private_key' }
		]
	});
	const listed = await app.get(`${API}/ingest/rejects`);
	expect(await listed.text()).not.toContain('MC4CAQAwBQYDK2VwBCIEIA');
});

const file = (contentType: string, body: Buffer) => ({
	method: 'PUT',
	headers: { 'content-type': contentType },
	body: new Uint8Array(body)
});

const json = (method: string, records: object[]) => ({
	method,
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(records)
});

const sha256 = (der: Buffer) => createHash('sha256').update(der).digest('hex');

async function zipOf(files: Readonly<Record<string, Buffer>>): Promise<Buffer> {
	const archive = new ZipFile();
	for (const [name, content] of Object.entries(files)) archive.addBuffer(content, name);
	archive.end();
	return buffer(archive.outputStream as Readable);
}

test('one file: DER, PEM under the name of DER, and a PKCS#7 chain', async ({ app, database }) => {
	const [first, second, third] = [1, 2, 3].map((serial) => certificateDer({ serial }));
	const put = async (body: Buffer) =>
		(await app.request(`${API}/certificates?vendor=PAX`, file('application/pkix-cert', body))).json();
	expect(await put(first!)).toMatchObject({ received: 1, accepted: 1 });
	expect(await put(first!)).toMatchObject({ received: 1, duplicates: 1 });
	expect(await put(Buffer.from(pemOf(second!)))).toMatchObject({ received: 1, accepted: 1 });
	expect(await put(pkcs7Der([first!, second!, third!]))).toMatchObject({ received: 3, accepted: 1, duplicates: 2 });
	expect(await put(Buffer.from('hello'))).toMatchObject({ rejected: 1, errors: [{ code: 'pem.not_a_certificate' }] });
	const stored =
		await database.sql`select from certificate where fingerprint_sha256 = any(${[first!, second!, third!].map(sha256)})`;
	expect(stored).toHaveLength(3);
});

test('years 1 and 9999 and reversed dates are stored as they are, to the millisecond', async ({ app, database }) => {
	const der = certificateDer({ notBefore: '99991231235959.999Z', notAfter: '00010101000000Z' });
	await app.request(`${API}/certificates?vendor=PAX`, file('application/pkix-cert', der));
	const [stored] = await database.sql`
		select to_char(not_before, 'YYYY-MM-DD HH24:MI:SS.MS') as from, to_char(not_after, 'YYYY-MM-DD HH24:MI:SS.MS') as to
		from certificate where fingerprint_sha256 = ${sha256(der)}`;
	expect(stored).toEqual({ from: '9999-12-31 23:59:59.999', to: '0001-01-01 00:00:00.000' });
	const again = await app.request(`${API}/certificates?vendor=PAX`, file('application/pkix-cert', der));
	expect(await again.json()).toMatchObject({ duplicates: 1 });
});

test('a ZIP: every file is read or refused with its position and its name', async ({ app }) => {
	const archive = await zipOf({
		'终端/T-0001.cer': certificateDer({ serial: 11, subject: [[COMMON_NAME, '终端一']] }),
		'two.pem': Buffer.from(pemOf(certificateDer({ serial: 12 })) + pemOf(certificateDer({ serial: 13 }))),
		'readme.txt': Buffer.from('nothing in here'),
		'key.pem': Buffer.from('-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA\n-----END PRIVATE KEY-----\n'),
		'half.pem': Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB'),
		'trailing.der': Buffer.concat([certificateDer({ serial: 14 }), Buffer.from('x')]),
		'huge.der': Buffer.alloc(2 * 1024 * 1024)
	});
	const answer = await app.request(`${API}/certificates?vendor=PAX`, file('application/zip', archive));
	expect(await answer.json()).toMatchObject({
		received: 8,
		accepted: 3,
		rejected: 5,
		errors: [
			{ line: 3, code: 'pem.not_a_certificate', message: expect.stringContaining('readme.txt') },
			{ line: 4, code: 'pem.private_key' },
			{ line: 5, code: 'pem.not_a_certificate', message: expect.stringContaining('half.pem') },
			{ line: 6, code: 'pem.trailing_bytes' },
			{ line: 7, code: 'pem.not_a_certificate', message: expect.stringContaining('huge.der') }
		]
	});
	const rejects = await (await app.get(`${API}/ingest/rejects`)).text();
	expect(rejects).toContain('readme.txt');
	expect(rejects, 'nothing of what is no certificate').not.toContain(Buffer.from('nothing').toString('base64'));
	expect(rejects).not.toContain('MC4CAQAwBQYDK2VwBCIEIA');
});

test('an archive that is none, or inflates beyond its limits, is refused as a whole', async ({ app }) => {
	const put = async (body: Buffer) => app.request(`${API}/certificates?vendor=PAX`, file('application/zip', body));
	expect((await put(Buffer.from('PK no archive'))).status).toBe(400);
	const whole = await zipOf({ 'a.der': certificateDer() });
	expect((await put(whole.subarray(0, whole.length - 30))).status).toBe(400);
	const bomb = await zipOf(
		Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`${index}.der`, Buffer.alloc(1024 * 1024)]))
	);
	expect(bomb.length).toBeLessThan(1024 * 1024);
	const answer = await put(bomb);
	expect([answer.status, (await answer.json()).code]).toEqual([413, 'ingest.file_too_large']);
});

test('a certificate is one row, whoever has it: a heartbeat adds its terminal, and what was read itself stays', async ({
	app,
	database
}) => {
	const terminal = { terminalId: 'T1', acquirerId: 'A1', serial: 'S1' };
	await app.request(`${API}/terminals`, json('PUT', [terminal, { ...terminal, terminalId: 'T2', serial: 'S2' }]));
	const der = certificateDer({ serial: 21 });
	await app.request(`${API}/certificates?terminalId=T1`, file('application/pkix-cert', der));
	const fingerprintSha256 = sha256(der);
	const heartbeat = async (terminalId: string, at: string, certificates: object[], keys: object[]) =>
		app.request(`${API}/ingest/heartbeats`, json('POST', [{ terminalId, at, certificates, keys }]));
	const held = [{ fingerprintSha256, kind: 'tls_client', notAfter: '2030-01-01T00:00:00Z' }];
	const key = (kcv: string) => [{ slot: '1', kind: 'tpk', kcv }];
	await heartbeat('T2', '2026-10-01T00:00:00Z', held, key('AAAAAA'));
	await heartbeat('T2', '2026-10-02T00:00:00Z', held, key('AAAAAA'));
	const uses = async () =>
		database.sql`select owner_code, registered_at is not null as registered, reported_from, reported_until
			from certificate_use where fingerprint_sha256 = ${fingerprintSha256} order by owner_code`;
	const [from, until] = [new Date('2026-10-01T00:00:00Z'), new Date('2026-10-04T00:00:00Z')];
	expect(await uses()).toEqual([
		{ owner_code: 'T1', registered: true, reported_from: null, reported_until: null },
		{ owner_code: 'T2', registered: false, reported_from: from, reported_until: null }
	]);
	const keys = async () => database.sql`select slot, check_value, seen_from, gone_at from terminal_key order by slot`;
	expect(await keys()).toEqual([{ slot: '1', check_value: 'AAAAAA', seen_from: from, gone_at: null }]);

	const other = [{ ...held[0], fingerprintSha256: 'ab'.repeat(32) }];
	await heartbeat('T2', '2026-10-04T00:00:00Z', other, [{ slot: '2', kind: 'tmk', kcv: 'BBBBBB' }]);
	expect((await uses())[1]).toMatchObject({ owner_code: 'T2', reported_until: until });
	expect(await keys()).toMatchObject([
		{ slot: '1', gone_at: until },
		{ slot: '2', seen_from: until }
	]);
	await heartbeat('T2', '2026-10-03T00:00:00Z', held, key('CCCCCC'));
	expect((await keys())[0], 'a late heartbeat says nothing of today').toMatchObject({ check_value: 'AAAAAA' });
	const [known] =
		await database.sql`select key_type, not_after from certificate where fingerprint_sha256 = ${fingerprintSha256}`;
	expect(known).toEqual({ key_type: 'RSA', not_after: new Date('2028-01-01T00:00:00Z') });
});
