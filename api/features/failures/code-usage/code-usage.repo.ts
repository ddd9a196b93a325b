// How often each response code was seen, from the facts: only they know the codes together with terminals and issuers.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { scopeIndex } from '#lib/domain/scopes.ts';
import type { Bucket, TimeWindow } from '#lib/domain/time-windows.ts';
import { PRODUCTS, TRANSACTION_TYPES } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import type { FactFilter } from './code-usage.schemas.ts';

export type FactChoice = { window: TimeWindow; filter: Omit<FactFilter, 'window' | 'from' | 'to'> };

/** Neither an excluded outcome nor a reversal: the denominator of every rate. */
const IS_ATTEMPT = sql<SqlBool>`(scope <> ${sql.lit(scopeIndex('excluded'))} and type <> ${sql.lit(TRANSACTION_TYPES.indexOf('reversal'))})`;
const ATTEMPTS = sql<number>`(count(*) filter (where ${IS_ATTEMPT}))::int`;

const instantOf = (ms: number) => sql`${new Date(ms)}::timestamptz`;
const textList = (values: readonly string[]) => sql`${values as string[]}::text[]`;
const idList = (ids: readonly number[]) => sql`${`{${ids.join(',')}}`}::int[]`;

const CODED = ['acquirer', 'merchant', 'terminal', 'issuer', 'carrier', 'region'] as const;

/** The facts of a window that pass scope and filter, as a condition on txn. */
function facts(scope: Scope, { window, filter }: FactChoice): RawBuilder<SqlBool> {
	const conditions = [
		sql`occurred_at >= ${instantOf(window.fromMs)} and occurred_at < ${instantOf(window.toMs)}`,
		inScope(scope, 'txn.acquirer_id')
	];
	for (const name of CODED) {
		if (filter[name].length === 0) continue;
		const [id, code] = [sql.ref(`${name}_id`), sql.ref(`${name}_code`)];
		conditions.push(
			sql`${id} in (select ${id} from ${sql.table(name)} where ${code} = any(${textList(filter[name])}))`
		);
	}
	if (filter.firmware.length > 0) {
		const versions = textList(filter.firmware);
		conditions.push(sql`firmware_id in (select firmware_id from firmware where version = any(${versions}))`);
	}
	for (const column of ['vendor', 'model'] as const) {
		if (filter[column].length === 0) continue;
		const values = textList(filter[column]);
		conditions.push(sql`model_id in (select model_id from terminal_model where ${sql.ref(column)} = any(${values}))`);
	}
	if (filter.product.length > 0) {
		const products = filter.product.map((product) => PRODUCTS.indexOf(product));
		conditions.push(sql`product = any(${idList(products)})`);
	}
	return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** One row per code that was seen in the window. */
export async function codeCounts(db: ReadDb, scope: Scope, choice: FactChoice) {
	return db
		.selectFrom('txn')
		.innerJoin('response_code as c', 'c.code_id', 'txn.code_id')
		.where(facts(scope, choice))
		.select([
			'c.code_id',
			'c.profile',
			'c.code',
			sql<number>`count(*)::int`.as('transactions'),
			ATTEMPTS.as('attempts'),
			sql<number>`count(distinct terminal_id)::int`.as('terminals'),
			sql<number>`count(distinct merchant_id)::int`.as('merchants'),
			sql<number>`count(distinct issuer_id)::int`.as('issuers'),
			sql<number | null>`case when min(currency) = max(currency)
				then coalesce(sum(amount_minor) filter (where ${IS_ATTEMPT}), 0) end::float8`.as('amount_minor'),
			sql<number | null>`case when min(currency) = max(currency) then min(currency) end`.as('currency'),
			sql<Date>`min(occurred_at)`.as('first_at'),
			sql<Date>`max(occurred_at)`.as('last_at')
		])
		.groupBy(['c.code_id', 'c.profile', 'c.code'])
		.execute();
}

export type CodeCounts = Awaited<ReturnType<typeof codeCounts>>[number];

/** Attempts per code and nothing else, for the window before. */
export async function codeAttempts(db: ReadDb, scope: Scope, choice: FactChoice) {
	return db
		.selectFrom('txn')
		.where(facts(scope, choice))
		.select(['code_id', ATTEMPTS.as('attempts')])
		.groupBy('code_id')
		.execute();
}

/** Transactions per code in equal parts of the window, numbered from 0. */
export async function codeCourses(db: ReadDb, scope: Scope, choice: FactChoice, parts: number) {
	const { fromMs, toMs } = choice.window;
	const partSeconds = (toMs - fromMs) / 1000 / parts;
	const part = sql<number>`floor(extract(epoch from occurred_at - ${instantOf(fromMs)}) / ${partSeconds}::float8)::int`;
	return db
		.selectFrom('txn')
		.where(facts(scope, choice))
		.select(['code_id', part.as('part'), sql<number>`count(*)::int`.as('transactions')])
		.groupBy([sql`1`, sql`2`])
		.execute();
}

/** The number of a code that was seen; undefined when it never was. */
export async function seenCode(db: ReadDb, profile: string, code: string): Promise<number | undefined> {
	const row = await db
		.selectFrom('response_code')
		.select('code_id')
		.where('profile', '=', profile)
		.where('code', '=', code)
		.executeTakeFirst();
	return row?.code_id;
}

/** Whether transactions in reach carried the code while no rule knew it. */
export async function isUnmappedInScope(db: ReadDb, scope: Scope, codeId: number): Promise<boolean> {
	const row = await db
		.selectFrom('unmapped_code')
		.select('code_id')
		.where('code_id', '=', codeId)
		.where(inScope(scope, 'unmapped_code.acquirer_id'))
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}

/** Attempts with the code and all attempts, per bucket of the fleet's zone. */
export async function codeSeries(
	db: ReadDb,
	scope: Scope,
	choice: FactChoice,
	{ codeId, bucket, zone }: { codeId: number; bucket: Bucket; zone: string }
) {
	const start =
		bucket === '5m'
			? sql<Date>`date_bin('5 minutes', occurred_at, '2000-01-01T00:00:00Z')`
			: sql<Date>`date_trunc(${sql.lit(bucket)}, occurred_at, ${sql.lit(zone)})`;
	return db
		.selectFrom('txn')
		.where(facts(scope, choice))
		.where(IS_ATTEMPT)
		.select([
			start.as('bucket_start'),
			sql<number>`(count(*) filter (where code_id = ${codeId}))::int`.as('count'),
			sql<number>`count(*)::int`.as('attempts')
		])
		.groupBy(sql`1`)
		.orderBy(sql`1`)
		.execute();
}

/** What a code is looked for at: the fact's column, and the code and name that people know it by. */
const PLACES = {
	terminal: {
		id: sql.ref('terminal_id'),
		names: sql`(select terminal_id as id, terminal_code as code, null::text as label from terminal)`
	},
	merchant: {
		id: sql.ref('merchant_id'),
		names: sql`(select merchant_id as id, merchant_code as code, name as label from merchant)`
	},
	issuer: {
		id: sql.ref('issuer_id'),
		names: sql`(select issuer_id as id, issuer_code as code, null::text as label from issuer)`
	},
	model: {
		id: sql.ref('model_id'),
		names: sql`(select model_id as id, model as code, vendor as label from terminal_model)`
	}
} as const;
export type CodePlaceKind = keyof typeof PLACES;

export type CodePlaceRow = { code: string; label: string | null; count: number; attempts: number; with_code: number };

/** Where the code was seen most, each place with all its attempts in the window. */
export async function codePlaces(
	db: ReadDb,
	scope: Scope,
	choice: FactChoice,
	{ codeId, kind, limit }: { codeId: number; kind: CodePlaceKind; limit: number }
): Promise<CodePlaceRow[]> {
	const { id, names } = PLACES[kind];
	const passes = facts(scope, choice);
	const { rows } = await sql<CodePlaceRow>`
		with hit as (
			select ${id} as id, count(*)::int as count, ${ATTEMPTS} as with_code from txn
			where ${passes} and code_id = ${codeId} group by 1 order by 2 desc, 1 limit ${limit}
		), every as (
			select ${id} as id, ${ATTEMPTS} as attempts from txn
			where ${passes} and ${id} in (select id from hit) group by 1
		)
		select n.code, nullif(n.label, '') as label, hit.count, hit.with_code, every.attempts
		from hit join every using (id) join ${names} n using (id) order by hit.count desc, n.code`.execute(db);
	return rows;
}
