// The yardstick: the same rows by COPY into a fresh copy of the same partitioned table, one commit per batch, nothing else.
import { finished } from 'node:stream/promises';
import type { Sql } from '#api/platform/db/client.ts';
import type { TxnRow } from '#api/features/ingest/storing/column-encoder.ts';
import { TXN_COLUMNS, type TxnColumn } from '#api/features/ingest/storing/transactions.statement.ts';

const TABLE = 'copy_txn';
const COLUMNS = Object.keys(TXN_COLUMNS) as TxnColumn[];

/** Makes the table with a partition for each of these days (YYYY-MM-DD), as ensure_partition would. */
export async function makeCopyTable(sql: Sql, days: readonly string[]): Promise<void> {
	await sql.unsafe(`create table ${TABLE} (like txn including all) partition by range (occurred_at)`);
	for (const day of days) {
		await sql.unsafe(`create table ${TABLE}_${day.replaceAll('-', '_')} partition of ${TABLE}
			for values from ('${day}T00:00:00Z') to ('${day}T24:00:00Z') with (fillfactor = 100)`);
	}
}

/** A batch in the text format of COPY. */
export function toCopyText(rows: readonly TxnRow[]): Buffer {
	const lines = rows.map((row) =>
		COLUMNS.map((column) => {
			const value = row[column];
			if (value === null) return '\\N';
			return column === 'occurred_at' ? new Date(Number(value)).toISOString() : String(value);
		}).join('\t')
	);
	return Buffer.from(`${lines.join('\n')}\n`);
}

/** Returns when the batch is durable. */
export async function copyBatch(sql: Sql, text: Buffer): Promise<void> {
	const stream = await sql.unsafe(`copy ${TABLE} (${COLUMNS.join(', ')}) from stdin`).writable();
	stream.end(text);
	await finished(stream);
}

export type TableSize = { rows: number; bytes: number };

/** Heap and indexes of all partitions. */
export async function sizeOf(sql: Sql, table: string): Promise<TableSize> {
	const [row] = await sql<TableSize[]>`
		select (select count(*) from ${sql(table)})::float8 as rows,
			(select sum(pg_total_relation_size(relid)) from pg_partition_tree(${table}::regclass) where isleaf)::float8 as bytes`;
	return row ?? { rows: 0, bytes: 0 };
}
