import { CERTIFICATE_SOURCES, certificateState, type CertificateFinding } from '#lib/domain/certificates.ts';
import type { HolderRow } from './certificate-expiry.repo.ts';
import type { CertificateRow } from './certificates.repo.ts';
import type { CertificateHolder, CertificateItem } from './certificates.schemas.ts';

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** A certificate as the API shows it, judged at a moment. */
export function certificateItem(row: CertificateRow, asOf: Date): CertificateItem {
	const { not_before_ms: notBeforeMs, not_after_ms: notAfterMs } = row;
	const findings: CertificateFinding[] = [];
	if (row.is_cloned) findings.push('cloned');
	if (row.is_not_active) findings.push('not_active');
	return {
		fingerprint: row.fingerprint,
		kind: row.kind,
		subject: row.subject,
		issuer: row.issuer,
		serialNumber: row.serial_number,
		notBefore: iso(notBeforeMs),
		notAfter: iso(notAfterMs),
		state: certificateState({ notBeforeMs, notAfterMs }, asOf.getTime()),
		findings,
		keyType: row.key_type,
		keyBits: row.key_bits,
		signatureAlgorithm: row.signature_algorithm,
		isCa: row.is_ca,
		known: CERTIFICATE_SOURCES[row.source] ?? 'heartbeat',
		terminals: row.terminals,
		terminalIds: row.terminal_codes,
		sharedBy: row.shared_by
	};
}

export function holderItem(row: HolderRow): CertificateHolder {
	return {
		ownerKind: row.owner_kind,
		owner: row.owner_code,
		kind: row.kind,
		serial: row.serial,
		model: row.model,
		merchantName: row.merchant_name,
		registeredAt: row.registered_at?.toISOString() ?? null,
		reportedFrom: row.reported_from?.toISOString() ?? null,
		reportedUntil: row.reported_until?.toISOString() ?? null
	};
}
