import { expect, it } from 'vitest';
import { listParameters, readCertificateChoice, scopeParameters } from './certificate-choice.ts';

const read = (query: string) => readCertificateChoice(new URLSearchParams(query));

it('an address that nobody understands shows everything', () => {
	const choice = read('condition=old&kind=x&expiringFrom=tomorrow&sort=name');
	expect(listParameters(choice)).toEqual({ sort: 'notAfter' });
});

it('the calendar asks as the list does, but for state and days', () => {
	const choice = read(
		'condition=soon&kind=tls_client&issuer=CN%3DCA&terminal=T1&terminal=T2&q=x&expiringFrom=2026-03-01T00:00:00Z'
	);
	const shared = { kind: 'tls_client', issuer: 'CN=CA', terminal: ['T1', 'T2'], q: 'x' };
	expect(scopeParameters(choice)).toEqual(shared);
	expect(listParameters(choice)).toEqual({
		...shared,
		state: 'soon',
		expiringFrom: '2026-03-01T00:00:00Z',
		sort: 'notAfter'
	});
});
