// Kysely on a postgres.js pool. Statements go to the pool as they are and transactions through its begin(), never through reserve():
// see lost-connection.ts.
import {
	PostgresAdapter,
	PostgresIntrospector,
	PostgresQueryCompiler,
	type CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	type Kysely,
	type QueryResult,
	type TransactionSettings
} from 'kysely';
import type { TransactionSql } from 'postgres';
import type { Sql } from './client.ts';
import { isConnectionLost } from './lost-connection.ts';

/** The pool belongs to whoever opened it: destroying the Kysely instance leaves it open. */
export function postgresJsDialect(sql: Sql): Dialect {
	return {
		createAdapter: () => new PostgresAdapter(),
		createDriver: () => new PoolDriver(sql),
		createIntrospector: (db: Kysely<never>) => new PostgresIntrospector(db),
		createQueryCompiler: () => new PostgresQueryCompiler()
	};
}

class PoolDriver implements Driver {
	readonly #sql: Sql;

	constructor(sql: Sql) {
		this.#sql = sql;
	}

	async init(): Promise<void> {}
	async destroy(): Promise<void> {}

	async acquireConnection(): Promise<PoolConnection> {
		return new PoolConnection(this.#sql);
	}

	async releaseConnection(): Promise<void> {}

	async beginTransaction(connection: PoolConnection, settings: TransactionSettings): Promise<void> {
		const isolation = settings.isolationLevel ? `isolation level ${settings.isolationLevel}` : '';
		await connection.begin(`${isolation} ${settings.accessMode ?? ''}`.trim());
	}

	async commitTransaction(connection: PoolConnection): Promise<void> {
		await connection.commit();
	}

	async rollbackTransaction(connection: PoolConnection): Promise<void> {
		await connection.rollback();
	}
}

class RolledBack extends Error {}

type Transaction = { tx: TransactionSql; done: Promise<unknown>; commit: () => void; rollback: (why: Error) => void };

class PoolConnection implements DatabaseConnection {
	readonly #sql: Sql;
	#transaction: Transaction | null = null;

	constructor(sql: Sql) {
		this.#sql = sql;
	}

	async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		const runner = this.#transaction?.tx ?? this.#sql;
		const result = await runner.unsafe(query.sql, [...query.parameters] as never[], { prepare: true });
		const changes = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command);
		const rows = [...result] as unknown as R[];
		return changes ? { rows, numAffectedRows: BigInt(result.count) } : { rows };
	}

	// eslint-disable-next-line require-yield -- the interface asks for it; nothing here streams by way of Kysely
	async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
		throw new Error('Rows are streamed by a cursor of postgres.js, not by Kysely');
	}

	/** Resolves once the transaction is open; it stays so until commit or rollback. */
	async begin(options: string): Promise<void> {
		const opened = Promise.withResolvers<TransactionSql>();
		const end = Promise.withResolvers<null>();
		const done: Promise<unknown> = this.#sql.begin(options, async (tx) => {
			opened.resolve(tx);
			await end.promise;
		});
		done.catch(opened.reject);
		const tx = await opened.promise;
		this.#transaction = { tx, done, commit: () => end.resolve(null), rollback: end.reject };
	}

	async commit(): Promise<void> {
		const transaction = this.#transaction;
		this.#transaction = null;
		transaction?.commit();
		await transaction?.done;
	}

	/** Also asked for after a commit that failed: then there is nothing left to roll back. */
	async rollback(): Promise<void> {
		const transaction = this.#transaction;
		this.#transaction = null;
		transaction?.rollback(new RolledBack());
		await transaction?.done.catch((error: unknown) => {
			// What was lost with its connection is rolled back by Postgres itself.
			if (!(error instanceof RolledBack) && !isConnectionLost(error)) throw error;
		});
	}
}
