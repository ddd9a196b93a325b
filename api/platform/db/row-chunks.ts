import type { Compilable } from 'kysely';
import type { ReadDb } from './db.ts';

/** Rows fetched at a time: enough that the way to the database does not count, few enough to stay small in memory. */
export const CHUNK_ROWS = 250;

/** All rows of a query in its order, by a cursor of the server; `db` must be a transaction. Nothing is read ahead of the reader. */
export async function* rowChunks<Row, Item>(
	db: ReadDb,
	query: Compilable<Row>,
	itemOf: (row: Row) => Item
): AsyncGenerator<readonly Item[]> {
	for await (const { rows } of db.getExecutor().stream<Row>(query.compile(), CHUNK_ROWS)) yield rows.map(itemOf);
}
