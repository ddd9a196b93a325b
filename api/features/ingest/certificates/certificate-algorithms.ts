// Names of the algorithms that certificates are made with, by object identifier. What is not listed keeps its number.

export const SIGNATURE_NAMES: ReadonlyMap<string, string> = new Map([
	['1.2.840.113549.1.1.2', 'RSA-MD2'],
	['1.2.840.113549.1.1.4', 'RSA-MD5'],
	['1.2.840.113549.1.1.5', 'RSA-SHA1'],
	['1.2.840.113549.1.1.10', 'RSA-PSS'],
	['1.2.840.113549.1.1.11', 'RSA-SHA256'],
	['1.2.840.113549.1.1.12', 'RSA-SHA384'],
	['1.2.840.113549.1.1.13', 'RSA-SHA512'],
	['1.2.840.113549.1.1.14', 'RSA-SHA224'],
	['1.2.840.10040.4.3', 'DSA-SHA1'],
	['2.16.840.1.101.3.4.3.2', 'DSA-SHA256'],
	['1.2.840.10045.4.1', 'ECDSA-SHA1'],
	['1.2.840.10045.4.3.1', 'ECDSA-SHA224'],
	['1.2.840.10045.4.3.2', 'ECDSA-SHA256'],
	['1.2.840.10045.4.3.3', 'ECDSA-SHA384'],
	['1.2.840.10045.4.3.4', 'ECDSA-SHA512'],
	['1.2.156.10197.1.501', 'SM2-SM3'],
	['1.2.156.10197.1.504', 'RSA-SM3'],
	['1.3.101.112', 'Ed25519'],
	['1.3.101.113', 'Ed448'],
	['2.16.840.1.101.3.4.3.17', 'ML-DSA-44'],
	['2.16.840.1.101.3.4.3.18', 'ML-DSA-65'],
	['2.16.840.1.101.3.4.3.19', 'ML-DSA-87']
]);

export const RSA_KEYS: ReadonlyMap<string, string> = new Map([
	['1.2.840.113549.1.1.1', 'RSA'],
	['1.2.840.113549.1.1.10', 'RSA-PSS']
]);

export const EC_KEY = '1.2.840.10045.2.1';

/** Keys whose size follows from their name. */
export const NAMED_KEYS: ReadonlyMap<string, { name: string; bits: number | null }> = new Map([
	['1.3.101.110', { name: 'X25519', bits: 256 }],
	['1.3.101.111', { name: 'X448', bits: 448 }],
	['1.3.101.112', { name: 'Ed25519', bits: 256 }],
	['1.3.101.113', { name: 'Ed448', bits: 448 }],
	['1.2.840.10040.4.1', { name: 'DSA', bits: null }],
	['2.16.840.1.101.3.4.3.17', { name: 'ML-DSA-44', bits: null }],
	['2.16.840.1.101.3.4.3.18', { name: 'ML-DSA-65', bits: null }],
	['2.16.840.1.101.3.4.3.19', { name: 'ML-DSA-87', bits: null }]
]);

export const CURVES: ReadonlyMap<string, { name: string; bits: number }> = new Map([
	['1.2.840.10045.3.1.1', { name: 'EC P-192', bits: 192 }],
	['1.3.132.0.33', { name: 'EC P-224', bits: 224 }],
	['1.2.840.10045.3.1.7', { name: 'EC P-256', bits: 256 }],
	['1.3.132.0.34', { name: 'EC P-384', bits: 384 }],
	['1.3.132.0.35', { name: 'EC P-521', bits: 521 }],
	['1.3.132.0.10', { name: 'EC secp256k1', bits: 256 }],
	['1.3.36.3.3.2.8.1.1.7', { name: 'EC brainpoolP256r1', bits: 256 }],
	['1.3.36.3.3.2.8.1.1.11', { name: 'EC brainpoolP384r1', bits: 384 }],
	['1.3.36.3.3.2.8.1.1.13', { name: 'EC brainpoolP512r1', bits: 512 }],
	['1.2.156.10197.1.301', { name: 'SM2', bits: 256 }]
]);

/** How RFC 4514 and OpenSSL abbreviate the parts of a name. */
export const NAME_PARTS: ReadonlyMap<string, string> = new Map([
	['2.5.4.3', 'CN'],
	['2.5.4.4', 'SN'],
	['2.5.4.5', 'serialNumber'],
	['2.5.4.6', 'C'],
	['2.5.4.7', 'L'],
	['2.5.4.8', 'ST'],
	['2.5.4.9', 'street'],
	['2.5.4.10', 'O'],
	['2.5.4.11', 'OU'],
	['2.5.4.12', 'title'],
	['2.5.4.15', 'businessCategory'],
	['2.5.4.17', 'postalCode'],
	['2.5.4.42', 'GN'],
	['2.5.4.46', 'dnQualifier'],
	['2.5.4.97', 'organizationIdentifier'],
	['0.9.2342.19200300.100.1.1', 'UID'],
	['0.9.2342.19200300.100.1.25', 'DC'],
	['1.2.840.113549.1.9.1', 'emailAddress']
]);
