// Certificates as issuers and tools hand them out: PEM with any number, DER, or PKCS#7 with a chain.
import * as asn1 from 'asn1js';
import { isTagged, malformed, parseWhole, sequence, taggedValues } from './asn1-values.ts';

const PEM_MARK = '-----BEGIN ';
const PEM_CERTIFICATE = /-----BEGIN (?:X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END (?:X509 )?CERTIFICATE-----/g;
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const SEQUENCE_TAG = 0x30;

/** The certificates of a PEM text, which may hold other text around them. */
export function certificatesOfPem(text: string): Buffer[] {
	return [...text.matchAll(PEM_CERTIFICATE)].map(([, base64]) => Buffer.from(base64 ?? '', 'base64'));
}

export function pemOfCertificate(der: Uint8Array): string {
	const lines =
		Buffer.from(der)
			.toString('base64')
			.match(/.{1,64}/g) ?? [];
	return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----`;
}

export function isPem(bytes: Uint8Array): boolean {
	const isBinary = bytes[0] === SEQUENCE_TAG;
	return !isBinary && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(PEM_MARK);
}

/**
 * The DER of each certificate in a binary file: one, or those that PKCS#7 carries. What is neither comes back as it is, for the
 * reader of certificates to refuse with its reason. Throws UnreadableCertificate for PKCS#7 without certificates.
 */
export function certificatesOfBinary(bytes: Uint8Array): Uint8Array[] {
	if (bytes[0] !== SEQUENCE_TAG) return [bytes];
	const { offset, result } = asn1.fromBER(bytes);
	if (offset === -1 || !(result instanceof asn1.Sequence)) return [bytes];
	const [type, content] = result.valueBlock.value;
	if (!(type instanceof asn1.ObjectIdentifier)) return [bytes];
	if (type.valueBlock.toString() !== SIGNED_DATA || content === undefined) {
		return malformed('this is PKCS#7 or PKCS#12 of another kind; export the certificates alone');
	}
	parseWhole(bytes);
	const parts = sequence(taggedValues(content)[0], 'the signed data');
	const held = parts.find((part) => isTagged(part, 0));
	if (held === undefined) return malformed('this PKCS#7 holds no certificate');
	return taggedValues(held).map((each) => new Uint8Array(each.valueBeforeDecodeView));
}
