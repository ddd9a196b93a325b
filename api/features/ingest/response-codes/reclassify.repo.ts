import type { Sql } from '#api/platform/db/client.ts';
import { FOLD_LOCK } from '#api/platform/db/roll-ups.ts';
import { reclassifySql } from './reclassify.statement.ts';

/** Only one may classify facts anew at a time: two would both take the old classification out of the roll-ups. */
const RECLASSIFY_LOCK = 'reclassify';

export type Pending = {
	reclassification_id: number;
	profile: string;
	code: string;
	is_prefix: boolean;
	from_at: Date | null;
	requested_at: Date;
};

/** Oldest request first. */
export async function pendingReclassifications(sql: Sql): Promise<Pending[]> {
	return sql<Pending[]>`
		select reclassification_id, profile, code, is_prefix, nullif(from_at, '-infinity') as from_at, requested_at
		from reclassification where finished_at is null order by requested_at, reclassification_id`;
}

/** Seen codes that a rule may touch; the dialect AS 2805 takes over what ISO says. */
export async function codesUnder(sql: Sql, rule: Pick<Pending, 'profile' | 'code' | 'is_prefix'>) {
	return sql<{ code_id: number; profile: string; code: string }[]>`
		select code_id, profile, code from response_code
		where (profile = ${rule.profile} or (${rule.profile} = 'iso' and profile = 'as2805'))
			and (code = ${rule.code} or (${rule.is_prefix} and starts_with(code, ${rule.code})))
		order by code_id`;
}

/** Dates at which any rule of these profiles begins: between two of them, a code means one thing. */
export async function ruleDates(sql: Sql, profiles: readonly string[]): Promise<Date[]> {
	const rows = await sql<{ valid_from: Date }[]>`
		select distinct valid_from from response_code_rule
		where profile = any(${profiles as string[]}) and isfinite(valid_from) order by valid_from`;
	return rows.map((row) => row.valid_from);
}

export type Span = { from_at: Date; to_at: Date };

/** The stretches of time that facts are kept in, newest first: each is done in a transaction of its own. */
export async function factSpans(sql: Sql, from: Date | null): Promise<Span[]> {
	return sql<Span[]>`
		select from_at, to_at from partition_span
		where parent = 'txn' and to_at > coalesce(${from}::timestamptz, '-infinity') order by from_at desc`;
}

export type Target = { codeIds: readonly number[]; cause: number; scope: number };

/** Classifies facts of one stretch anew; what was folded of it is folded again later. */
export async function reclassify(sql: Sql, span: Span, target: Target, timeZone: string): Promise<number> {
	return sql.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock(hashtext(${RECLASSIFY_LOCK}))`;
		await tx`select pg_advisory_xact_lock_shared(hashtext(${FOLD_LOCK}))`;
		const [row] = await tx.unsafe<{ changed: number }[]>(reclassifySql(), [
			span.from_at,
			span.to_at,
			`{${target.codeIds.join(',')}}`,
			target.cause,
			target.scope,
			timeZone
		]);
		return row!.changed;
	}) as Promise<number>;
}

export async function recordReclassified(
	sql: Sql,
	id: number,
	changed: number,
	finishedAt: Date | null
): Promise<void> {
	await sql`
		update reclassification set transactions = transactions + ${changed}, finished_at = ${finishedAt}
		where reclassification_id = ${id}`;
}
