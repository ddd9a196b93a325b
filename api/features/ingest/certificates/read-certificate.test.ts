import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnreadableCertificate } from './asn1-values.ts';
import { certificateDer, COMMON_NAME, KEYS } from './certificate.fixture.ts';
import { certificatesOfPem } from './certificate-files.ts';
import { readCertificate } from './read-certificate.ts';

/** Committed; tests/support/certificates/README.md says whose they are. */
const REAL = 'tests/support/certificates/x509-limbo';
const GENERATED = 'tests/support/certificates/openssl-bundle.pem';
const DEBIAN = '/etc/ssl/certs/ca-certificates.crt';

const iso = (ms: number) => new Date(ms).toISOString();

function refusal(bytes: Uint8Array) {
	try {
		readCertificate(bytes);
		return null;
	} catch (error) {
		if (error instanceof UnreadableCertificate) return error.code;
		throw error;
	}
}

describe('a certificate is read from its own bytes', () => {
	it('years 1 and 9999, and a date that ends before it begins, stand as they are written', () => {
		const der = certificateDer({ notBefore: '99991231235959Z', notAfter: '00010101000000.25Z' });
		const { notBeforeMs, notAfterMs } = readCertificate(der);
		expect([iso(notBeforeMs), iso(notAfterMs)]).toEqual(['9999-12-31T23:59:59.000Z', '0001-01-01T00:00:00.250Z']);
	});

	it('a subject in Chinese, one without a common name and an empty one', () => {
		const organisation = '2.5.4.10';
		expect(readCertificate(certificateDer({ subject: [[COMMON_NAME, '终端 0001，北京']] })).subject).toBe(
			'CN=终端 0001，北京'
		);
		expect(readCertificate(certificateDer({ subject: [[organisation, 'Example, Inc.']] })).subject).toBe(
			'O=Example\\, Inc.'
		);
		expect(readCertificate(certificateDer({ subject: [] })).subject).toBeNull();
	});

	it('control characters of a name never reach a page or a database', () => {
		expect(readCertificate(certificateDer({ subject: [[COMMON_NAME, 'a\0b\nc']] })).subject).toBe('CN=a\uFFFDb\uFFFDc');
	});

	it.each([
		['rsa2048', '1.2.840.113549.1.1.10', { keyType: 'RSA', keyBits: 2048, signatureAlgorithm: 'RSA-PSS' }],
		['sm2', '1.2.156.10197.1.501', { keyType: 'SM2', keyBits: 256, signatureAlgorithm: 'SM2-SM3' }],
		['ed25519', '1.3.101.112', { keyType: 'Ed25519', keyBits: 256, signatureAlgorithm: 'Ed25519' }],
		['unknown', '1.2.3.5', { keyType: '1.2.3.4', keyBits: null, signatureAlgorithm: '1.2.3.5' }]
	] as const)('a key of kind %s signed with %s', (key, signature, expected) => {
		expect(readCertificate(certificateDer({ key: KEYS[key](), signature }))).toMatchObject(expected);
	});

	it('serial numbers of any sign', () => {
		expect(readCertificate(certificateDer({ serial: 4660 })).serialNumber).toBe('1234');
		expect(readCertificate(certificateDer({ serial: -128 })).serialNumber).toBe('-80');
		expect(readCertificate(certificateDer({ serial: 0 })).serialNumber).toBe('00');
	});

	it('is told apart by what it may do', () => {
		expect(readCertificate(certificateDer({ isCa: true }))).toMatchObject({ kind: 'tls_root', isCa: true });
		expect(readCertificate(certificateDer())).toMatchObject({ kind: 'tls_client', isCa: false });
	});
});

describe('what is no certificate is refused with a reason', () => {
	it.each([
		['garbage', Buffer.from('hello, world'), 'not_a_certificate'],
		['nothing', Buffer.alloc(0), 'not_a_certificate'],
		['another structure', Buffer.from('3003020101', 'hex'), 'not_a_certificate'],
		['half of one', certificateDer().subarray(0, 200), 'not_a_certificate'],
		['trailing bytes', Buffer.concat([certificateDer(), Buffer.from([0])]), 'trailing_bytes'],
		['a date of no calendar', certificateDer({ notAfter: '270229000000Z' }), 'bad_date'],
		['a date without a zone', certificateDer({ notAfter: '20270228000000' }), 'bad_date'],
		['the year 0', certificateDer({ notBefore: '00000101000000Z' }), 'bad_date'],
		['values nested without end', Buffer.from('3080'.repeat(20_000), 'hex'), 'not_a_certificate']
	])('%s', (_what, bytes, code) => {
		expect(refusal(bytes)).toBe(code);
	});

	it('whatever byte is changed: it is read, or refused, and never anything else', () => {
		const der = certificateDer({ isCa: true });
		const change = fc.tuple(fc.nat(der.length - 1), fc.nat(255));
		fc.assert(
			fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
				const broken = Buffer.from(der);
				for (const [place, byte] of changes) broken[place] = byte;
				refusal(broken);
			}),
			{ numRuns: 2_000 }
		);
	});
});

describe('real certificates', () => {
	const files = readdirSync(REAL).filter((name) => name.endsWith('.pem'));
	it('are five files', () => expect(files).toHaveLength(5));

	it.each(files)('%s says what OpenSSL reads in it', (name) => {
		for (const der of certificatesOfPem(readFileSync(`${REAL}/${name}`, 'utf8'))) expectAsOpenSsl(der);
	});

	it('a negative serial number', () => {
		const [der] = certificatesOfPem(readFileSync(`${REAL}/negative_serial.pem`, 'utf8'));
		expect(readCertificate(der!).serialNumber).toBe('-04316693ed');
	});
});

it('what OpenSSL generates of every kind says what OpenSSL reads in it', () => {
	const generated = certificatesOfPem(readFileSync(GENERATED, 'utf8'));
	expect(generated).toHaveLength(15);
	for (const der of generated) expectAsOpenSsl(der);
	expect(generated.map((der) => readCertificate(der).keyType)).toEqual(
		expect.arrayContaining(['RSA', 'EC P-256', 'Ed25519', 'SM2'])
	);
});

// Not everybody's machine has it; those above, which are committed, are read on every one.
it.skipIf(!existsSync(DEBIAN))(`every root that Debian trusts (${DEBIAN}) says what OpenSSL reads in it`, () => {
	const roots = certificatesOfPem(readFileSync(DEBIAN, 'utf8'));
	expect(roots.length).toBeGreaterThan(100);
	for (const der of roots) expectAsOpenSsl(der);
});

function expectAsOpenSsl(der: Buffer) {
	const facts = readCertificate(der);
	const openssl = new X509Certificate(der);
	expect(facts.fingerprintSha256).toBe(openssl.fingerprint256.replaceAll(':', '').toLowerCase());
	expect(iso(facts.notBeforeMs)).toBe(iso(Date.parse(openssl.validFrom)));
	expect(iso(facts.notAfterMs)).toBe(iso(Date.parse(openssl.validTo)));
	expect(facts.isCa).toBe(openssl.ca);
	expect(hexNumber(facts.serialNumber)).toBe(hexNumber(openssl.serialNumber));
	const { modulusLength } = openssl.publicKey.asymmetricKeyDetails ?? {};
	if (modulusLength !== undefined) expect(facts.keyBits).toBe(modulusLength);
}

const hexNumber = (text: string) => BigInt(`0x${text.replace('-', '')}`) * (text.startsWith('-') ? -1n : 1n);
