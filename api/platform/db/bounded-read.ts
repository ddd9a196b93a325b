// Reads that may be heavy: one snapshot for all statements of an answer, and an end to the patience of the server.
import { sql } from 'kysely';
import { tooSlow } from '#api/platform/errors.ts';
import type { Db, ReadDb } from './db.ts';

/** Longer than any answer of a sensible window takes, shorter than what people and proxies wait for. */
export const READ_TIMEOUT_MS = 15_000;

/** Sums of a hundred thousand terminals are made in memory; the default of 4 MB sends them to the disk, twice as slow. */
const READ_WORK_MEM = '64MB';

/**
 * A page asks several questions at once. What takes less than about a second is left to one core each: divided among workers it is
 * hardly sooner there, and takes the cores that the other questions need.
 */
const PARALLEL_SETUP_COST = '30000';

/** What Postgres says when statement_timeout has run out. */
const QUERY_CANCELED = '57014';

/** Runs `read` in one read-only snapshot; a statement that takes longer than `timeoutMs` becomes a refusal. */
export async function readBounded<T>(
	db: Db,
	read: (db: ReadDb) => Promise<T>,
	timeoutMs: number = READ_TIMEOUT_MS
): Promise<T> {
	try {
		return await db
			.transaction()
			.setIsolationLevel('repeatable read')
			.setAccessMode('read only')
			.execute(async (trx) => {
				await trx
					.selectNoFrom([
						sql<string>`set_config('statement_timeout', ${String(timeoutMs)}, true)`.as('timeout'),
						sql<string>`set_config('work_mem', ${READ_WORK_MEM}, true)`.as('memory'),
						sql<string>`set_config('parallel_setup_cost', ${PARALLEL_SETUP_COST}, true)`.as('workers')
					])
					.execute();
				return read(trx);
			});
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === QUERY_CANCELED)
			throw tooSlow(undefined, { cause: error });
		throw error;
	}
}
