import type { ReadDb } from '#api/platform/db/db.ts';
import type { Sql } from '#api/platform/db/client.ts';

export type Fleet = { timeZone: string; isDemo: boolean; createdAt: Date };

export async function findFleet(db: ReadDb): Promise<Fleet | null> {
	const row = await db.selectFrom('fleet').select(['time_zone', 'is_demo', 'created_at']).executeTakeFirst();
	return row ? { timeZone: row.time_zone, isDemo: row.is_demo, createdAt: row.created_at } : null;
}

/** The fleet's settings, made at the first start. */
export async function ensureFleet(sql: Sql, timeZone: string, now: Date): Promise<{ timeZone: string }> {
	await sql`insert into fleet (time_zone, created_at) values (${timeZone}, ${now}) on conflict do nothing`;
	const [row] = await sql<{ time_zone: string }[]>`select time_zone from fleet`;
	return { timeZone: row!.time_zone };
}

export async function markAsDemo(sql: Sql): Promise<void> {
	await sql`update fleet set is_demo = true`;
}

/** True while nothing has ever come in. */
export async function isEmptyFleet(sql: Sql): Promise<boolean> {
	const [row] = await sql<{ is_empty: boolean }[]>`
		select not exists (select from ingest_batch) and not exists (select from terminal) as is_empty`;
	return row!.is_empty;
}
