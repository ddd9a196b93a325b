// What a rule would change, counted and not done.
import { sql } from 'kysely';
import { scopeIndex } from '#lib/domain/scopes.ts';
import { TRANSACTION_TYPES } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { outcomeOf } from '#api/platform/db/roll-ups.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import type { Step } from './reclassification-plan.ts';

/**
 * The facts that the step would classify anew, per terminal and by what they count as before and after (an index into SCOPES, or
 * -1 for no attempt). Service fees stay excluded whatever their code means.
 */
export async function changingFacts(db: ReadDb, scope: Scope, { piece, target }: Step) {
	const isFee = sql`type = ${sql.lit(TRANSACTION_TYPES.indexOf('service_fee'))}`;
	const newScope = sql<number>`case when ${isFee} then ${sql.lit(scopeIndex('excluded'))} else ${sql.lit(target.scope)} end`;
	return db
		.with('changing', (facts) =>
			facts
				.selectFrom('txn')
				.select(['terminal_id', 'occurred_at', 'type', 'txn.scope', newScope.as('new_scope')])
				.where(sql<boolean>`occurred_at >= ${piece.from_at}::timestamptz and occurred_at < ${piece.to_at}::timestamptz`)
				.where(sql<boolean>`code_id = any(${`{${target.codeIds.join(',')}}`}::smallint[])`)
				.where(sql<boolean>`(cause, txn.scope) is distinct from (${sql.lit(target.cause)}, ${newScope})`)
				.where(inScope(scope, 'txn.acquirer_id'))
		)
		.selectFrom('changing')
		.select([
			'terminal_id',
			sql<number>`${sql.raw(outcomeOf('scope'))}`.as('before'),
			sql<number>`${sql.raw(outcomeOf('new_scope'))}`.as('after'),
			sql<number>`count(*)::int`.as('transactions'),
			sql<Date>`min(occurred_at)`.as('first_at'),
			sql<Date>`max(occurred_at)`.as('last_at')
		])
		.groupBy([sql`1`, sql`2`, sql`3`])
		.execute();
}

export type ChangingRow = Awaited<ReturnType<typeof changingFacts>>[number];

const COUNTS = ['approved', 'terminal', 'upstream', 'business', 'unresolved'] as const;
export type EffectCounts = Record<(typeof COUNTS)[number], number>;

const sums = COUNTS.map((column) => sql<number>`coalesce(sum(${sql.ref(column)}), 0)::int`.as(column));

type Stretch = { fromAt: Date; toAt: Date };

/** How the fleet counts now, in whole hours. */
export async function fleetCounts(db: ReadDb, scope: Scope, { fromAt, toAt }: Stretch): Promise<EffectCounts> {
	return db
		.selectFrom('cause_hour')
		.select(sums)
		.where('hour', '>=', fromAt)
		.where('hour', '<', toAt)
		.where(inScope(scope, 'acquirer_id'))
		.executeTakeFirstOrThrow();
}

/** How these terminals count now, in whole hours. */
export async function terminalCounts(db: ReadDb, scope: Scope, terminalIds: readonly number[], stretch: Stretch) {
	return db
		.selectFrom('terminal_hour as h')
		.innerJoin('terminal as t', 't.terminal_id', 'h.terminal_id')
		.select(['t.terminal_id', 't.terminal_code', ...sums.map((each) => each)])
		.where('hour', '>=', stretch.fromAt)
		.where('hour', '<', stretch.toAt)
		.where(sql<boolean>`h.terminal_id = any(${`{${terminalIds.join(',')}}`}::int[])`)
		.where(inScope(scope, 'h.acquirer_id'))
		.groupBy(['t.terminal_id', 't.terminal_code'])
		.execute();
}
