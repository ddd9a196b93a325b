import type { CodeActor, RetryAdvice } from '#lib/domain/code-actions.ts';
import { getLocale, m } from '#lib/i18n/messages.ts';
import type { CodeUsage } from './response-codes.queries.ts';

export const ACTOR_WORDS: Readonly<Record<CodeActor, () => string>> = {
	nobody: m.actor_nobody,
	cardholder: m.actor_cardholder,
	merchant: m.actor_merchant,
	issuer: m.actor_issuer,
	acquirer: m.actor_acquirer,
	field_service: m.actor_field_service,
	key_management: m.actor_key_management
};

/** What to do, in a sentence that can be read to a merchant. */
export const ACTOR_ADVICE: Readonly<Record<CodeActor, () => string>> = {
	nobody: m.actor_nobody_what,
	cardholder: m.actor_cardholder_what,
	merchant: m.actor_merchant_what,
	issuer: m.actor_issuer_what,
	acquirer: m.actor_acquirer_what,
	field_service: m.actor_field_service_what,
	key_management: m.actor_key_management_what
};

export const RETRY_WORDS: Readonly<Record<RetryAdvice, () => string>> = {
	may_retry: m.retry_may_retry,
	limited: m.retry_limited,
	fix_data: m.retry_fix_data,
	act_first: m.retry_act_first,
	check_outcome: m.retry_check_outcome,
	do_not_retry: m.retry_do_not_retry
};

export const CONFIDENCE_WORDS = {
	confirmed: m.confidence_confirmed,
	unverified: m.confidence_unverified,
	own_rule: m.confidence_own_rule
};

type Meaning = Pick<CodeUsage, 'responseCode' | 'meaningEn' | 'meaningZh'>;

/** What a code means in the language of the page. */
export function meaningText({ responseCode, meaningEn, meaningZh }: Meaning): string {
	const meaning = getLocale() === 'zh-CN' ? (meaningZh ?? meaningEn) : (meaningEn ?? meaningZh);
	return meaning ?? (responseCode === null ? m.codes_no_answer_meaning() : m.codes_meaning_unmapped());
}

export function codeText(responseCode: string | null): string {
	return responseCode ?? m.codes_no_answer();
}
