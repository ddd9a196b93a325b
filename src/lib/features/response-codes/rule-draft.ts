import type { Cause } from '#lib/domain/causes.ts';
import type { OutcomeScope } from '#lib/domain/scopes.ts';
import { startOfDay } from '#lib/domain/time-zones.ts';
import type { CodeId, RuleInput } from './response-codes.queries.ts';

/** What the form holds. */
export type RuleDraft = {
	cause: Cause;
	scope: OutcomeScope;
	meaningEn: string;
	meaningZh: string;
	/** A day as a date field has it, `2026-01-31`; empty = always. */
	fromDay: string;
};

/** For a code that nobody has said anything about. */
export const EMPTY_DRAFT: RuleDraft = {
	cause: 'unknown',
	scope: 'ambiguous',
	meaningEn: '',
	meaningZh: '',
	fromDay: ''
};

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The rule that a filled-in form means; days begin in the fleet's zone. */
export function ruleOfDraft({ codeProfile, responseCode }: CodeId, draft: RuleDraft, zone: string): RuleInput {
	const match = DAY.exec(draft.fromDay);
	const [year = 0, month = 0, day = 0] = match?.slice(1).map(Number) ?? [];
	return {
		codeProfile,
		responseCode,
		cause: draft.cause,
		scope: draft.scope,
		meaningEn: draft.meaningEn.trim(),
		meaningZh: draft.meaningZh.trim(),
		validFrom: match ? new Date(startOfDay({ year, month, day }, zone)).toISOString() : null
	};
}

const APPROVED_SCOPES: readonly OutcomeScope[] = ['approved', 'approved_check'];

/** Only approvals are approved: the API refuses any other pair. */
export function fitsTogether({ cause, scope }: Pick<RuleDraft, 'cause' | 'scope'>): boolean {
	return (cause === 'approved') === APPROVED_SCOPES.includes(scope);
}
