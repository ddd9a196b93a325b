// The map of response codes: dated rules, the newest in force at a transaction's moment decides.
import { sql } from 'kysely';
import type { Cause } from '#lib/domain/causes.ts';
import type { OutcomeScope } from '#lib/domain/scopes.ts';
import type { CodeProfile } from '#lib/domain/transactions.ts';
import type { ReadDb, Tx } from '#api/platform/db/db.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import { RESPONSE_CODES_CHANNEL } from '../storing/classifier.repo.ts';

export type Rule = {
	profile: CodeProfile;
	/** Normalised; empty = no answer came. */
	code: string;
	isPrefix: boolean;
	/** Null = always. */
	validFrom: Date | null;
	cause: Cause;
	scope: OutcomeScope;
	meaningEn: string;
	meaningZh: string;
	confidence: 'confirmed' | 'unverified' | 'own_rule';
	note: string | null;
};

export type RuleFilter = { profile?: string | undefined; q?: string | undefined };

const BY_CODE = 'profile,code';

/** By profile and code, the newest rule of a code first. */
export function rulesQuery(db: ReadDb, filter: RuleFilter) {
	let query = db
		.selectFrom('response_code_rule as r')
		.select([
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
		])
		.orderBy('r.profile')
		.orderBy('r.code')
		.orderBy('r.valid_from', 'desc');
	if (filter.profile) query = query.where('r.profile', '=', filter.profile);
	if (filter.q) {
		const pattern = `%${filter.q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
		query = query.where((eb) =>
			eb.or([
				eb('r.code', 'ilike', pattern),
				eb('r.meaning_en', 'ilike', pattern),
				eb('r.meaning_zh', 'ilike', pattern)
			])
		);
	}
	return query;
}

export async function listRules(db: ReadDb, filter: RuleFilter & { limit: number; cursor?: string | undefined }) {
	const all = rulesQuery(db, filter);
	let query = all.limit(filter.limit + 1);
	if (filter.cursor) {
		const [profile, code, validFrom] = decodeCursor(BY_CODE, filter.cursor, ['string', 'string', 'instant or null']);
		query = query.where(
			sql<boolean>`((r.profile, r.code) > (${profile}::text, ${code}::text)
				or ((r.profile, r.code) = (${profile}::text, ${code}::text) and r.valid_from < coalesce(${validFrom}::timestamptz, '-infinity')))`
		);
	}
	const rows = await query.execute();
	const { n } = await db
		.with('rules', () => all.clearOrderBy())
		.selectFrom('rules')
		.select((eb) => eb.fn.countAll<number>().as('n'))
		.executeTakeFirstOrThrow();
	const page = pageFrom(rows, filter.limit, BY_CODE, (row) => [
		row.profile,
		row.code,
		row.valid_from?.toISOString() ?? null
	]);
	return { ...page, total: n };
}

/** The rule of exactly this code and date, for the audit trail; it is locked until the transaction ends. */
export async function lockRule(tx: Tx, rule: Rule) {
	return tx
		.selectFrom('response_code_rule')
		.select(['is_prefix', 'cause', 'scope', 'meaning_en', 'meaning_zh', 'confidence', 'note'])
		.where('profile', '=', rule.profile)
		.where('code', '=', rule.code)
		.where('valid_from', '=', sql<Date>`coalesce(${rule.validFrom}::timestamptz, '-infinity')`)
		.forUpdate()
		.executeTakeFirst();
}

export async function putRule(tx: Tx, rule: Rule): Promise<void> {
	const content = {
		is_prefix: rule.isPrefix,
		cause: rule.cause,
		scope: rule.scope,
		meaning_en: rule.meaningEn,
		meaning_zh: rule.meaningZh,
		confidence: rule.confidence,
		note: rule.note
	};
	await tx
		.insertInto('response_code_rule')
		.values({
			profile: rule.profile,
			code: rule.code,
			valid_from: sql<Date>`coalesce(${rule.validFrom}::timestamptz, '-infinity')`,
			...content
		})
		.onConflict((conflict) => conflict.columns(['profile', 'code', 'valid_from']).doUpdateSet(content))
		.execute();
}

/** Asks for history to be classified anew from the rule's date on; the job begins once the rule is committed. */
export async function requestReclassification(tx: Tx, rule: Rule, now: Date): Promise<number> {
	const row = await tx
		.insertInto('reclassification')
		.values({
			profile: rule.profile,
			code: rule.code,
			is_prefix: rule.isPrefix,
			from_at: sql<Date>`coalesce(${rule.validFrom}::timestamptz, '-infinity')`,
			requested_at: now
		})
		.returning('reclassification_id')
		.executeTakeFirstOrThrow();
	// Delivered at commit: every process reads the rules again before the next batch.
	await sql`select pg_notify(${RESPONSE_CODES_CHANNEL}, '')`.execute(tx);
	return row.reclassification_id;
}

/** Newest request first. */
export function reclassificationsQuery(db: ReadDb, limit: number) {
	return db
		.selectFrom('reclassification')
		.select(['reclassification_id', 'profile', 'code', 'is_prefix', 'requested_at', 'finished_at', 'transactions'])
		.orderBy('reclassification_id', 'desc')
		.limit(limit);
}

export async function listReclassifications(db: ReadDb, limit: number) {
	return reclassificationsQuery(db, limit).execute();
}
