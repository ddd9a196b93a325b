import { expect, it } from 'vitest';
import { checkLink, findingLink } from './check-words.ts';

const TERMINAL = { terminalId: 'T1', model: 'A920' };

it('leads from a finding to where its evidence is listed, and from what is in order nowhere', () => {
	const linkOf = (kind: Parameters<typeof findingLink>[0]['kind'], verdict: 'ok' | 'bad') =>
		findingLink({ kind, verdict }, TERMINAL);
	expect(linkOf('not_heard_hours', 'bad')).toBe('#silences');
	expect(linkOf('expired_days', 'bad')).toBe('/certificates?terminal=T1');
	expect(linkOf('below_min_secure', 'bad')).toBe('/firmware/terminals?model=A920');
	expect(linkOf('newer_version', 'ok')).toBeNull();
	expect(linkOf('rtt_ms', 'bad')).toBeNull();
});

it('leads from the check of fees to what this very terminal was charged otherwise, not to all of its merchant', () => {
	const terminal = { ...TERMINAL, firmware: null, certificates: [] };
	expect(checkLink('fees', terminal)).toBe('/fees?terminal=T1');
});
