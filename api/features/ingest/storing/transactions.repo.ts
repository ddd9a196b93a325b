import type { Sql } from '#api/platform/db/client.ts';
import { FOLD_LOCK } from '#api/platform/db/roll-ups.ts';
import { encodeColumns, type TxnRow } from './column-encoder.ts';
import { DAY_MS } from './partitions.ts';
import {
	compareTransactionsSql,
	ROLLUP_TABLES,
	storeTransactionsSql,
	type Comparison,
	type IdentityBounds,
	type RollUpTable
} from './transactions.statement.ts';

/** Rows times partitions up to which an id is looked for in all that is stored: what live senders send comes far below it. */
export const IDENTITY_PROBES_MAX = 20_000;
/**
 * How far from the batch's own days an id is looked for in larger batches. A sender that corrects a time stays within it; the same
 * id on days further apart is found by `tillwatch doctor`.
 */
const IDENTITY_DAYS = 1;
const ALL_TIME: IdentityBounds = ['-infinity', 'infinity'];

function identityBounds(rows: readonly TxnRow[], partitions: number): IdentityBounds {
	if (rows.length * partitions <= IDENTITY_PROBES_MAX) return ALL_TIME;
	let earliest = Infinity;
	let latest = -Infinity;
	for (const { occurred_at: at } of rows) {
		if (at! < earliest) earliest = at!;
		if (at! > latest) latest = at!;
	}
	const dayStart = (ms: number) => new Date(Math.floor(ms / DAY_MS) * DAY_MS).toISOString();
	return [dayStart(earliest - IDENTITY_DAYS * DAY_MS), dayStart(latest + (IDENTITY_DAYS + 1) * DAY_MS)];
}

/** In the order of the primary key: two batches with the same ids wait for one another instead of deadlocking, and pages are met once. */
function inKeyOrder(rows: readonly TxnRow[]): TxnRow[] {
	return rows.toSorted(
		(a, b) =>
			a.terminal_id! - b.terminal_id! ||
			a.occurred_at! - b.occurred_at! ||
			(a.txn_code < b.txn_code ? -1 : Number(a.txn_code > b.txn_code))
	);
}

export type StoreOptions = {
	timeZone: string;
	/** Codes among the rows that no rule knows. */
	unmappedCodeIds: readonly number[];
	/** Business days of the fleet (YYYY-MM-DD) that are over and get new facts: they are taken out of folded_day with them. */
	lateDays: readonly string[];
	/** How many partitions facts have. */
	partitions: number;
	rollUps?: readonly RollUpTable[] | undefined;
};

/** `stored` new facts, `repeated` identical ones, `conflicts`: 1-based places of rows whose id is known with other content. */
export type StoreResult = { stored: number; repeated: number; conflicts: number[] };

/** Stores new rows with every roll-up in one statement, hence all or nothing. Ids of the rows differ from one another. */
export async function storeTransactions(
	sql: Sql,
	rows: readonly TxnRow[],
	options: StoreOptions
): Promise<StoreResult> {
	const statement = storeTransactionsSql(identityBounds(rows, options.partitions), options.rollUps ?? ROLLUP_TABLES);
	const parameters = [...encodeColumns(inKeyOrder(rows)), options.timeZone, `{${options.unmappedCodeIds.join(',')}}`];
	const stored =
		options.lateDays.length === 0
			? await storeLive(sql, statement, parameters)
			: await storeLate(sql, statement, parameters, options.lateDays);
	if (stored === rows.length) return { stored, repeated: 0, conflicts: [] };
	const compared = await compareTransactions(sql, rows, options.partitions);
	// What is still not known by its id lost its place to another acquirer's: same terminal, same moment, same id.
	const conflicts = [...compared.conflicts, ...compared.unknown].sort((a, b) => a - b);
	return { stored, repeated: rows.length - stored - conflicts.length, conflicts };
}

async function storeLive(sql: Sql, statement: string, parameters: string[]): Promise<number> {
	const [row] = await sql.unsafe<{ stored: number }[]>(statement, parameters, { prepare: true });
	return row!.stored;
}

/** Prepared once per process for live traffic; back-fill is planned each time, since its bounds never come again. */
async function storeLate(sql: Sql, statement: string, parameters: string[], lateDays: readonly string[]) {
	return sql.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock_shared(hashtext(${FOLD_LOCK}))`;
		const [row] = await tx.unsafe<{ stored: number }[]>(statement, parameters);
		await tx`delete from folded_day where day = any(${lateDays as string[]}::date[])`;
		return row!.stored;
	}) as Promise<number>;
}

/** What is stored already of these rows. */
export async function compareTransactions(sql: Sql, rows: readonly TxnRow[], partitions: number): Promise<Comparison> {
	const statement = compareTransactionsSql(identityBounds(rows, partitions));
	const [compared] = await sql.unsafe<Comparison[]>(statement, encodeColumns(rows));
	return compared!;
}
