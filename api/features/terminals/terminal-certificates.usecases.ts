// Certificates of one terminal: those registered for it, those that it reports, and who else has them.
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { certificateSharers, terminalCertificates } from './terminal-evidence.repo.ts';

export type TerminalCertificate = {
	fingerprint: string;
	kind: string | null;
	subject: string | null;
	issuer: string | null;
	notAfterMs: number | null;
	isRegistered: boolean;
	isReported: boolean;
	/** Other terminals that have it. */
	sharedWith: string[];
};

/** The one that ends first comes first. */
export async function readCertificates(db: ReadDb, scope: Scope, terminalCode: string): Promise<TerminalCertificate[]> {
	const known = await terminalCertificates(db, scope, terminalCode);
	const fingerprints = known.map((each) => each.fingerprint_sha256);
	const sharers = await certificateSharers(db, scope, terminalCode, fingerprints);
	return known.map((each) => ({
		fingerprint: each.fingerprint_sha256,
		kind: each.kind,
		subject: each.subject,
		issuer: each.issuer,
		notAfterMs: each.not_after_ms,
		isRegistered: each.is_registered,
		isReported: each.is_reported,
		sharedWith: sharers
			.filter((sharer) => sharer.fingerprint_sha256 === each.fingerprint_sha256)
			.map((sharer) => sharer.terminal_code)
	}));
}
