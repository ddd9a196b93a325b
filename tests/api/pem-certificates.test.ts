// PUT /certificates with application/x-pem-file: any number of certificates, whose they are is said by the address.
import { expect } from 'vitest';
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
		select owner_kind, owner_code, kind, subject, serial_number, fingerprint_sha256, not_before, not_after from certificate`;
	expect(stored).toEqual({
		owner_kind: 'vendor',
		owner_code: 'PAX',
		kind: 'tms_root',
		subject: 'O=示例 Acquirer, CN=Example TMS root',
		serial_number: '1234',
		fingerprint_sha256: 'c448596fea0e07e9f4519f976267acc48e8a1460132c2bb82c30961e7c205faf',
		not_before: new Date('2026-11-22T16:35:48Z'),
		not_after: new Date('2059-09-30T16:35:48Z')
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
