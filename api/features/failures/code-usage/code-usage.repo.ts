// How often each response code was seen: how many from the roll-ups, at how many places from the facts.
import { sql } from 'kysely';
import { SCOPES, scopeIndex } from '#lib/domain/scopes.ts';
import type { Bucket } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { ATTEMPTS, COUNTS, countedRows, dimensionColumn, type CountedRows } from '../counted-rows.repo.ts';
import { bucketOf } from '../failure-series.repo.ts';
import { groupNames } from '../group-names.repo.ts';
import type { Dimension } from '../sources.ts';

/** Where and when to count, and what passes. */
export type Counted = Pick<CountedRows, 'pieces' | 'ids' | 'zone'>;

export type CodeSum = {
	code_id: number;
	bucket_start: Date;
	currency: number;
	transactions: number;
	attempts: number;
	approved: number;
	amount_minor: number;
};

/** One row per code, bucket and currency. Hours and days are those of the fleet's clocks. */
export async function codeSums(
	db: ReadDb,
	scope: Scope,
	{ bucket, ...counted }: Counted & { bucket: Bucket }
): Promise<CodeSum[]> {
	const rows = countedRows(scope, { ...counted, dimensions: ['code'], columns: ['total', ...COUNTS, 'amount_minor'] });
	return db
		.selectFrom(
			sql<CodeSum>`(
			select code_id, ${bucketOf(bucket, counted.zone)} as bucket_start, currency, sum(total)::int as transactions,
				sum(${ATTEMPTS})::int as attempts, sum(approved)::int as approved, sum(amount_minor)::float8 as amount_minor
			from ${rows} counted group by 1, 2, 3)`.as('sums')
		)
		.selectAll()
		.execute();
}

/** Attempts per code and nothing else, for the window before. */
export async function codeAttempts(db: ReadDb, scope: Scope, counted: Counted) {
	const rows = countedRows(scope, { ...counted, dimensions: ['code'], columns: COUNTS });
	return db
		.selectFrom(
			sql<{ code_id: number; attempts: number }>`(
			select code_id, sum(${ATTEMPTS})::int as attempts from ${rows} counted group by 1)`.as('sums')
		)
		.selectAll()
		.execute();
}

export type CodeBreadth = {
	code_id: number;
	terminals: number;
	merchants: number;
	issuers: number;
	first_at: Date;
	last_at: Date;
};

const NOT_APPROVED = SCOPES.filter((scope) => scope !== 'approved' && scope !== 'approved_check').map(scopeIndex);

/**
 * At how many places there were attempts with each code, and when it was seen first and last; the pieces must be of facts.
 * Approvals are left out: they are nearly all of the facts, and happen nearly everywhere.
 */
export async function codeBreadths(db: ReadDb, scope: Scope, { ids, ...counted }: Counted): Promise<CodeBreadth[]> {
	const rows = countedRows(scope, {
		...counted,
		ids: { ...ids, by: { ...ids.by, scope: NOT_APPROVED } },
		dimensions: ['code', 'terminal', 'merchant', 'issuer'],
		columns: COUNTS
	});
	const places = (column: string) => sql`(count(distinct ${sql.ref(column)}) filter (where attempts > 0))::int`;
	// Distinct values are counted among the few combinations there are: counted among all facts they would have to be sorted.
	return db
		.selectFrom(
			sql<CodeBreadth>`(
			select code_id, ${places('terminal_id')} as terminals, ${places('merchant_id')} as merchants,
				${places('issuer_id')} as issuers, min(first_at) as first_at, max(last_at) as last_at
			from (
				select code_id, terminal_id, merchant_id, issuer_id, sum(${ATTEMPTS}) as attempts,
					min(at) as first_at, max(at) as last_at
				from ${rows} counted group by 1, 2, 3, 4
			) combination group by 1)`.as('breadths')
		)
		.selectAll()
		.execute();
}

/** What codes are called, by our own number. */
export async function codeNames(db: ReadDb, codeIds: readonly number[]) {
	return db
		.selectFrom('response_code')
		.select(['code_id', 'profile', 'code'])
		.where(sql<boolean>`code_id = any(${`{${codeIds.join(',')}}`}::smallint[])`)
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

export type CodeBucket = { bucket_start: Date; count: number; attempts: number };

/** Attempts with the code and all attempts, per bucket of the fleet's zone. */
export async function codeSeries(
	db: ReadDb,
	scope: Scope,
	{ codeId, bucket, ...counted }: Counted & { codeId: number; bucket: Bucket }
): Promise<CodeBucket[]> {
	const rows = countedRows(scope, { ...counted, dimensions: ['code'], columns: COUNTS });
	return db
		.selectFrom(
			sql<CodeBucket>`(
			select ${bucketOf(bucket, counted.zone)} as bucket_start, sum(${ATTEMPTS})::int as attempts,
				coalesce(sum(${ATTEMPTS}) filter (where code_id = ${codeId}), 0)::int as count
			from ${rows} counted group by 1 having sum(${ATTEMPTS}) > 0)`.as('series')
		)
		.selectAll()
		.orderBy('bucket_start')
		.execute();
}

/** What a code is looked for at. */
export type CodePlaceKind = Extract<Dimension, 'terminal' | 'merchant' | 'issuer' | 'model'>;

export type PlaceHits = { id: number; count: number; with_code: number };

/** Where a code was seen most: all transactions with it, and those of them that are attempts. */
export async function placesOfCode(
	db: ReadDb,
	scope: Scope,
	{ codeId, kind, limit, ids, ...counted }: Counted & { codeId: number; kind: CodePlaceKind; limit: number }
): Promise<PlaceHits[]> {
	const rows = countedRows(scope, {
		...counted,
		ids: { ...ids, by: { ...ids.by, code: [codeId] } },
		dimensions: [kind],
		columns: ['total', ...COUNTS]
	});
	return db
		.selectFrom(
			sql<PlaceHits>`(
			select ${dimensionColumn(kind)} as id, sum(total)::int as count, sum(${ATTEMPTS})::int as with_code
			from ${rows} counted group by 1)`.as('hits')
		)
		.selectAll()
		.orderBy('count', 'desc')
		.orderBy('id')
		.limit(limit)
		.execute();
}

export type PlaceAttempts = { id: number; code: string; label: string | null; attempts: number };

/** All attempts of these places, and what they are called. */
export async function attemptsOfPlaces(
	db: ReadDb,
	scope: Scope,
	{ kind, placeIds, ids, ...counted }: Counted & { kind: CodePlaceKind; placeIds: readonly number[] }
): Promise<PlaceAttempts[]> {
	const rows = countedRows(scope, {
		...counted,
		ids: { ...ids, by: { ...ids.by, [kind]: placeIds } },
		dimensions: [kind],
		columns: COUNTS
	});
	return db
		.selectFrom(
			sql<PlaceAttempts>`(
			select id, coalesce(named.code, '') as code, named.label, coalesce(sums.attempts, 0)::int as attempts
			from ${placeNames(kind)} named join (
				select ${dimensionColumn(kind)} as id, sum(${ATTEMPTS}) as attempts from ${rows} counted group by 1
			) sums using (id))`.as('places')
		)
		.selectAll()
		.execute();
}

function placeNames(kind: CodePlaceKind) {
	switch (kind) {
		case 'terminal':
			return sql`(select terminal_id as id, terminal_code as code, null::text as label from terminal)`;
		case 'merchant':
			return sql`(select merchant_id as id, merchant_code as code, name as label from merchant)`;
		default:
			return sql`(select id, group_code as code, group_label as label from ${groupNames(kind)} names)`;
	}
}
