import type { Cause } from './causes.ts';
import type { OutcomeScope } from './scopes.ts';
import type { CodeProfile, TransactionType } from './transactions.ts';

/** One dated line of the response-code map. A later `validFromMs` for the same code replaces it from that instant on. */
export interface ResponseCodeRule {
	readonly profile: CodeProfile;
	/** Null is the rule for "no answer came". */
	readonly code: string | null;
	/** The rule holds for every code that begins with `code`, such as `TLS_`. */
	readonly isPrefix: boolean;
	/** First instant at which the rule is in force; -Infinity for "always". */
	readonly validFromMs: number;
	readonly cause: Cause;
	readonly scope: OutcomeScope;
}

export interface Classified {
	readonly cause: Cause;
	readonly scope: OutcomeScope;
	/** False when no rule knows the code: it then belongs on the list of unmapped codes. */
	readonly mapped: boolean;
}

export interface ClassifiedInput {
	readonly profile: CodeProfile;
	readonly code: string | null;
	readonly type: TransactionType;
	readonly occurredAtMs: number;
}

export type Classifier = (transaction: ClassifiedInput) => Classified;

/** Profiles whose codes have two places, so that a single digit is a code that lost its leading zero on the way. */
const TWO_PLACE_PROFILES: ReadonlySet<CodeProfile> = new Set(['cup', 'iso', 'as2805']);

/** AS 2805 is a dialect of ISO 8583: what it does not redefine keeps the ISO meaning. */
export const PARENT_PROFILE: Partial<Record<CodeProfile, CodeProfile>> = { as2805: 'iso' };

const ONE_DIGIT = /^\d$/;

const UNMAPPED: Classified = { cause: 'unknown', scope: 'ambiguous', mapped: false };

/** No answer is never an unmapped code: it is the network's until concentration says otherwise. */
const NO_ANSWER: Classified = { cause: 'network', scope: 'ambiguous', mapped: true };

/**
 * Brings a code to the form the map uses: trimmed, upper case, two places where the profile has two. Blank means that no
 * answer came, which is null.
 */
export function normaliseCode(profile: CodeProfile, raw: string | null): string | null {
	if (raw === null) return null;
	const code = raw.trim().toUpperCase();
	if (code === '') return null;
	return ONE_DIGIT.test(code) && TWO_PLACE_PROFILES.has(profile) ? `0${code}` : code;
}

interface DatedOutcome {
	readonly validFromMs: number;
	readonly outcome: Classified;
	readonly excludedOutcome: Classified;
}

/** Newest first, so that the first one that has begun is in force. */
type History = DatedOutcome[];

interface ProfileRules {
	readonly noAnswer: History;
	readonly exact: Map<string, History>;
	/** Longest first, so that the most specific prefix wins. */
	readonly prefixes: { readonly prefix: string; readonly history: History }[];
}

function inForce(history: History | undefined, occurredAtMs: number): DatedOutcome | undefined {
	return history?.find((dated) => dated.validFromMs <= occurredAtMs);
}

function addRule(rules: ProfileRules, rule: ResponseCodeRule): void {
	const code = normaliseCode(rule.profile, rule.code);
	const { cause, scope, validFromMs } = rule;
	const dated: DatedOutcome = {
		validFromMs,
		outcome: { cause, scope, mapped: true },
		excludedOutcome: { cause, scope: 'excluded', mapped: true }
	};
	historyFor(rules, code, rule.isPrefix).push(dated);
}

function historyFor(rules: ProfileRules, code: string | null, isPrefix: boolean): History {
	if (code === null) return rules.noAnswer;
	if (isPrefix) {
		const known = rules.prefixes.find(({ prefix }) => prefix === code);
		if (known) return known.history;
		const history: History = [];
		rules.prefixes.push({ prefix: code, history });
		return history;
	}
	const history = rules.exact.get(code) ?? [];
	rules.exact.set(code, history);
	return history;
}

function compileRules(rules: Iterable<ResponseCodeRule>): Map<CodeProfile, ProfileRules> {
	const profiles = new Map<CodeProfile, ProfileRules>();
	for (const rule of rules) {
		const profile = profiles.get(rule.profile) ?? { noAnswer: [], exact: new Map(), prefixes: [] };
		profiles.set(rule.profile, profile);
		addRule(profile, rule);
	}
	const newestFirst = (a: DatedOutcome, b: DatedOutcome): number => (a.validFromMs < b.validFromMs ? 1 : -1);
	for (const { noAnswer, exact, prefixes } of profiles.values()) {
		noAnswer.sort(newestFirst);
		for (const history of exact.values()) history.sort(newestFirst);
		for (const { history } of prefixes) history.sort(newestFirst);
		prefixes.sort((a, b) => b.prefix.length - a.prefix.length);
	}
	return profiles;
}

/**
 * Builds the function that says why a transaction ended as it did and who is blamed. It answers by the rule that was in
 * force when the transaction happened, an exact code before a prefix, and keeps every service fee out of the rates
 * because none is an attempt to pay. The objects it returns are shared: compare, never change them.
 */
export function createClassifier(rules: Iterable<ResponseCodeRule>): Classifier {
	const profiles = compileRules(rules);

	function find(profile: CodeProfile, code: string, occurredAtMs: number): DatedOutcome | undefined {
		const rulesOfProfile = profiles.get(profile);
		const exact = inForce(rulesOfProfile?.exact.get(code), occurredAtMs);
		if (exact) return exact;
		for (const { prefix, history } of rulesOfProfile?.prefixes ?? []) {
			const dated = code.startsWith(prefix) ? inForce(history, occurredAtMs) : undefined;
			if (dated) return dated;
		}
		const parent = PARENT_PROFILE[profile];
		return parent && find(parent, code, occurredAtMs);
	}

	function findNoAnswer(profile: CodeProfile, occurredAtMs: number): DatedOutcome | undefined {
		const parent = PARENT_PROFILE[profile];
		return inForce(profiles.get(profile)?.noAnswer, occurredAtMs) ?? (parent && findNoAnswer(parent, occurredAtMs));
	}

	return ({ profile, code: raw, type, occurredAtMs }) => {
		const code = normaliseCode(profile, raw);
		const found = code === null ? findNoAnswer(profile, occurredAtMs) : find(profile, code, occurredAtMs);
		const isExcluded = type === 'service_fee';
		if (found) return isExcluded ? found.excludedOutcome : found.outcome;
		const fallback = code === null ? NO_ANSWER : UNMAPPED;
		return isExcluded ? { ...fallback, scope: 'excluded' } : fallback;
	};
}
