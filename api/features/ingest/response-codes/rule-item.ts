import type { Cause } from '#lib/domain/causes.ts';
import type { OutcomeScope } from '#lib/domain/scopes.ts';
import type { CodeProfile } from '#lib/domain/transactions.ts';
import type { RuleItem } from './response-codes.schemas.ts';
import type { listRules, Rule } from './rules.repo.ts';

/** A row of the map as the API shows it; what the columns hold is checked where rules are written. */
export function ruleItem(row: Awaited<ReturnType<typeof listRules>>['items'][number]): RuleItem {
	return {
		codeProfile: row.profile as CodeProfile,
		responseCode: row.code === '' ? null : row.code,
		isPrefix: row.is_prefix,
		validFrom: row.valid_from?.toISOString() ?? null,
		cause: row.cause as Cause,
		scope: row.scope as OutcomeScope,
		meaningEn: row.meaning_en,
		meaningZh: row.meaning_zh,
		confidence: row.confidence as Rule['confidence'],
		note: row.note
	};
}

/** What was sent as the map keeps it. */
export function ruleOf({ codeProfile, responseCode, validFrom, ...rest }: RuleItem): Rule {
	return {
		...rest,
		profile: codeProfile,
		code: responseCode ?? '',
		validFrom: validFrom === null ? null : new Date(validFrom)
	};
}
