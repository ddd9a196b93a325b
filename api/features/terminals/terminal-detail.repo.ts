// One terminal from all sides.
import { sql } from 'kysely';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { TERMINAL_COLUMNS, terminalsJoined } from './terminal-list.repo.ts';

/** Undefined when there is none of that code in scope. */
export async function findTerminal(db: ReadDb, scope: Scope, terminalCode: string) {
	return terminalsJoined(db, scope)
		.select(TERMINAL_COLUMNS)
		.select([
			't.iccid',
			't.address',
			't.registered_lat',
			't.registered_lng',
			't.pts_approval',
			't.first_seen_at',
			't.updated_at',
			't.model_id',
			't.acquirer_id',
			't.merchant_id',
			't.carrier_id',
			'm.time_zone',
			'm.region_id'
		])
		.where('t.terminal_code', '=', terminalCode)
		.executeTakeFirst();
}

export type TerminalDetailRow = NonNullable<Awaited<ReturnType<typeof findTerminal>>>;

/** What the terminal was over time, newest first. Times under an acquirer out of scope are left out. */
export async function terminalPeriods(db: ReadDb, scope: Scope, terminalId: number) {
	return db
		.selectFrom('terminal_period as p')
		.innerJoin('acquirer as a', 'a.acquirer_id', 'p.acquirer_id')
		.innerJoin('terminal_model as tm', 'tm.model_id', 'p.model_id')
		.innerJoin('firmware as f', 'f.firmware_id', 'p.firmware_id')
		.innerJoin('app_version as av', 'av.app_version_id', 'p.app_version_id')
		.innerJoin('carrier as c', 'c.carrier_id', 'p.carrier_id')
		.where('p.terminal_id', '=', terminalId)
		.where(inScope(scope, 'p.acquirer_id'))
		.select([
			sql<Date | null>`nullif(p.valid_from, '-infinity')`.as('valid_from'),
			'a.acquirer_code',
			'tm.vendor',
			'tm.model',
			'f.version as firmware',
			'av.version as app_version',
			'c.carrier_code',
			'p.connection'
		])
		.orderBy('p.valid_from', 'desc')
		.execute();
}

export async function latestReport(db: ReadDb, scope: Scope, terminalId: number) {
	return db
		.selectFrom('terminal_report')
		.select(['at', 'body'])
		.where('terminal_id', '=', terminalId)
		.where(inScope(scope, 'acquirer_id'))
		.executeTakeFirst();
}

export type TerminalHour = {
	hour: Date;
	approved: number;
	terminal: number;
	upstream: number;
	business: number;
	unresolved: number;
};

/** Counts of one terminal per hour of the fleet's clocks, oldest first; hours without transactions have no row. */
export async function terminalHours(
	db: ReadDb,
	scope: Scope,
	terminalId: number,
	from: Date,
	to: Date
): Promise<TerminalHour[]> {
	const sum = (column: 'approved' | 'terminal' | 'upstream' | 'business' | 'unresolved') =>
		sql<number>`sum(${sql.ref(column)})::int`.as(column);
	return db
		.selectFrom('terminal_hour')
		.select(['hour', sum('approved'), sum('terminal'), sum('upstream'), sum('business'), sum('unresolved')])
		.where('terminal_id', '=', terminalId)
		.where('hour', '>=', from)
		.where('hour', '<', to)
		.where(inScope(scope, 'acquirer_id'))
		.groupBy('hour')
		.orderBy('hour')
		.execute();
}

/** How many other terminals of a model, or of any where it is the only one, the board has attempts of. */
export async function countPeers(db: ReadDb, terminalId: number, modelId: number): Promise<number> {
	const { of_model, of_all } = await db
		.selectFrom('terminal_state')
		.innerJoin('terminal', 'terminal.terminal_id', 'terminal_state.terminal_id')
		.select([
			sql<number>`count(*) filter (where terminal.model_id = ${modelId})`.as('of_model'),
			sql<number>`count(*)`.as('of_all')
		])
		.where('terminal_state.terminal_id', '!=', terminalId)
		.where('terminal_state.attempts', '>', 0)
		.executeTakeFirstOrThrow();
	return of_model > 0 ? of_model : of_all;
}

/** The minute of the newest transaction that is not in the future; undefined in an empty fleet. */
export async function newestTransactionAt(db: ReadDb, now: Date): Promise<Date | undefined> {
	const newest = await db
		.selectFrom('acquirer as a')
		.innerJoinLateral(
			(eb) =>
				eb
					.selectFrom('fleet_minute')
					.select('minute')
					.whereRef('fleet_minute.acquirer_id', '=', 'a.acquirer_id')
					.where('minute', '<=', now)
					.orderBy('minute', 'desc')
					.limit(1)
					.as('last'),
			(join) => join.onTrue()
		)
		.select('last.minute')
		.orderBy('last.minute', 'desc')
		.limit(1)
		.executeTakeFirst();
	return newest?.minute;
}
