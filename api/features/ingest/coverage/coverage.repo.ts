// Expected against seen: what the registry says should report, beside what does.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { isAboutMerchants, RHYTHM_BATCHES, type CoverageFinding } from '#lib/domain/coverage.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

/** Spares, repairs and retired terminals need not report. */
const IS_EXPECTED = sql<SqlBool>`t.is_registered and t.status = 'active'`;
const HAS_PAID = sql<SqlBool>`s.last_transaction_at is not null`;
const HAS_BEATEN = sql<SqlBool>`h.last_seen_at is not null`;
const MERCHANT_HAS_PAID = sql<SqlBool>`exists (select from terminal mt join terminal_state ms on ms.terminal_id = mt.terminal_id
	where mt.merchant_id = m.merchant_id and ms.last_transaction_at is not null)`;

const CONDITIONS: Record<CoverageFinding, RawBuilder<SqlBool>> = {
	never_heard: sql`${IS_EXPECTED} and not (${HAS_PAID}) and not (${HAS_BEATEN})`,
	heartbeats_only: sql`${IS_EXPECTED} and not (${HAS_PAID}) and ${HAS_BEATEN}`,
	payments_only: sql`${IS_EXPECTED} and ${HAS_PAID} and not (${HAS_BEATEN})`,
	unregistered_terminals: sql`not t.is_registered`,
	merchants_without_payments: sql`m.is_registered and not ${MERCHANT_HAS_PAID}`,
	unregistered_merchants: sql`not m.is_registered`
};

function terminals(db: ReadDb, scope: Scope) {
	return db
		.selectFrom('terminal as t')
		.leftJoin('terminal_state as s', 's.terminal_id', 't.terminal_id')
		.leftJoin('heartbeat as h', 'h.terminal_id', 't.terminal_id')
		.where(inScope(scope, 't.acquirer_id'));
}

function merchants(db: ReadDb, scope: Scope) {
	return db.selectFrom('merchant as m').where(inScope(scope, 'm.acquirer_id'));
}

const counted = (finding: CoverageFinding) =>
	sql<number>`count(*) filter (where ${CONDITIONS[finding]})::int`.as(finding);

/** One figure for each finding, and of how many. */
export async function countCoverage(db: ReadDb, scope: Scope) {
	const ofTerminals = await terminals(db, scope)
		.select([
			sql<number>`count(*) filter (where ${IS_EXPECTED})::int`.as('expected_terminals'),
			sql<number>`count(*) filter (where ${HAS_PAID} or ${HAS_BEATEN})::int`.as('seen_terminals'),
			counted('never_heard'),
			counted('heartbeats_only'),
			counted('payments_only'),
			counted('unregistered_terminals')
		])
		.executeTakeFirstOrThrow();
	const ofMerchants = await merchants(db, scope)
		.select([
			sql<number>`count(*) filter (where m.is_registered)::int`.as('expected_merchants'),
			sql<number>`count(*) filter (where ${MERCHANT_HAS_PAID})::int`.as('seen_merchants'),
			counted('merchants_without_payments'),
			counted('unregistered_merchants')
		])
		.executeTakeFirstOrThrow();
	return { ...ofTerminals, ...ofMerchants };
}

export type CoverageRow = {
	id: number;
	code: string;
	name: string | null;
	merchant_code: string | null;
	acquirer_code: string;
	first_seen_at: Date;
	last_transaction_at: Date | null;
	last_seen_at: Date | null;
};

export type CoverageArgs = { finding: CoverageFinding; limit: number; cursor: readonly unknown[] | undefined };

/** The terminals or merchants of a finding, by their code. */
function coverageQuery(db: ReadDb, scope: Scope, { finding, limit, cursor }: CoverageArgs): RawBuilder<CoverageRow> {
	const about = isAboutMerchants(finding);
	const columns = about
		? sql`m.merchant_id as id, m.merchant_code as code, m.name, null::text as merchant_code, m.first_seen_at,
			(select max(ms.last_transaction_at) from terminal mt join terminal_state ms on ms.terminal_id = mt.terminal_id
				where mt.merchant_id = m.merchant_id) as last_transaction_at, null::timestamptz as last_seen_at`
		: sql`t.terminal_id as id, t.terminal_code as code, m.name, m.merchant_code, t.first_seen_at, s.last_transaction_at, h.last_seen_at`;
	const tables = about
		? sql`merchant m join acquirer a on a.acquirer_id = m.acquirer_id`
		: sql`terminal t join acquirer a on a.acquirer_id = t.acquirer_id left join merchant m on m.merchant_id = t.merchant_id
			left join terminal_state s on s.terminal_id = t.terminal_id left join heartbeat h on h.terminal_id = t.terminal_id`;
	const code = sql.ref(about ? 'm.merchant_code' : 't.terminal_code');
	const after = cursor === undefined ? sql`true` : sql`${code} > ${cursor[0]}`;
	return sql<CoverageRow>`
		select ${columns}, a.acquirer_code from ${tables}
		where ${CONDITIONS[finding]} and ${inScope(scope, about ? 'm.acquirer_id' : 't.acquirer_id')} and ${after}
		order by ${code} limit ${sql.lit(limit + 1)}`;
}

export async function listCoverage(db: ReadDb, scope: Scope, args: CoverageArgs): Promise<CoverageRow[]> {
	return db
		.selectFrom(sql<CoverageRow>`(${coverageQuery(db, scope, args)})`.as('found'))
		.selectAll()
		.orderBy('code')
		.execute();
}

export async function countFinding(db: ReadDb, scope: Scope, finding: CoverageFinding): Promise<number> {
	const total = sql<number>`count(*)::int`.as('total');
	const condition = CONDITIONS[finding];
	const found = isAboutMerchants(finding)
		? merchants(db, scope).select(total).where(condition)
		: terminals(db, scope).select(total).where(condition);
	return (await found.executeTakeFirstOrThrow()).total;
}

export type SourceRhythm = {
	kind: string;
	source: string;
	gaps: number;
	usual_gap_ms: number | null;
	longest_gap_ms: number | null;
	last_at: Date;
};

/** How often each sender reported, by its last batches: the middle of the gaps between them, and the longest. */
export async function sourceRhythms(db: ReadDb, scope: Scope, since: Date): Promise<SourceRhythm[]> {
	return db
		.selectFrom(
			sql<SourceRhythm>`(
		select kind, source, count(gap_ms)::int as gaps, max(started_at) as last_at, max(gap_ms) as longest_gap_ms,
			percentile_cont(0.5) within group (order by gap_ms) as usual_gap_ms
		from (
			select kind, source, started_at,
				extract(epoch from started_at - lag(started_at) over sender)::float8 * 1000 as gap_ms,
				count(*) over (partition by kind, source) - row_number() over sender as age
			from ingest_batch
			where received > 0 and started_at >= ${since}::timestamptz and ${inScope(scope, 'ingest_batch.acquirer_id')}
			window sender as (partition by kind, source order by started_at, batch_id)
		) batch
		where age < ${sql.lit(RHYTHM_BATCHES)}
		group by kind, source)`.as('rhythm')
		)
		.selectAll()
		.orderBy('kind')
		.orderBy('source')
		.execute();
}
