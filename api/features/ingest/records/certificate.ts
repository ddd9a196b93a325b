import { UnreadableCertificate } from '../certificates/asn1-values.ts';
import {
	certificatesOfPem,
	kindOfBinary,
	namesPrivateKey,
	PRIVATE_KEY_MESSAGE
} from '../certificates/certificate-files.ts';
import { readCertificate, type CertificateFacts } from '../certificates/read-certificate.ts';
import { holdsCardNumber } from '../reading/card-guard.ts';
import { ANY_RANGE, instant } from './number-fields.ts';
import type { Findings } from './findings.ts';
import { defineRecord } from './record-spec.ts';
import { checkOrder, fingerprintSha256 } from './shared-fields.ts';
import { choice, id, text } from './text-fields.ts';

/** A French company in the form of ISO 6523, as `OU=0002 48146308100036` of a trusted root: its check digit is that of cards. */
const COMPANY_NUMBER = /(?<=\bOU=)0002 \d{14}\b/g;
const PEM_LENGTH_MAX = 60_000;

export type CertificateRecord = {
	/** Whose it is: at least one of the three is there. */
	terminalId: string | null;
	acquirerId: string | null;
	vendor: string | null;
	kind: 'tls_client' | 'tls_root' | 'tms_root' | 'signing';
	subject: string | null;
	issuer: string | null;
	serialNumber: string | null;
	/** 64 lower-case hexadecimal digits. */
	fingerprintSha256: string;
	notBeforeMs: number | null;
	notAfterMs: number;
} & ReadFacts;

/** What only the certificate itself can say; null where it was sent by its fields. */
type ReadFacts = {
	[Fact in keyof typeof NOT_READ]: Exclude<CertificateFacts[Fact], null> | null;
};

const NOT_READ = {
	keyType: null,
	keyBits: null,
	signatureAlgorithm: null,
	isCa: null,
	subjectKeyId: null,
	authorityKeyId: null
};

export const certificateSpec = defineRecord({
	kind: 'certificate',
	description: 'A certificate by its fields, or by its PEM text, from which the fields are then read',
	fields: {
		terminalId: id('Terminal that holds it'),
		acquirerId: id('Acquirer whose terminals share it'),
		vendor: text(64, 'Vendor whose terminals share it'),
		kind: choice(['tls_client', 'tls_root', 'tms_root', 'signing'], 'What it is for; read from the PEM when not said'),
		subject: text(1000, 'Whom it names'),
		issuer: text(1000, 'Who signed it'),
		serialNumber: text(128, 'Serial number given by its issuer'),
		fingerprintSha256: fingerprintSha256('SHA-256 of the certificate'),
		notBefore: instant(ANY_RANGE, 'When it becomes valid'),
		notAfter: instant(ANY_RANGE, 'When it expires'),
		pem: text(PEM_LENGTH_MAX, 'The certificate itself, instead of its fields')
	},
	allowsCertificates: true,
	check: ({ terminalId, acquirerId, vendor, kind, fingerprintSha256, notBefore, notAfter, pem }, findings) => {
		if (findings.problems.length > 0) return;
		if (terminalId === null && acquirerId === null && vendor === null) {
			findings.add('terminalId', 'missing', 'is required, or acquirerId or vendor for a shared certificate');
		}
		checkOrder({ start: 'notBefore', end: 'notAfter' }, notBefore, notAfter, findings);
		if (pem !== null) return;
		const help = 'is required when there is no pem';
		if (kind === null) findings.add('kind', 'missing', help);
		if (fingerprintSha256 === null) findings.add('fingerprintSha256', 'missing', help);
		if (notAfter === null) findings.add('notAfter', 'missing', help);
	},
	build: (read, findings): CertificateRecord | null => {
		const { terminalId, acquirerId, vendor } = read;
		if (read.pem === null) {
			const { kind, fingerprintSha256, notBefore, notAfter, subject, issuer, serialNumber } = read;
			if (kind === null || fingerprintSha256 === null || notAfter === null) return null;
			const named = { kind, subject, issuer, serialNumber, fingerprintSha256 };
			const dated = { notBeforeMs: notBefore, notAfterMs: notAfter };
			return { terminalId, acquirerId, vendor, ...named, ...dated, ...NOT_READ };
		}
		const certificate = readPem(read.pem, findings);
		return certificate && { terminalId, acquirerId, vendor, ...certificate, kind: read.kind ?? certificate.kind };
	}
});

/** The first of a chain is whose it is; the others are those of its issuers. */
function readPem(pem: string, findings: Findings): CertificateFacts | null {
	const [der] = certificatesOfPem(pem);
	const isKey = namesPrivateKey(pem) || (der !== undefined && kindOfBinary(der) === 'private_key');
	if (isKey) return findings.addSecret('pem', 'private_key', PRIVATE_KEY_MESSAGE);
	if (der === undefined) {
		const message = 'must be one X.509 certificate in PEM, with -----BEGIN CERTIFICATE-----';
		return findings.add('pem', 'not_a_certificate', message);
	}
	try {
		const facts = readCertificate(der);
		if (holdsCardNumber(`${facts.subject} ${facts.issuer}`.replaceAll(COMPANY_NUMBER, ''))) {
			return findings.addSecret('pem', 'card_number', 'names a card number, so nothing of it was kept');
		}
		return facts;
	} catch (error) {
		if (!(error instanceof UnreadableCertificate)) throw error;
		// What hangs on behind may be the key of the certificate.
		if (error.code === 'trailing_bytes') return findings.addSecret('pem', error.code, error.message);
		return findings.add('pem', error.code, error.message);
	}
}
