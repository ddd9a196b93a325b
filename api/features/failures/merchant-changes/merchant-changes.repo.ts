// What merchants did in two windows side by side.
import { sql, type RawBuilder } from 'kysely';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { ATTEMPTS, countedRows } from '../counted-rows.repo.ts';
import type { Piece } from '../window-pieces.ts';

export type TwoWindows = { before: readonly Piece[]; now: readonly Piece[]; zone: string };

export type MerchantCounts = {
	id: number;
	attempts: number;
	terminal: number;
	previous_attempts: number;
	previous_terminal: number;
};

/**
 * Merchants with attempts in both windows and a terminal failure in either, in no particular order: of the others it is known
 * that their rate did not change. One that has moved to an acquirer out of scope is left out, as if it did not exist.
 */
function merchantCountsQuery(db: ReadDb, scope: Scope, { before, now, zone }: TwoWindows) {
	const sums = (pieces: readonly Piece[]): RawBuilder<unknown> => {
		const counted = { pieces, zone, ids: { by: {} }, dimensions: ['merchant'] as const };
		const columns = ['approved', 'terminal', 'upstream', 'business', 'unresolved'] as const;
		return sql`(
			select merchant_id, sum(${ATTEMPTS})::int as attempts, sum(terminal)::int as terminal
			from ${countedRows(scope, { ...counted, columns })} counted group by merchant_id having sum(${ATTEMPTS}) > 0)`;
	};
	return db
		.selectFrom(
			sql<MerchantCounts>`(
			select merchant_id as id, now.attempts, now.terminal,
				before.attempts as previous_attempts, before.terminal as previous_terminal
			from ${sums(now)} now join ${sums(before)} before using (merchant_id) join merchant using (merchant_id)
			where now.terminal + before.terminal > 0 and ${inScope(scope, 'merchant.acquirer_id')})`.as('merchant_counts')
		)
		.selectAll();
}

export async function merchantCounts(db: ReadDb, scope: Scope, windows: TwoWindows): Promise<MerchantCounts[]> {
	return merchantCountsQuery(db, scope, windows).execute();
}
