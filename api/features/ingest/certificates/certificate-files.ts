// Certificates as issuers and tools hand them out: PEM with any number, DER, or PKCS#7 with a chain.
import {
	isTagged,
	malformed,
	objectIdentifier,
	parseWhole,
	sequence,
	taggedValues,
	UnreadableCertificate
} from './asn1-values.ts';

const PEM_MARK = '-----BEGIN ';
const PEM_CERTIFICATE = /-----BEGIN (?:X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END (?:X509 )?CERTIFICATE-----/g;
/** Also for PKCS#12, which begins as keys do: what it is for is to carry them. */
export const PRIVATE_KEY_MESSAGE =
	'is a private key or a store of them, which must never leave its device; nothing of it was kept; send certificates only';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const SEQUENCE_TAG = 0x30;
const INTEGER_TAG = 0x02;
const OBJECT_IDENTIFIER_TAG = 0x06;
const FIRST_TAGGED = 0xa0;
/** A length of 128 and more is told by this plus the number of its bytes, which follow. */
const LENGTH_OF_LENGTH = 0x80;

/** The certificates of a PEM text, which may hold other text around them. */
export function certificatesOfPem(text: string): Buffer[] {
	return [...text.matchAll(PEM_CERTIFICATE)].map(([, base64]) => Buffer.from(base64 ?? '', 'base64'));
}

/** Whether a text holds a private key of any kind, or its beginning. */
export function namesPrivateKey(pem: string): boolean {
	return pem.includes('PRIVATE KEY');
}

/**
 * What bytes that claim to hold a certificate begin as. Told by the first tags alone, so that half a key is still known for a key:
 * a certificate begins as a sequence in a sequence that begins with `[0]` or a number, a key or a PKCS#12 store with a number or an
 * algorithm.
 */
export function kindOfBinary(bytes: Uint8Array): 'certificate' | 'container' | 'private_key' | 'other' {
	const outer = contentStart(bytes, 0);
	if (outer === null) return 'other';
	if (bytes[outer] === INTEGER_TAG) return 'private_key';
	if (bytes[outer] === OBJECT_IDENTIFIER_TAG) return 'container';
	const inner = contentStart(bytes, outer);
	if (inner === null) return 'other';
	if (bytes[inner] === OBJECT_IDENTIFIER_TAG) return 'private_key';
	return bytes[inner] === FIRST_TAGGED || bytes[inner] === INTEGER_TAG ? 'certificate' : 'other';
}

/** Where the content of the sequence at `offset` begins; null when none is there. */
function contentStart(bytes: Uint8Array, offset: number): number | null {
	if (bytes[offset] !== SEQUENCE_TAG) return null;
	const length = bytes[offset + 1];
	if (length === undefined) return null;
	return offset + 2 + (length > LENGTH_OF_LENGTH ? length - LENGTH_OF_LENGTH : 0);
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
 * The DER of each certificate in a binary file: one, or those that PKCS#7 carries. Throws UnreadableCertificate for all that does not
 * even begin as one: nothing of it may be kept, for it can be a key.
 */
export function certificatesOfBinary(bytes: Uint8Array): Uint8Array[] {
	const kind = kindOfBinary(bytes);
	if (kind === 'private_key') throw new UnreadableCertificate('private_key', PRIVATE_KEY_MESSAGE);
	if (kind === 'other') return malformed('this is none');
	if (kind === 'certificate') return [bytes];
	try {
		return certificatesOfChain(bytes);
	} catch (error) {
		if (error instanceof UnreadableCertificate) throw error;
		// The parser gives up in its own ways on bytes that nest too deeply or claim impossible lengths.
		return malformed('these bytes cannot be parsed');
	}
}

function certificatesOfChain(bytes: Uint8Array): Uint8Array[] {
	const [type, content] = sequence(parseWhole(bytes), 'the whole');
	if (objectIdentifier(type, 'its type') !== SIGNED_DATA || content === undefined) {
		return malformed('this is PKCS#7 of another kind; export the certificates alone');
	}
	const parts = sequence(taggedValues(content)[0], 'the signed data');
	const held = parts.find((part) => isTagged(part, 0));
	if (held === undefined) return malformed('this PKCS#7 holds no certificate');
	return taggedValues(held).map((each) => new Uint8Array(each.valueBeforeDecodeView));
}
