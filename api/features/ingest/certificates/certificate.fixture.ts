// Certificates for tests, put together value by value: dates, names and keys that no tool would write. Their signatures are no real ones.
import * as asn1 from 'asn1js';

const UTC_TIME_TAG = 23;
const GENERALIZED_TIME_TAG = 24;

type Parts = {
	subject: readonly (readonly [oid: string, text: string])[];
	issuer: readonly (readonly [oid: string, text: string])[];
	serial: number;
	/** As written; a text of 15 characters and more is GeneralizedTime. */
	notBefore: string;
	notAfter: string;
	signature: string;
	key: asn1.Sequence;
	isCa: boolean;
};

const oid = (value: string) => new asn1.ObjectIdentifier({ value });
const sequence = (...value: asn1.AsnType[]) => new asn1.Sequence({ value });
const bitString = (bytes: Uint8Array) => new asn1.BitString({ valueHex: new Uint8Array(bytes).buffer });

export const COMMON_NAME = '2.5.4.3';

export const KEYS = {
	rsa2048: () =>
		sequence(
			sequence(oid('1.2.840.113549.1.1.1'), new asn1.Null()),
			bitString(new Uint8Array(sequence(integer([0, ...Array(256).fill(0xc5)]), integer([1, 0, 1])).toBER()))
		),
	sm2: () =>
		sequence(sequence(oid('1.2.840.10045.2.1'), oid('1.2.156.10197.1.301')), bitString(new Uint8Array(65).fill(4))),
	ed25519: () => sequence(sequence(oid('1.3.101.112')), bitString(new Uint8Array(32).fill(7))),
	unknown: () => sequence(sequence(oid('1.2.3.4')), bitString(new Uint8Array(3)))
};

const integer = (bytes: readonly number[]) => new asn1.Integer({ valueHex: new Uint8Array(bytes).buffer });

/** DER of a certificate: by default a plain one of 2026, with a key of its own by its serial number. */
export function certificateDer(parts: Partial<Parts> = {}): Buffer {
	const { subject, issuer, serial, notBefore, notAfter, signature, key, isCa } = { ...plain(), ...parts };
	const algorithm = () => sequence(oid(signature), new asn1.Null());
	const fields: asn1.AsnType[] = [
		new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [new asn1.Integer({ value: 2 })] }),
		new asn1.Integer({ value: serial }),
		algorithm(),
		name(issuer),
		sequence(time(notBefore), time(notAfter)),
		name(subject),
		key
	];
	if (isCa) fields.push(constraints());
	return Buffer.from(sequence(sequence(...fields), algorithm(), bitString(new Uint8Array(64).fill(1))).toBER());
}

export function pemOf(der: Uint8Array): string {
	const lines =
		Buffer.from(der)
			.toString('base64')
			.match(/.{1,64}/g) ?? [];
	return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** PKCS#7 signed data that carries certificates and signs nothing, as issuers hand out chains. */
export function pkcs7Der(certificates: readonly Uint8Array[]): Buffer {
	const held = certificates.map((der) => asn1.fromBER(new Uint8Array(der)).result);
	const signed = sequence(
		new asn1.Integer({ value: 1 }),
		new asn1.Set({ value: [] }),
		sequence(oid('1.2.840.113549.1.7.1')),
		new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: held }),
		new asn1.Set({ value: [] })
	);
	const content = new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [signed] });
	return Buffer.from(sequence(oid('1.2.840.113549.1.7.2'), content).toBER());
}

const plain = (): Parts => ({
	subject: [[COMMON_NAME, 'T-0001']],
	issuer: [[COMMON_NAME, 'Example issuer']],
	serial: 1,
	notBefore: '260101000000Z',
	notAfter: '280101000000Z',
	signature: '1.2.840.113549.1.1.11',
	key: KEYS.rsa2048(),
	isCa: false
});

function name(parts: Parts['subject']): asn1.Sequence {
	return sequence(
		...parts.map(([type, text]) => new asn1.Set({ value: [sequence(oid(type), new asn1.Utf8String({ value: text }))] }))
	);
}

/** The characters themselves, whatever they say. */
function time(text: string): asn1.AsnType {
	const tagNumber = /^\d{14}/.test(text) ? GENERALIZED_TIME_TAG : UTC_TIME_TAG;
	return new asn1.Primitive({
		idBlock: { tagClass: 1, tagNumber },
		valueHex: new Uint8Array(Buffer.from(text, 'latin1')).buffer
	});
}

function constraints(): asn1.AsnType {
	const value = new Uint8Array(sequence(new asn1.Boolean({ value: true })).toBER());
	const extension = sequence(oid('2.5.29.19'), new asn1.OctetString({ valueHex: value.buffer }));
	return new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber: 3 }, value: [sequence(extension)] });
}
