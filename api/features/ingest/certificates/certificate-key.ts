import * as asn1 from 'asn1js';
import { CURVES, EC_KEY, NAMED_KEYS, RSA_KEYS } from './certificate-algorithms.ts';
import {
	bitLength,
	bits,
	integerBytes,
	objectIdentifier,
	parseWhole,
	sequence,
	type Asn1Value
} from './asn1-values.ts';

export type PublicKeyFacts = { keyType: string; keyBits: number | null };

/** What kind of key a certificate certifies, and how large it is. */
export function readPublicKey(value: Asn1Value | undefined): PublicKeyFacts {
	const [algorithm, key] = sequence(value, 'the public key');
	const [type, parameters] = sequence(algorithm, 'the algorithm of the public key');
	const identifier = objectIdentifier(type, 'the algorithm of the public key');
	const rsa = RSA_KEYS.get(identifier);
	if (rsa !== undefined) return { keyType: rsa, keyBits: rsaBits(key) };
	if (identifier === EC_KEY) return readCurve(parameters);
	const named = NAMED_KEYS.get(identifier);
	return { keyType: named?.name ?? identifier, keyBits: named?.bits ?? null };
}

function rsaBits(key: Asn1Value | undefined): number {
	const [modulus] = sequence(parseWhole(bits(key, 'the public key')), 'the RSA key');
	return bitLength(integerBytes(modulus, 'the modulus'));
}

/** A curve by its name, or written out with its prime. */
function readCurve(parameters: Asn1Value | undefined): PublicKeyFacts {
	if (parameters instanceof asn1.ObjectIdentifier) {
		const identifier = objectIdentifier(parameters, 'the curve');
		const curve = CURVES.get(identifier);
		return curve ? { keyType: curve.name, keyBits: curve.bits } : { keyType: `EC ${identifier}`, keyBits: null };
	}
	const [, field] = sequence(parameters, 'the curve');
	const [, prime] = sequence(field, 'the field of the curve');
	return {
		keyType: 'EC explicit',
		keyBits: prime instanceof asn1.Integer ? bitLength(integerBytes(prime, 'the prime')) : null
	};
}
