import { Kysely, type Transaction } from 'kysely';
import { pgClient, type ClientOptions, type Sql } from './client.ts';
import { postgresJsDialect } from './postgres-js-dialect.ts';
import type { DB } from './schema.gen.ts';

export type Db = Kysely<DB>;
/**
 * What reads take: it offers no way to write, at compile time. Kysely's own ReadonlyKysely refuses a plain Kysely and a
 * transaction under exactOptionalPropertyTypes; this one takes both, so that reads also work inside a transaction.
 */
export type ReadDb = Pick<
	Kysely<DB>,
	'selectFrom' | 'selectNoFrom' | 'with' | 'fn' | 'case' | 'dynamic' | 'getExecutor'
>;
/** What a function takes that must run inside its caller's transaction. */
export type Tx = Transaction<DB>;

export type Database = { db: Db; sql: Sql; close(): Promise<void> };

const CLOSE_TIMEOUT_SECONDS = 5;

/** Opens one pool, used by Kysely (`db`) and by hand-written SQL (`sql`) alike. Nothing connects before the first query. */
export function openDatabase(url: string, options: ClientOptions = {}): Database {
	const sql = pgClient(url, options);
	const db = new Kysely<DB>({ dialect: postgresJsDialect(sql) });
	return { db, sql, close: async () => sql.end({ timeout: CLOSE_TIMEOUT_SECONDS }) };
}
