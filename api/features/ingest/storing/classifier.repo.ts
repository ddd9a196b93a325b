import type { Cause } from '#lib/domain/causes.ts';
import { createClassifier, type Classifier, type ResponseCodeRule } from '#lib/domain/response-codes.ts';
import type { OutcomeScope } from '#lib/domain/scopes.ts';
import type { CodeProfile } from '#lib/domain/transactions.ts';
import type { Sql } from '#api/platform/db/client.ts';

/** Told to every process when a rule is added or changed. */
export const RESPONSE_CODES_CHANNEL = 'response_codes_changed';

/** The classifier made of all dated rules. */
export async function loadClassifier(sql: Sql): Promise<Classifier> {
	return createClassifier(await loadRules(sql));
}

/** All dated rules. '-infinity' means always. */
export async function loadRules(sql: Sql): Promise<ResponseCodeRule[]> {
	const rows = await sql<
		{
			profile: CodeProfile;
			code: string;
			is_prefix: boolean;
			valid_from_ms: number | null;
			cause: Cause;
			scope: OutcomeScope;
		}[]
	>`
		select profile, code, is_prefix, cause, scope,
			case when isfinite(valid_from) then extract(epoch from valid_from) * 1000 end::float8 as valid_from_ms
		from response_code_rule`;
	return rows.map((row) => ({
		profile: row.profile,
		code: row.code === '' ? null : row.code,
		isPrefix: row.is_prefix,
		validFromMs: row.valid_from_ms ?? -Infinity,
		cause: row.cause,
		scope: row.scope
	}));
}
