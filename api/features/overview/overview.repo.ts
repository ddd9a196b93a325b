// What is new since a moment, over the nouns of other features, and the moment that each person chose.
import { TERMINAL_STATES, type TerminalState } from '#lib/domain/terminal-states.ts';
import { unmappedCodesQuery } from '#api/features/ingest/ingest.repo.ts';
import type { ReadDb, Tx } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

/** The moment a person last said to have seen everything; null when never. */
export async function findLastLook(db: ReadDb | Tx, userId: string): Promise<Date | null> {
	const row = await db.selectFrom('last_look').select('looked_at').where('user_id', '=', userId).executeTakeFirst();
	return row?.looked_at ?? null;
}

export async function recordLastLook(tx: Tx, userId: string, lookedAt: Date): Promise<void> {
	await tx
		.insertInto('last_look')
		.values({ user_id: userId, looked_at: lookedAt })
		.onConflict((conflict) => conflict.column('user_id').doUpdateSet({ looked_at: lookedAt }))
		.execute();
}

export type StateChangeCount = { from: TerminalState | null; to: TerminalState; count: number };

/** How often each state followed each other one, in event time. */
export async function countStateChanges(db: ReadDb, scope: Scope, since: Date): Promise<StateChangeCount[]> {
	const rows = await db
		.selectFrom('terminal_state_change')
		.select(({ fn }) => ['from_state', 'to_state', fn.countAll<number>().as('count')])
		.where(inScope(scope, 'acquirer_id'))
		.where('changed_at', '>=', since)
		.groupBy(['from_state', 'to_state'])
		.execute();
	return rows.map((row) => ({
		from: row.from_state === null ? null : (TERMINAL_STATES[row.from_state] ?? null),
		to: TERMINAL_STATES[row.to_state] ?? 'learning',
		count: row.count
	}));
}

/** Terminals, or merchants, that something was first received of since then: as their lists count `firstSeenFrom`. */
export async function countFirstSeen(
	db: ReadDb,
	scope: Scope,
	table: 'terminal' | 'merchant',
	since: Date
): Promise<number> {
	const { count } = await db
		.selectFrom(table)
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where(inScope(scope, 'acquirer_id'))
		.where('first_seen_at', '>=', since)
		.executeTakeFirstOrThrow();
	return count;
}

/** Response codes without a rule that first came since then. */
export async function countNewUnmappedCodes(db: ReadDb, scope: Scope, since: Date): Promise<number> {
	const { count } = await db
		.with('codes', () => unmappedCodesQuery(db, scope, since))
		.selectFrom('codes')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}
