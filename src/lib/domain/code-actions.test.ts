import { describe, expect, it } from 'vitest';
import { actorOf, codeOfSegment, codeSegment, retryAdviceOf, type CodeMeaning } from './code-actions.ts';
import { CAUSES } from './causes.ts';
import { SCOPES } from './scopes.ts';
import { CODE_PROFILES } from './transactions.ts';

const meaning = (
	profile: CodeMeaning['profile'],
	code: string | null,
	cause: CodeMeaning['cause'],
	scope: CodeMeaning['scope']
) => ({
	profile,
	code,
	cause,
	scope
});

describe('who must act', () => {
	it.each([
		['cup', '00', 'approved', 'approved', 'nobody'],
		['cup', 'A2', 'approved', 'approved_check', 'acquirer'],
		['cup', '51', 'funds_or_limit', 'business', 'cardholder'],
		['cup', '55', 'card_data', 'business', 'cardholder'],
		['cup', '91', 'bank_system', 'upstream', 'issuer'],
		['cup', '96', 'bank_system', 'upstream', 'acquirer'],
		['cup', 'A0', 'security_auth', 'terminal', 'key_management'],
		['cup', '97', 'fee_or_merchant_config', 'terminal', 'acquirer'],
		['cup', '77', 'security_auth', 'terminal', 'merchant'],
		['cup', '95', 'operator', 'excluded', 'nobody'],
		['iso', '05', 'unknown', 'business', 'issuer'],
		['term', 'E301', 'card_data', 'terminal', 'field_service'],
		['term', 'TLS_CERT_EXPIRED', 'security_auth', 'terminal', 'key_management'],
		['cup', 'Q9', 'unknown', 'ambiguous', 'acquirer'],
		['cup', null, 'network', 'ambiguous', 'field_service']
	] as const)('%s %s (%s, %s): %s', (profile, code, cause, scope, actor) => {
		expect(actorOf(meaning(profile, code, cause, scope))).toBe(actor);
	});

	it('is nobody exactly where nothing went wrong, for whatever a rule may say', () => {
		for (const profile of CODE_PROFILES) {
			for (const cause of CAUSES) {
				for (const scope of SCOPES) {
					const idle = actorOf(meaning(profile, '91', cause, scope)) === 'nobody';
					expect(idle, `${profile} ${cause} ${scope}`).toBe(scope === 'approved' || scope === 'excluded');
				}
			}
		}
	});
});

describe('retrying', () => {
	it('tells a request that was sent from one that was not', () => {
		expect(retryAdviceOf(meaning('term', 'E106', 'network', 'ambiguous'))).toBe('check_outcome');
		expect(retryAdviceOf(meaning('term', 'E107', 'network', 'terminal'))).toBe('may_retry');
	});

	it('depends on the profile: one code, two tables', () => {
		expect(retryAdviceOf(meaning('cup', '14', 'card_data', 'business'))).toBe('may_retry');
		expect(retryAdviceOf(meaning('iso', '14', 'card_data', 'business'))).toBe('fix_data');
	});

	it('asks for the outcome when no answer came, and says nothing where no table does', () => {
		expect(retryAdviceOf(meaning('cup', null, 'network', 'ambiguous'))).toBe('check_outcome');
		expect(retryAdviceOf(meaning('as2805', 'PF', 'network', 'terminal'))).toBeNull();
		expect(retryAdviceOf(meaning('cup', '00', 'approved', 'approved'))).toBeNull();
	});
});

it('gives every code a place in an address, no answer too', () => {
	for (const code of ['00', 'ACQ.SYSTEM_ERROR', null]) expect(codeOfSegment(codeSegment(code))).toBe(code);
});
