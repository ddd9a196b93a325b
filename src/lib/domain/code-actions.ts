// What follows from a response code: who has to do something about it, and whether the same payment may be sent again.
import type { Cause } from './causes.ts';
import type { OutcomeScope } from './scopes.ts';
import type { CodeProfile } from './transactions.ts';

/**
 * - `acquirer`: the acquirer and its host: routing, enrolment, merchant set-up, reconciliation.
 * - `field_service`: somebody goes to the terminal, or looks after its line and its application.
 * - `key_management`: keys and certificates of the terminal.
 */
export const CODE_ACTORS = [
	'nobody',
	'cardholder',
	'merchant',
	'issuer',
	'acquirer',
	'field_service',
	'key_management'
] as const;

export type CodeActor = (typeof CODE_ACTORS)[number];

/**
 * - `check_outcome`: money may have moved: ask for the outcome before anything else.
 * - `act_first`: somebody at the till must do something, then the sale may be made anew.
 * - `limited`: the issuer may decide otherwise later; the schemes count and charge retries.
 * - `fix_data`: only with other data of the card or of the cardholder.
 */
export const RETRY_ADVICE = ['may_retry', 'limited', 'fix_data', 'act_first', 'check_outcome', 'do_not_retry'] as const;

export type RetryAdvice = (typeof RETRY_ADVICE)[number];

export interface CodeMeaning {
	readonly profile: CodeProfile;
	/** Normalised; null when no answer came. */
	readonly code: string | null;
	readonly cause: Cause;
	readonly scope: OutcomeScope;
}

/** Who acts on what a rule says, where the code itself does not say more. */
const TERMINAL_ACTORS: Partial<Record<Cause, CodeActor>> = {
	security_auth: 'key_management',
	fee_or_merchant_config: 'acquirer'
};
const BUSINESS_ACTORS: Partial<Record<Cause, CodeActor>> = {
	fraud_risk: 'issuer',
	unknown: 'issuer',
	bank_system: 'issuer',
	operator: 'merchant',
	fee_or_merchant_config: 'acquirer'
};
const AMBIGUOUS_ACTORS: Partial<Record<Cause, CodeActor>> = {
	network: 'field_service',
	security_auth: 'key_management',
	card_data: 'merchant',
	operator: 'merchant'
};

/** Codes that name their actor, whatever cause a rule gives them. */
const ACTORS_BY_CODE: Partial<Record<CodeProfile, Partial<Record<CodeActor, readonly string[]>>>> = {
	cup: {
		issuer: ['68', '91', '98'],
		// The terminal tells the cashier to keep the card, to use its chip, or to sign on again.
		merchant: ['04', '34', '41', '43', '45', '77']
	},
	iso: {
		issuer: ['68', '83', '86', '91'],
		merchant: ['04', '07', '33', '34', '36', '37', '41', '43', '67']
	},
	qr: { issuer: ['BANKERROR'], cardholder: ['USERPAYING', 'AUTHCODEEXPIRE', 'ACQ.PAYMENT_AUTH_CODE_INVALID'] }
};

export function actorOf({ profile, code, cause, scope }: CodeMeaning): CodeActor {
	if (scope === 'approved' || scope === 'excluded') return 'nobody';
	if (scope === 'approved_check') return 'acquirer';
	const named = namedActor(profile, code);
	if (named !== undefined) return named;
	switch (scope) {
		case 'terminal':
			return TERMINAL_ACTORS[cause] ?? 'field_service';
		case 'upstream':
			return 'acquirer';
		case 'business':
			return BUSINESS_ACTORS[cause] ?? 'cardholder';
		case 'ambiguous':
			return AMBIGUOUS_ACTORS[cause] ?? 'acquirer';
	}
}

function namedActor(profile: CodeProfile, code: string | null): CodeActor | undefined {
	const named = Object.entries(ACTORS_BY_CODE[profile] ?? {}) as [CodeActor, readonly string[]][];
	return code === null ? undefined : named.find(([, codes]) => codes.includes(code))?.[0];
}

/**
 * UnionPay terminals sort codes into classes of action, the card schemes sort theirs into categories of retry. Published tables
 * disagree on single codes: where they do, the stricter one stands here.
 */
const RETRY_BY_CODE: Partial<Record<CodeProfile, Partial<Record<RetryAdvice, readonly string[]>>>> = {
	cup: {
		may_retry: ['13', '14', '99', 'A0'],
		act_first: ['04', '34', '38', '41', '43', '45', '77', '97'],
		do_not_retry: ['98'],
		check_outcome: ['C0', 'A2', 'A4', 'A5', 'A6']
	},
	iso: {
		do_not_retry: ['03', '04', '07', '12', '15', '41', '43', '46', '57', '62', '78', '93', 'R0', 'R1', 'R3'],
		limited: ['19', '51', '59', '61', '65', '75', '86', '91', '96', 'N3', 'N4'],
		fix_data: ['14', '54', '55', 'N7', '82', '1A', '6P'],
		check_outcome: ['09']
	},
	// E106 comes after the request was sent, E107 before: the one may have been paid, the other cannot.
	term: { check_outcome: ['E101', 'E106'], may_retry: ['E107'] },
	qr: { check_outcome: ['USERPAYING', 'SYSTEMERROR', 'ACQ.SYSTEM_ERROR'], fix_data: ['AUTHCODEEXPIRE'] }
};

/** Null where no table says, and where there is nothing to repeat. */
export function retryAdviceOf({ profile, code, scope }: CodeMeaning): RetryAdvice | null {
	if (scope === 'approved' || scope === 'excluded') return null;
	if (code === null || scope === 'approved_check') return 'check_outcome';
	const known = Object.entries(RETRY_BY_CODE[profile] ?? {}) as [RetryAdvice, readonly string[]][];
	return known.find(([, codes]) => codes.includes(code))?.[0] ?? null;
}

/** In an address, "no answer came" needs a name: codes are upper case, so no code is ever called so. */
const NO_ANSWER_SEGMENT = 'no-answer';

export function codeSegment(code: string | null): string {
	return code ?? NO_ANSWER_SEGMENT;
}

export function codeOfSegment(segment: string): string | null {
	return segment === NO_ANSWER_SEGMENT ? null : segment;
}
