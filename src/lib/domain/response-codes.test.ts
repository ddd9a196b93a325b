import { describe, expect, it } from 'vitest';
import { createClassifier, normaliseCode, type ResponseCodeRule } from './response-codes.ts';

const CHANGE_MS = Date.parse('2026-03-01T00:00:00Z');
const ALWAYS = { isPrefix: false, validFromMs: Number.NEGATIVE_INFINITY };

const RULES: ResponseCodeRule[] = [
	{ ...ALWAYS, profile: 'cup', code: '00', cause: 'approved', scope: 'approved' },
	{ ...ALWAYS, profile: 'cup', code: '05', cause: 'card_data', scope: 'business' },
	{ ...ALWAYS, profile: 'cup', code: 'A0', cause: 'security_auth', scope: 'terminal' },
	{ ...ALWAYS, profile: 'cup', code: '95', cause: 'operator', scope: 'excluded' },
	{ ...ALWAYS, profile: 'cup', code: '98', cause: 'bank_system', scope: 'upstream' },
	{ ...ALWAYS, profile: 'cup', code: null, cause: 'network', scope: 'ambiguous' },
	{ ...ALWAYS, profile: 'cup', code: null, validFromMs: CHANGE_MS, cause: 'network', scope: 'terminal' },
	{ ...ALWAYS, profile: 'iso', code: '00', cause: 'approved', scope: 'approved' },
	{ ...ALWAYS, profile: 'iso', code: '05', cause: 'unknown', scope: 'business' },
	{ ...ALWAYS, profile: 'iso', code: '98', cause: 'security_auth', scope: 'ambiguous' },
	{ ...ALWAYS, profile: 'as2805', code: '98', cause: 'security_auth', scope: 'terminal' },
	{ ...ALWAYS, profile: 'term', code: 'TLS_', isPrefix: true, cause: 'security_auth', scope: 'terminal' },
	{ ...ALWAYS, profile: 'term', code: 'TLS_CLOCK', isPrefix: true, cause: 'operator', scope: 'terminal' },
	{ ...ALWAYS, profile: 'term', code: 'TLS_OK', cause: 'approved', scope: 'approved' },
	{ ...ALWAYS, profile: 'term', code: 'E104', cause: 'network', scope: 'ambiguous' },
	{ ...ALWAYS, profile: 'term', code: 'E104', validFromMs: CHANGE_MS, cause: 'network', scope: 'terminal' }
];

const classifyByRules = createClassifier(RULES);

function classify(
	profile: ResponseCodeRule['profile'],
	code: string | null,
	{
		type = 'sale' as const,
		occurredAtMs = CHANGE_MS - 1
	}: { type?: 'sale' | 'service_fee'; occurredAtMs?: number } = {}
) {
	return classifyByRules({ profile, code, type, occurredAtMs });
}

describe('normaliseCode', () => {
	it.each([
		['cup', 'a0', 'A0'],
		['cup', ' 0', '00'],
		['iso', '0', '00'],
		['as2805', '5 ', '05'],
		['term', '5', '5'],
		['qr', 'notenough', 'NOTENOUGH'],
		['cup', '000', '000'],
		['cup', '  ', null],
		['cup', null, null]
	] as const)('reads %s %o as %o', (profile, raw, code) => {
		expect(normaliseCode(profile, raw)).toBe(code);
	});
});

describe('createClassifier', () => {
	it('gives the same code another meaning in another profile', () => {
		expect(classify('cup', '05').cause).toBe('card_data');
		expect(classify('iso', '05').cause).toBe('unknown');
		expect(classify('cup', '98').scope).toBe('upstream');
		expect(classify('as2805', '98').scope).toBe('terminal');
	});

	it('finds a code whatever its case and padding', () => {
		expect(classify('cup', ' a0')).toEqual({ cause: 'security_auth', scope: 'terminal', mapped: true });
		expect(classify('cup', '0').scope).toBe('approved');
	});

	it('reads a code that AS 2805 does not redefine as ISO does', () => {
		expect(classify('as2805', '00').scope).toBe('approved');
	});

	it('does not lend ISO meanings to UnionPay', () => {
		const isoOnly = createClassifier(RULES.filter((rule) => rule.profile === 'iso'));
		expect(isoOnly({ profile: 'cup', code: '05', type: 'sale', occurredAtMs: 0 }).mapped).toBe(false);
	});

	it('judges by the rule in force when it happened, from its first millisecond', () => {
		expect(classify('term', 'E104').scope).toBe('ambiguous');
		expect(classify('term', 'E104', { occurredAtMs: CHANGE_MS }).scope).toBe('terminal');
	});

	it('takes the exact code before a prefix and the longer prefix before the shorter', () => {
		expect(classify('term', 'TLS_OK').scope).toBe('approved');
		expect(classify('term', 'TLS_CLOCK_SKEW').cause).toBe('operator');
		expect(classify('term', 'TLS_UNKNOWN_CA').cause).toBe('security_auth');
	});

	it('blames the network, not an unknown code, when no answer came', () => {
		expect(classify('cup', null)).toEqual({ cause: 'network', scope: 'ambiguous', mapped: true });
		expect(classify('cup', null, { occurredAtMs: CHANGE_MS }).scope).toBe('terminal');
		expect(classify('qr', null)).toEqual({ cause: 'network', scope: 'ambiguous', mapped: true });
	});

	it('keeps every service fee out of the rates', () => {
		expect(classify('cup', '00', { type: 'service_fee' })).toEqual({
			cause: 'approved',
			scope: 'excluded',
			mapped: true
		});
		expect(classify('cup', 'QQ', { type: 'service_fee' })).toEqual({
			cause: 'unknown',
			scope: 'excluded',
			mapped: false
		});
	});

	it('keeps settlement messages out of the rates', () => {
		expect(classify('cup', '95').scope).toBe('excluded');
	});

	it('leaves an unknown code ambiguous and says that it is unmapped', () => {
		expect(classify('cup', 'QQ')).toEqual({ cause: 'unknown', scope: 'ambiguous', mapped: false });
		expect(classify('cup', '__proto__')).toEqual({ cause: 'unknown', scope: 'ambiguous', mapped: false });
	});
});
