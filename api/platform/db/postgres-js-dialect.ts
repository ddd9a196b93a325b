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
	#cursors = 0;

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

	/**
	 * Rows of a cursor, so many at a time, fetched when they are asked for. The cursor is one of SQL, not of the protocol: between two
	 * fetches the transaction can be asked other things. Fetches are not prepared, since what one gives depends on its cursor.
	 */
	async *streamQuery<R>(query: CompiledQuery, chunkRows: number): AsyncIterableIterator<QueryResult<R>> {
		const tx = this.#transaction?.tx;
		if (!tx) throw new Error('Rows are streamed inside a transaction only');
		const cursor = `rows_${(this.#cursors += 1)}`;
		await tx.unsafe(`declare ${cursor} no scroll cursor for ${query.sql}`, [...query.parameters] as never[]);
		for (let isMore = true; isMore;) {
			const rows = [...(await tx.unsafe(`fetch ${chunkRows} from ${cursor}`))] as unknown as R[];
			isMore = rows.length === chunkRows;
			if (rows.length > 0) yield { rows };
		}
		await tx.unsafe(`close ${cursor}`);
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
