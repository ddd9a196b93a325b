// Typed access to what asn1js parsed: each function says what it expects, and refuses everything else.
import * as asn1 from 'asn1js';

export type Asn1Value = asn1.AsnType;

const CONTEXT_CLASS = 3;

/** Why a text or a file is no certificate that can be read; the code is part of the contract. */
export class UnreadableCertificate extends Error {
	readonly code: 'not_a_certificate' | 'trailing_bytes' | 'bad_date' | 'private_key';

	constructor(code: UnreadableCertificate['code'], message: string) {
		super(message);
		this.code = code;
	}
}

export function malformed(what: string): never {
	throw new UnreadableCertificate('not_a_certificate', `must be one X.509 certificate; ${what}`);
}

/** The only value that these bytes hold. */
export function parseWhole(bytes: Uint8Array): Asn1Value {
	const { offset, result } = asn1.fromBER(bytes);
	if (offset === -1) malformed('these bytes are no ASN.1');
	if (offset < bytes.length) {
		const message = `holds ${bytes.length - offset} bytes after the end of the certificate; cut them off`;
		throw new UnreadableCertificate('trailing_bytes', message);
	}
	return result;
}

export function sequence(value: Asn1Value | undefined, what: string): Asn1Value[] {
	return value instanceof asn1.Sequence ? value.valueBlock.value : malformed(`${what} is no sequence`);
}

export function set(value: Asn1Value | undefined, what: string): Asn1Value[] {
	return value instanceof asn1.Set ? value.valueBlock.value : malformed(`${what} is no set`);
}

export function objectIdentifier(value: Asn1Value | undefined, what: string): string {
	return value instanceof asn1.ObjectIdentifier
		? value.valueBlock.toString()
		: malformed(`${what} is no object identifier`);
}

/** Big-endian two's complement, as it stands. */
export function integerBytes(value: Asn1Value | undefined, what: string): Uint8Array {
	return value instanceof asn1.Integer ? value.valueBlock.valueHexView : malformed(`${what} is no integer`);
}

export function octets(value: Asn1Value | undefined, what: string): Uint8Array {
	return value instanceof asn1.OctetString ? new Uint8Array(value.getValue()) : malformed(`${what} is no octet string`);
}

export function bits(value: Asn1Value | undefined, what: string): Uint8Array {
	return value instanceof asn1.BitString ? value.valueBlock.valueHexView : malformed(`${what} is no bit string`);
}

/** True for `[number]`. */
export function isTagged(value: Asn1Value | undefined, number: number): value is Asn1Value {
	return value?.idBlock.tagClass === CONTEXT_CLASS && value.idBlock.tagNumber === number;
}

/** What `[number]` holds. */
export function taggedValues(value: Asn1Value): Asn1Value[] {
	return value instanceof asn1.Constructed ? value.valueBlock.value : malformed('a tagged value is empty');
}

/** The bytes within `[number]`, where it stands for a primitive value. */
export function taggedBytes(value: Asn1Value): Uint8Array {
	return value instanceof asn1.Primitive ? value.valueBlock.valueHexView : malformed('a tagged value is no text');
}

export function hexOf(bytes: Uint8Array): string {
	return Buffer.from(bytes).toString('hex');
}

/** Bits of a positive integer. */
export function bitLength(bytes: Uint8Array): number {
	const first = bytes.findIndex((byte) => byte !== 0);
	return first === -1 ? 0 : (bytes.length - first - 1) * 8 + (32 - Math.clz32(bytes[first] ?? 0));
}
