import { X509Certificate } from 'node:crypto';

export type ReadCertificate = {
	kind: 'tls_client' | 'tls_root' | 'signing';
	subject: string | null;
	issuer: string | null;
	serialNumber: string;
	fingerprintSha256: string;
	notBeforeMs: number;
	notAfterMs: number;
};

/** id-kp-codeSigning */
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';

/** Reads one certificate; null when the text is none, or its dates make no sense. */
export function readCertificate(pem: string): ReadCertificate | null {
	let certificate: X509Certificate;
	try {
		certificate = new X509Certificate(pem);
	} catch {
		return null;
	}
	const notBeforeMs = certificate.validFromDate.getTime();
	const notAfterMs = certificate.validToDate.getTime();
	if (Number.isNaN(notBeforeMs) || Number.isNaN(notAfterMs)) return null;
	return {
		kind: kindOf(certificate),
		subject: oneLine(certificate.subject),
		issuer: oneLine(certificate.issuer),
		serialNumber: certificate.serialNumber.toLowerCase(),
		fingerprintSha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
		notBeforeMs,
		notAfterMs
	};
}

function kindOf(certificate: X509Certificate): ReadCertificate['kind'] {
	if (certificate.ca) return 'tls_root';
	return certificate.keyUsage?.includes(CODE_SIGNING) === true ? 'signing' : 'tls_client';
}

/** Node writes a distinguished name over several lines, and gives undefined for an empty one. */
function oneLine(name: string | undefined): string | null {
	return name === undefined || name === '' ? null : name.split('\n').join(', ');
}
