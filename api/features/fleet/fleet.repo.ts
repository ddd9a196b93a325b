import { sql as fragment } from 'kysely';
import type { Sql } from '#api/platform/db/client.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

export type Fleet = { timeZone: string; isDemo: boolean; createdAt: Date };

export async function findFleet(db: ReadDb): Promise<Fleet | null> {
	const row = await db.selectFrom('fleet').select(['time_zone', 'demo_anchor_at', 'created_at']).executeTakeFirst();
	return row ? { timeZone: row.time_zone, isDemo: row.demo_anchor_at !== null, createdAt: row.created_at } : null;
}

/** How much there is in reach of `scope`, and from when to when: one row. */
export function fleetExtentQuery(db: ReadDb, scope: Scope) {
	return db.selectNoFrom((eb) => [
		eb
			.selectFrom('terminal as t')
			.select((of) => of.fn.countAll<number>().as('n'))
			.where(inScope(scope, 't.acquirer_id'))
			.as('terminals'),
		eb
			.selectFrom('merchant as m')
			.select((of) => of.fn.countAll<number>().as('n'))
			.where(inScope(scope, 'm.acquirer_id'))
			.as('merchants'),
		// Per acquirer, so that each end is one step into the primary key.
		eb
			.selectFrom('acquirer as a')
			.select(
				fragment<Date | null>`min((select min(f.minute) from fleet_minute f where f.acquirer_id = a.acquirer_id))`.as(
					'at'
				)
			)
			.where(inScope(scope, 'a.acquirer_id'))
			.as('first_event_at'),
		eb
			.selectFrom('ingest_freshness as f')
			.select((of) => of.fn.max('f.last_event_at').as('at'))
			.where(inScope(scope, 'f.acquirer_id'))
			.where('f.kind', '=', 'transaction')
			.as('last_event_at'),
		eb
			.selectFrom('ingest_freshness as f')
			.select((of) => of.fn.max('f.last_received_at').as('at'))
			.where(inScope(scope, 'f.acquirer_id'))
			.as('last_received_at')
	]);
}

/** Acquirers in reach, by code. */
export function acquirersQuery(db: ReadDb, scope: Scope) {
	return db
		.selectFrom('acquirer as a')
		.select(['a.acquirer_code', 'a.name'])
		.where(inScope(scope, 'a.acquirer_id'))
		.orderBy('a.acquirer_code');
}

export async function readFleetExtent(db: ReadDb, scope: Scope) {
	const extent = await fleetExtentQuery(db, scope).executeTakeFirstOrThrow();
	return { ...extent, acquirers: await acquirersQuery(db, scope).execute() };
}

/** Event time of the newest transaction in reach; null while there is none. */
export async function newestEventAt(db: ReadDb, scope: Scope): Promise<Date | null> {
	const { at } = await db
		.selectFrom('ingest_freshness as f')
		.select((of) => of.fn.max('f.last_event_at').as('at'))
		.where(inScope(scope, 'f.acquirer_id'))
		.where('f.kind', '=', 'transaction')
		.executeTakeFirstOrThrow();
	return at;
}

/** The fleet's settings, made at the first start. */
export async function ensureFleet(sql: Sql, timeZone: string, now: Date): Promise<{ timeZone: string }> {
	await sql`insert into fleet (time_zone, created_at) values (${timeZone}, ${now}) on conflict do nothing`;
	const [row] = await sql<{ time_zone: string }[]>`select time_zone from fleet`;
	if (!row) throw new Error('The fleet has no settings, although they were just written');
	return { timeZone: row.time_zone };
}

export type DemoProgress = { anchorAt: Date; loadedUntil: Date | null };

/** How far the demo has come; null when this fleet is not a demo. */
export async function findDemo(sql: Sql): Promise<DemoProgress | null> {
	const [row] = await sql<{ anchor_at: Date | null; loaded_until: Date | null }[]>`
		select demo_anchor_at as anchor_at, demo_loaded_until as loaded_until from fleet`;
	return row?.anchor_at ? { anchorAt: row.anchor_at, loadedUntil: row.loaded_until } : null;
}

export async function markAsDemo(sql: Sql, anchorAt: Date): Promise<void> {
	await sql`update fleet set demo_anchor_at = ${anchorAt}, demo_loaded_until = null`;
}

export async function recordDemoLoaded(sql: Sql, until: Date): Promise<void> {
	await sql`update fleet set demo_loaded_until = ${until}`;
}

/** True while nothing has ever come in. */
export async function isEmptyFleet(sql: Sql): Promise<boolean> {
	const [row] = await sql<{ is_empty: boolean }[]>`
		select not exists (select from ingest_batch) and not exists (select from terminal) as is_empty`;
	return row?.is_empty ?? true;
}
