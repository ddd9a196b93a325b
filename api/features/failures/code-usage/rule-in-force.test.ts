import { expect, it } from 'vitest';
import { createClassifier } from '#lib/domain/response-codes.ts';
import { CODE_PROFILES } from '#lib/domain/transactions.ts';
import type { RuleRow } from './code-rules.repo.ts';
import { meaningOf, ruleInForce } from './rule-in-force.ts';

const DAY_MS = 86_400_000;

function aRule(profile: string, code: string, fromDay: number | null, cause: string, isPrefix = false): RuleRow {
	return {
		profile,
		code,
		is_prefix: isPrefix,
		valid_from: fromDay === null ? null : new Date(fromDay * DAY_MS),
		cause,
		scope: 'terminal',
		meaning_en: cause,
		meaning_zh: cause,
		confidence: 'confirmed',
		note: null
	};
}

const RULES = [
	aRule('cup', '91', 20, 'network'),
	aRule('iso', 'T', 15, 'operator', true),
	aRule('cup', '91', 10, 'operator'),
	aRule('cup', '91', null, 'bank_system'),
	aRule('iso', '91', null, 'fraud_risk'),
	aRule('as2805', '97', null, 'card_data'),
	aRule('term', 'TLS_', null, 'security_auth', true),
	aRule('term', 'TLS_CLOCK', 5, 'operator', true),
	aRule('term', 'TLS_CLOCK_SKEW', 25, 'network')
];

it('finds the rule that the classifier goes by, for every code, profile and day', () => {
	const classify = createClassifier(
		RULES.map((rule) => ({
			profile: rule.profile as (typeof CODE_PROFILES)[number],
			code: rule.code,
			isPrefix: rule.is_prefix,
			validFromMs: rule.valid_from?.getTime() ?? -Infinity,
			cause: rule.cause as 'network',
			scope: 'terminal' as const
		}))
	);
	for (const profile of CODE_PROFILES) {
		for (const code of ['91', '97', 'T1', 'TLS_CLOCK_SKEW', 'TLS_CLOCK', 'TLS_', 'TLS_CA', 'Q9', null]) {
			for (const day of [0, 7, 12, 18, 22, 30]) {
				const atMs = day * DAY_MS;
				const { cause, scope, mapped } = classify({ profile, code, type: 'sale', occurredAtMs: atMs });
				const found = meaningOf({ profile, code }, ruleInForce(RULES, { profile, code }, atMs));
				expect(found, `${profile} ${code} day ${day}`).toMatchObject({ cause, scope, isMapped: mapped });
			}
		}
	}
});
