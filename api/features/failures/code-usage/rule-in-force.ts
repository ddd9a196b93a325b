import { actorOf, retryAdviceOf } from '#lib/domain/code-actions.ts';
import type { Cause } from '#lib/domain/causes.ts';
import { PARENT_PROFILE } from '#lib/domain/response-codes.ts';
import type { OutcomeScope } from '#lib/domain/scopes.ts';
import type { CodeProfile } from '#lib/domain/transactions.ts';
import type { RuleRow } from './code-rules.repo.ts';

export type CodeKey = { profile: CodeProfile; code: string | null };

/**
 * The rules that may decide about a code, in the order in which they are asked: its own before prefixes, longer prefixes before
 * shorter ones, its profile before the one whose dialect it is; of each, the newest first. `rules` come newest first.
 */
export function rulesFor(rules: readonly RuleRow[], { profile, code }: CodeKey): RuleRow[] {
	const text = code ?? '';
	const own = rules.filter((rule) => rule.profile === profile);
	const exact = own.filter((rule) => rule.code === text && (text === '' || !rule.is_prefix));
	const prefixes = own
		.filter((rule) => rule.is_prefix && rule.code !== '' && text !== '' && text.startsWith(rule.code))
		.toSorted((a, b) => b.code.length - a.code.length);
	const parent = PARENT_PROFILE[profile];
	return [...exact, ...prefixes, ...(parent ? rulesFor(rules, { profile: parent, code }) : [])];
}

/** The rule by which a transaction of that instant is classified; undefined when none knows the code. */
export function ruleInForce(rules: readonly RuleRow[], key: CodeKey, atMs: number): RuleRow | undefined {
	return rulesFor(rules, key).find((rule) => rule.valid_from === null || rule.valid_from.getTime() <= atMs);
}

/** What a code means by its rule: without one, no answer is the network's and any other code is not mapped. */
export function meaningOf({ profile, code }: CodeKey, rule: RuleRow | undefined) {
	const cause = (rule?.cause as Cause | undefined) ?? (code === null ? 'network' : 'unknown');
	const scope = (rule?.scope as OutcomeScope | undefined) ?? 'ambiguous';
	const meaning = { profile, code, cause, scope };
	return {
		cause,
		scope,
		meaningEn: rule?.meaning_en ?? null,
		meaningZh: rule?.meaning_zh ?? null,
		isMapped: rule !== undefined || code === null,
		actor: actorOf(meaning),
		retry: retryAdviceOf(meaning)
	};
}
