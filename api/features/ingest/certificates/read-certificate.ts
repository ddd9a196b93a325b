// Reads one X.509 certificate. Dates come from its own characters and never from `node:crypto`, whose `validTo` misreads some.
import { createHash } from 'node:crypto';
import * as asn1 from 'asn1js';
import {
	hexOf,
	integerBytes,
	isTagged,
	malformed,
	objectIdentifier,
	octets,
	parseWhole,
	sequence,
	taggedBytes,
	taggedValues,
	UnreadableCertificate,
	type Asn1Value
} from './asn1-values.ts';
import { SIGNATURE_NAMES } from './certificate-algorithms.ts';
import { readPublicKey, type PublicKeyFacts } from './certificate-key.ts';
import { readName } from './certificate-name.ts';
import { readGeneralizedTime, readUtcTime } from './certificate-time.ts';

export type CertificateFacts = PublicKeyFacts & {
	/** What it is for, as far as it says. */
	kind: 'tls_client' | 'tls_root' | 'signing';
	subject: string | null;
	issuer: string | null;
	/** Hexadecimal; negative ones, which are against the rules but exist, with a minus sign. */
	serialNumber: string;
	fingerprintSha256: string;
	/** The second may lie before the first: that is for whoever judges it. */
	notBeforeMs: number;
	notAfterMs: number;
	signatureAlgorithm: string;
	isCa: boolean;
	/** Which key it certifies, and which one signed it, as its issuer numbers them. */
	subjectKeyId: string | null;
	authorityKeyId: string | null;
};

const BASIC_CONSTRAINTS = '2.5.29.19';
const SUBJECT_KEY_ID = '2.5.29.14';
const AUTHORITY_KEY_ID = '2.5.29.35';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';

/** Throws UnreadableCertificate, with a reason that can be shown, for everything that is not one certificate. */
export function readCertificate(der: Uint8Array): CertificateFacts {
	try {
		return readWhole(der);
	} catch (error) {
		if (error instanceof UnreadableCertificate) throw error;
		// The parser gives up in its own ways on bytes that nest too deeply or claim impossible lengths.
		return malformed('these bytes cannot be parsed');
	}
}

function readWhole(der: Uint8Array): CertificateFacts {
	const [signed, algorithm, signature, ...rest] = sequence(parseWhole(der), 'the whole');
	if (!(signature instanceof asn1.BitString) || rest.length > 0) malformed('its signature is missing');
	const fields = sequence(signed, 'what is signed');
	if (isTagged(fields[0], 0)) fields.shift();
	const [serial, , issuer, validity, subject, publicKey, ...optional] = fields;
	const [notBefore, notAfter] = sequence(validity, 'the validity');
	const extensions = readExtensions(optional);
	const isCa = extensions.isCa;
	return {
		kind: isCa ? 'tls_root' : extensions.isForCode ? 'signing' : 'tls_client',
		subject: readName(subject, 'the subject'),
		issuer: readName(issuer, 'the issuer'),
		serialNumber: serialText(integerBytes(serial, 'the serial number')),
		fingerprintSha256: createHash('sha256').update(der).digest('hex'),
		notBeforeMs: readTime(notBefore, 'notBefore'),
		notAfterMs: readTime(notAfter, 'notAfter'),
		...readPublicKey(publicKey),
		signatureAlgorithm: signatureName(algorithm),
		isCa,
		subjectKeyId: extensions.subjectKeyId,
		authorityKeyId: extensions.authorityKeyId
	};
}

function readTime(value: Asn1Value | undefined, what: string): number {
	// GeneralizedTime extends UTCTime in the library: the narrower one is asked for first.
	const isGeneralized = value instanceof asn1.GeneralizedTime;
	if (!isGeneralized && !(value instanceof asn1.UTCTime)) return malformed(`${what} is no date`);
	const text = Buffer.from(value.valueBlock.valueHexView).toString('latin1');
	const instant = isGeneralized ? readGeneralizedTime(text) : readUtcTime(text);
	if (instant === null) {
		const shown = text.slice(0, 40).replaceAll(/[^\x20-\x7e]/g, '?');
		throw new UnreadableCertificate('bad_date', `must have dates; its ${what} is ${JSON.stringify(shown)}`);
	}
	return instant;
}

function serialText(bytes: Uint8Array): string {
	const magnitude = BigInt(`0x${hexOf(bytes) || '0'}`);
	const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
	const value = isNegative ? (1n << BigInt(bytes.length * 8)) - magnitude : magnitude;
	const digits = value.toString(16);
	return `${isNegative ? '-' : ''}${digits.length % 2 === 1 ? '0' : ''}${digits}`;
}

function signatureName(algorithm: Asn1Value | undefined): string {
	const [type] = sequence(algorithm, 'the signature algorithm');
	const identifier = objectIdentifier(type, 'the signature algorithm');
	return SIGNATURE_NAMES.get(identifier) ?? identifier;
}

type Extensions = { isCa: boolean; isForCode: boolean; subjectKeyId: string | null; authorityKeyId: string | null };

/** One that cannot be read is passed over: dates and names stand without it. */
function readExtensions(optional: readonly Asn1Value[]): Extensions {
	const values = new Map<string, Asn1Value>();
	const tagged = optional.find((value) => isTagged(value, 3));
	for (const extension of tagged ? sequence(taggedValues(tagged)[0], 'the extensions') : []) {
		const parts = sequence(extension, 'an extension');
		try {
			values.set(objectIdentifier(parts[0], 'an extension'), parseWhole(octets(parts.at(-1), 'an extension')));
		} catch (error) {
			if (!(error instanceof UnreadableCertificate)) throw error;
		}
	}
	return {
		isCa: isCa(values.get(BASIC_CONSTRAINTS)),
		isForCode: isForCode(values.get(EXTENDED_KEY_USAGE)),
		subjectKeyId: keyId(values.get(SUBJECT_KEY_ID)),
		authorityKeyId: authorityKeyId(values.get(AUTHORITY_KEY_ID))
	};
}

function isCa(value: Asn1Value | undefined): boolean {
	if (!(value instanceof asn1.Sequence)) return false;
	const [first] = value.valueBlock.value;
	return first instanceof asn1.Boolean && first.getValue();
}

function isForCode(value: Asn1Value | undefined): boolean {
	if (!(value instanceof asn1.Sequence)) return false;
	return value.valueBlock.value.some(
		(use) => use instanceof asn1.ObjectIdentifier && use.valueBlock.toString() === CODE_SIGNING
	);
}

const keyId = (value: Asn1Value | undefined) =>
	value instanceof asn1.OctetString ? hexOf(new Uint8Array(value.getValue())) : null;

function authorityKeyId(value: Asn1Value | undefined): string | null {
	if (!(value instanceof asn1.Sequence)) return null;
	const tagged = value.valueBlock.value.find((part) => isTagged(part, 0));
	return tagged instanceof asn1.Primitive ? hexOf(taggedBytes(tagged)) : null;
}
