import type { Sql } from '#api/platform/db/client.ts';
import { encodeColumns, type TxnRow } from './column-encoder.ts';
import { DAY_MS } from './partitions.ts';
import {
	compareTransactionsSql,
	ROLLUP_TABLES,
	storeTransactionsSql,
	type RollUpTable,
	type StoreResult
} from './transactions.statement.ts';

/**
 * How far from the batch's own days an id is looked for. A sender that corrects a time stays within it; the same id on days further
 * apart is found by `tillwatch doctor`.
 */
const IDENTITY_DAYS = 1;

/** Held shared by whoever adds facts to days that are over, exclusively by the fold of such a day. */
export const FOLD_LOCK = 'fold_day';

function identityBounds(rows: readonly TxnRow[]): [string, string] {
	let earliest = Infinity;
	let latest = -Infinity;
	for (const { occurred_at: at } of rows) {
		if (at! < earliest) earliest = at!;
		if (at! > latest) latest = at!;
	}
	const dayStart = (ms: number) => new Date(Math.floor(ms / DAY_MS) * DAY_MS).toISOString();
	return [dayStart(earliest - IDENTITY_DAYS * DAY_MS), dayStart(latest + (IDENTITY_DAYS + 1) * DAY_MS)];
}

/**
 * Stores new rows with every roll-up in one statement, hence all or nothing.
 * @param unmappedCodeIds codes among these rows that no rule knows.
 * @param lateDays business days of the fleet (YYYY-MM-DD) that are over and get new facts: they are taken out of folded_day with them.
 */
export async function storeTransactions(
	sql: Sql,
	rows: readonly TxnRow[],
	timeZone: string,
	unmappedCodeIds: readonly number[],
	lateDays: readonly string[],
	rollUps: readonly RollUpTable[] = ROLLUP_TABLES
): Promise<StoreResult> {
	const statement = storeTransactionsSql(...identityBounds(rows), rollUps);
	const parameters = [...encodeColumns(rows), timeZone, `{${unmappedCodeIds.join(',')}}`];
	const result =
		lateDays.length === 0
			? (await sql.unsafe<StoreResult[]>(statement, parameters, { prepare: true }))[0]!
			: await storeLate(sql, statement, parameters, lateDays);
	const accountedFor = result.stored + result.repeated + result.conflicts.length;
	if (accountedFor === rows.length) return result;
	// Another writer stored the same ids between our look-up and our insert: look again, now that they can be seen.
	const again = await compareTransactions(sql, rows);
	const conflicts = [...new Set([...result.conflicts, ...again.conflicts])].sort((a, b) => a - b);
	return { stored: result.stored, conflicts, repeated: rows.length - result.stored - conflicts.length };
}

/** Prepared once per process for live traffic; back-fill is planned each time, since its bounds never come again. */
async function storeLate(sql: Sql, statement: string, parameters: string[], lateDays: readonly string[]) {
	return sql.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock_shared(hashtext(${FOLD_LOCK}))`;
		const [result] = await tx.unsafe<StoreResult[]>(statement, parameters);
		await tx`delete from folded_day where day = any(${lateDays as string[]}::date[])`;
		return result!;
	}) as Promise<StoreResult>;
}

/** What storing these rows would give. */
export async function compareTransactions(sql: Sql, rows: readonly TxnRow[]): Promise<StoreResult> {
	const [result] = await sql.unsafe<StoreResult[]>(
		compareTransactionsSql(...identityBounds(rows)),
		encodeColumns(rows)
	);
	return result!;
}
