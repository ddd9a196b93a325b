// One state of the data, held open for as long as somebody reads from it.
import { sql } from 'kysely';
import { tooSlow } from '#api/platform/errors.ts';
import type { Db, ReadDb } from './db.ts';

export type Snapshot = {
	db: ReadDb;
	/** Ends the statement that runs for a reader who has left, instead of waiting for it. */
	cancel(): Promise<void>;
	/** May be called again. */
	close(): Promise<void>;
};

export type SnapshotLimits = {
	/** For each statement. */
	statementTimeoutMs: number;
	/** How long the reader may leave the snapshot idle: one that has gone to sleep must not hold a connection for ever. */
	idleTimeoutMs: number;
};

const QUERY_CANCELED = '57014';
/** Sums and sorts of a whole fleet in memory, as the pages of the same lists have it (bounded-read.ts). */
const READ_WORK_MEM = '64MB';

/** A read-only snapshot that outlives the call: whoever opens it must close it. */
export async function openSnapshot(db: Db, limits: SnapshotLimits): Promise<Snapshot> {
	const trx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
	let closed: Promise<void> | undefined;
	const close = async () => (closed ??= trx.rollback().execute());
	try {
		const { pid } = await trx
			.selectNoFrom([
				sql<number>`pg_backend_pid()`.as('pid'),
				...Object.entries({
					statement_timeout: String(limits.statementTimeoutMs),
					idle_in_transaction_session_timeout: String(limits.idleTimeoutMs),
					work_mem: READ_WORK_MEM,
					// All rows are wanted, not the first ones soon.
					cursor_tuple_fraction: '1'
				}).map(([name, value]) => sql<string>`set_config(${name}, ${value}, true)`.as(name))
			])
			.executeTakeFirstOrThrow();
		return {
			db: trx,
			cancel: async () => {
				if (closed === undefined) await cancelStatement(db, pid);
			},
			close
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** Between two statements this does nothing. */
async function cancelStatement(db: Db, pid: number): Promise<void> {
	await db.selectNoFrom(sql<boolean>`pg_cancel_backend(${pid}::int)`.as('ended')).execute();
}

/** What to tell of an error that came up while reading from a snapshot. */
export function readingError(error: unknown): unknown {
	return error instanceof Error && 'code' in error && error.code === QUERY_CANCELED
		? tooSlow(undefined, { cause: error })
		: error;
}
