// What the map says about codes that were seen: read here, kept by api/features/ingest/response-codes.
import { sql } from 'kysely';
import type { ReadDb } from '#api/platform/db/db.ts';

const RULE_COLUMNS = [
	'r.profile',
	'r.code',
	'r.is_prefix',
	sql<Date | null>`nullif(r.valid_from, '-infinity')`.as('valid_from'),
	'r.cause',
	'r.scope',
	'r.meaning_en',
	'r.meaning_zh',
	'r.confidence',
	'r.note'
] as const;

/** All rules; a map has a few hundred. Newest first, so that the first that has begun is in force. */
export async function allRules(db: ReadDb) {
	return db
		.selectFrom('response_code_rule as r')
		.select(RULE_COLUMNS)
		.orderBy('r.valid_from', 'desc')
		.orderBy('r.profile')
		.orderBy('r.code')
		.execute();
}

export type RuleRow = Awaited<ReturnType<typeof allRules>>[number];

/** Who changed the rules of these subjects ("profile code"), newest first. */
export async function ruleChanges(db: ReadDb, subjects: readonly string[], limit: number) {
	return db
		.selectFrom('audit_event')
		.select(['occurred_at', 'actor_name', 'action'])
		.where('subject_kind', '=', 'response_code_rule')
		.where('subject_id', '=', sql<string>`any(${subjects as string[]}::text[])`)
		.orderBy('occurred_at', 'desc')
		.limit(limit)
		.execute();
}
