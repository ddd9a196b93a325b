// What came in and what did not, for the data sources page and whoever owns the data.
import { sql } from 'kysely';
import type { ReadDb } from '#api/platform/db/db.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import { CORRECTIONS_LISTED_MAX } from './ingest.schemas.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

type PageArgs = { limit: number; cursor?: string | undefined };

const NEWEST_FIRST = '-startedAt';

type BatchArgs = PageArgs & { kind?: string | undefined; batch?: string | undefined };

/** Later batches that hold the rejected records of the one at hand, as far as one may see them. */
const corrections = (scope: Scope) =>
	sql`ingest_batch c where c.corrects_batch_id = ingest_batch.batch_id and ${inScope(scope, 'c.acquirer_id')}`;

/** Newest first; batches that started in the same instant by id. */
export function batchesQuery(db: ReadDb, scope: Scope, args: BatchArgs) {
	let query = db
		.selectFrom('ingest_batch')
		.select([
			'batch_id',
			'kind',
			'source',
			'started_at',
			'finished_at',
			'outcome',
			'detail',
			'received',
			'accepted',
			'duplicates',
			'rejected',
			'first_event_at',
			'last_event_at',
			'corrects_batch_id'
		])
		.select([
			sql<number>`(select coalesce(sum(c.accepted), 0)::int8 from ${corrections(scope)})`.as('corrected'),
			sql<string[]>`array(select c.batch_id::text from ${corrections(scope)}
				order by c.started_at desc, c.batch_id limit ${sql.lit(CORRECTIONS_LISTED_MAX)})`.as('corrected_by')
		])
		.where(inScope(scope, 'ingest_batch.acquirer_id'))
		.orderBy('started_at', 'desc')
		.orderBy('batch_id')
		.limit(args.limit + 1);
	if (args.kind) query = query.where('kind', '=', args.kind);
	if (args.batch) query = query.where('batch_id', '=', args.batch);
	if (args.cursor) {
		const [startedAt, batchId] = decodeCursor(NEWEST_FIRST, args.cursor, ['instant', 'uuid']);
		query = query.where(
			sql<boolean>`(started_at < ${startedAt}::timestamptz or (started_at = ${startedAt}::timestamptz and batch_id > ${batchId}::uuid))`
		);
	}
	return query;
}

export async function listBatches(db: ReadDb, scope: Scope, args: BatchArgs) {
	const rows = await batchesQuery(db, scope, args).execute();
	let count = db
		.selectFrom('ingest_batch')
		.select((eb) => eb.fn.countAll<number>().as('n'))
		.where(inScope(scope, 'ingest_batch.acquirer_id'));
	if (args.kind) count = count.where('kind', '=', args.kind);
	if (args.batch) count = count.where('batch_id', '=', args.batch);
	const { n } = await count.executeTakeFirstOrThrow();
	return {
		...pageFrom(rows, args.limit, NEWEST_FIRST, (row) => [row.started_at.toISOString(), row.batch_id]),
		total: n
	};
}

type RejectArgs = Omit<PageArgs, 'limit'> & {
	/** Null for all of them. */
	limit: number | null;
	batch?: string | undefined;
	code?: string | undefined;
};
const BY_LINE = 'batch,line';

/** Newest batch first, then in the order of its lines. */
export function rejectsInOrder(db: ReadDb, scope: Scope, args: RejectArgs) {
	let query = db
		.selectFrom('ingest_reject as r')
		.innerJoin('ingest_batch as b', 'b.batch_id', 'r.batch_id')
		.select(['r.batch_id', 'r.line', 'r.position', 'r.field', 'r.code', 'r.message', 'r.raw', 'b.started_at'])
		.where(inScope(scope, 'r.acquirer_id'))
		.orderBy('b.started_at', 'desc')
		.orderBy('r.batch_id')
		.orderBy('r.line')
		.orderBy('r.position')
		.limit(args.limit === null ? null : args.limit + 1);
	if (args.batch) query = query.where('r.batch_id', '=', args.batch);
	if (args.code) query = query.where('r.code', '=', args.code);
	if (args.cursor) {
		const [startedAt, batchId, line, position] = decodeCursor(BY_LINE, args.cursor, ['instant', 'uuid', 'id', 'id']);
		query = query.where(
			sql<boolean>`(b.started_at < ${startedAt}::timestamptz or (b.started_at = ${startedAt}::timestamptz
				and (r.batch_id, r.line, r.position) > (${batchId}::uuid, ${line}::bigint, ${position}::int)))`
		);
	}
	return query;
}

export async function listRejects(db: ReadDb, scope: Scope, args: RejectArgs & { limit: number }) {
	const rows = await rejectsInOrder(db, scope, args).execute();
	let count = db
		.selectFrom('ingest_reject as r')
		.select((eb) => eb.fn.countAll<number>().as('n'))
		.where(inScope(scope, 'r.acquirer_id'));
	if (args.batch) count = count.where('r.batch_id', '=', args.batch);
	if (args.code) count = count.where('r.code', '=', args.code);
	const { n } = await count.executeTakeFirstOrThrow();
	const page = pageFrom(rows, args.limit, BY_LINE, (row) => [
		row.started_at.toISOString(),
		row.batch_id,
		row.line,
		row.position
	]);
	return { ...page, total: n };
}

const MOST_FIRST = '-transactions';

/** Codes that no rule knows today, the most frequent first; ties by number. */
export function unmappedCodesQuery(db: ReadDb, scope: Scope, firstSeenFrom?: Date) {
	const codes = db
		.selectFrom('unmapped_code as u')
		.innerJoin('response_code as c', 'c.code_id', 'u.code_id')
		.select((eb) => [
			'c.code_id',
			'c.profile',
			'c.code',
			eb.fn.sum<number>('u.transactions').as('transactions'),
			eb.fn.min('u.first_at').as('first_at'),
			eb.fn.max('u.last_at').as('last_at')
		])
		.where(inScope(scope, 'u.acquirer_id'))
		.where(
			sql<boolean>`not exists (select from response_code_rule r where (r.profile = c.profile or (c.profile = 'as2805' and r.profile = 'iso'))
				and (r.code = c.code or (r.is_prefix and starts_with(c.code, r.code))))`
		)
		.groupBy(['c.code_id', 'c.profile', 'c.code']);
	return firstSeenFrom === undefined ? codes : codes.having((eb) => eb.fn.min('u.first_at'), '>=', firstSeenFrom);
}

export async function listUnmappedCodes(
	db: ReadDb,
	scope: Scope,
	args: PageArgs & { firstSeenFrom?: Date | undefined }
) {
	const codes = db.with('codes', () => unmappedCodesQuery(db, scope, args.firstSeenFrom)).selectFrom('codes');
	let query = codes
		.selectAll()
		.orderBy('transactions', 'desc')
		.orderBy('code_id')
		.limit(args.limit + 1);
	if (args.cursor) {
		const [transactions, codeId] = decodeCursor(MOST_FIRST, args.cursor, ['number', 'id']);
		query = query.where(
			sql<boolean>`(transactions < ${transactions}::numeric or (transactions = ${transactions}::numeric and code_id > ${codeId}::int))`
		);
	}
	const rows = await query.execute();
	const { n } = await codes.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
	return { ...pageFrom(rows, args.limit, MOST_FIRST, (row) => [Number(row.transactions), row.code_id]), total: n };
}

/** One row per kind of data, sender and acquirer, the least fresh first. */
export function freshnessQuery(db: ReadDb, scope: Scope) {
	return db
		.selectFrom('ingest_freshness as f')
		.innerJoin('acquirer as a', 'a.acquirer_id', 'f.acquirer_id')
		.select(['f.kind', 'f.source', 'a.acquirer_code', 'f.last_received_at', 'f.last_event_at', 'f.records'])
		.where(inScope(scope, 'f.acquirer_id'))
		.orderBy('f.last_received_at')
		.orderBy('f.kind')
		.orderBy('f.source')
		.orderBy('a.acquirer_code');
}

export async function listFreshness(db: ReadDb, scope: Scope) {
	return freshnessQuery(db, scope).execute();
}
