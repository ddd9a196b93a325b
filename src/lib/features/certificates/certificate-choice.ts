// What the address of the certificates' page says beside the search.
import {
	CERTIFICATE_FINDINGS,
	CERTIFICATE_KINDS,
	CERTIFICATE_STATES,
	type CertificateFinding,
	type CertificateKind,
	type CertificateState
} from '#lib/domain/certificates.ts';
import { parseInstant } from '#lib/domain/instants.ts';

export const CERTIFICATE_CONDITIONS = [...CERTIFICATE_STATES, ...CERTIFICATE_FINDINGS] as const;
export type CertificateCondition = CertificateState | CertificateFinding;

export type CertificateChoice = {
	/** `condition` in the address: `state` is that of a terminal. */
	condition: CertificateCondition | null;
	kind: CertificateKind | null;
	issuer: string | null;
	terminal: string[];
	expiringFrom: string | null;
	expiringTo: string | null;
	q: string;
	sort: 'notAfter' | '-notAfter';
};

/** Anything that is not understood means the usual. */
export function readCertificateChoice(params: URLSearchParams): CertificateChoice {
	const one = <T extends string>(name: string, values: readonly T[]) =>
		values.find((value) => value === params.get(name)) ?? null;
	const instant = (name: string) => {
		const text = params.get(name);
		return text !== null && typeof parseInstant(text) === 'number' ? text : null;
	};
	return {
		condition: one('condition', CERTIFICATE_CONDITIONS),
		kind: one('kind', CERTIFICATE_KINDS),
		issuer: params.get('issuer') || null,
		terminal: params.getAll('terminal').filter((id) => id !== ''),
		expiringFrom: instant('expiringFrom'),
		expiringTo: instant('expiringTo'),
		q: (params.get('q') ?? '').trim(),
		sort: params.get('sort') === '-notAfter' ? '-notAfter' : 'notAfter'
	};
}

/** The question to the API; without the span of days it is that of calendar and cliffs too. */
export function scopeParameters({ kind, issuer, terminal, q }: CertificateChoice) {
	return {
		...(kind && { kind }),
		...(issuer && { issuer }),
		...(terminal.length > 0 && { terminal }),
		...(q !== '' && { q })
	};
}

export function listParameters(choice: CertificateChoice) {
	const { condition, expiringFrom, expiringTo, sort } = choice;
	return {
		...scopeParameters(choice),
		...(condition && { state: condition }),
		...(expiringFrom && { expiringFrom }),
		...(expiringTo && { expiringTo }),
		sort
	};
}
