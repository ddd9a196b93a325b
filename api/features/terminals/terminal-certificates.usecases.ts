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
	/** Other terminals that it is registered for. */
	sharedWith: string[];
};

type Reported = { fingerprintSha256: string; notAfterMs?: number | null | undefined };

/** The one that ends first comes first. */
export async function readCertificates(
	db: ReadDb,
	scope: Scope,
	terminalCode: string,
	reported: readonly Reported[]
): Promise<TerminalCertificate[]> {
	const registered = await terminalCertificates(db, scope, terminalCode);
	const fingerprints = [
		...new Set([
			...registered.map((each) => each.fingerprint_sha256),
			...reported.map((each) => each.fingerprintSha256)
		])
	];
	const sharers = await certificateSharers(db, scope, terminalCode, fingerprints);
	const all = fingerprints.map((fingerprint): TerminalCertificate => {
		const known = registered.find((each) => each.fingerprint_sha256 === fingerprint);
		const told = reported.find((each) => each.fingerprintSha256 === fingerprint);
		return {
			fingerprint,
			kind: known?.kind ?? null,
			subject: known?.subject ?? null,
			issuer: known?.issuer ?? null,
			notAfterMs: told?.notAfterMs ?? known?.not_after.getTime() ?? null,
			isRegistered: known !== undefined,
			isReported: told !== undefined,
			sharedWith: sharers.filter((each) => each.fingerprint_sha256 === fingerprint).map((each) => each.terminal_code)
		};
	});
	return all.toSorted((a, b) => (a.notAfterMs ?? Infinity) - (b.notAfterMs ?? Infinity));
}
