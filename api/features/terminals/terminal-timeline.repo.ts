// What happened to one terminal besides its transactions, and who is like it.
import { sql } from 'kysely';
import type { ReadDb, Tx } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import type { TerminalDetailRow } from './terminal-detail.repo.ts';
import type { NewVisit } from './terminal-timeline.schemas.ts';

const VISITS_MAX = 200;
const NOTICES_MAX = 200;
const PEERS_SHOWN = 60;

/** Changes of state, oldest first; all of them, since what was in force at the window's start began before it. */
export async function stateChanges(db: ReadDb, scope: Scope, terminalId: number, until: Date) {
	return db
		.selectFrom('terminal_state_change')
		.select(['changed_at', 'to_state'])
		.where('terminal_id', '=', terminalId)
		.where('changed_at', '<', until)
		.where(inScope(scope, 'acquirer_id'))
		.orderBy('changed_at')
		.execute();
}

/** Announcements that touched it: of its acquirer or carrier, or of a bank whose cards it took meanwhile. */
export async function noticesOf(
	db: ReadDb,
	{ terminal_id: terminalId, acquirer_id: acquirerId, carrier_id: carrierId }: TerminalDetailRow,
	from: Date,
	to: Date
) {
	return db
		.selectFrom('notice as n')
		.leftJoin('issuer', 'issuer.issuer_id', 'n.issuer_id')
		.leftJoin('acquirer', 'acquirer.acquirer_id', 'n.acquirer_id')
		.leftJoin('carrier', 'carrier.carrier_id', 'n.carrier_id')
		.select([
			'n.notice_code',
			'n.kind',
			'n.starts_at',
			'n.ends_at',
			'n.text',
			'n.published_at',
			'issuer.issuer_code',
			'acquirer.acquirer_code',
			'carrier.carrier_code'
		])
		.where('n.starts_at', '<', to)
		.where('n.ends_at', '>', from)
		.where((eb) =>
			eb.or([
				eb('n.acquirer_id', '=', acquirerId),
				eb.and([eb('n.carrier_id', '=', carrierId), eb('n.carrier_id', '!=', 0)]),
				eb.exists(
					eb
						.selectFrom('txn')
						.select(sql`1`.as('one'))
						.where('txn.terminal_id', '=', terminalId)
						.whereRef('txn.issuer_id', '=', 'n.issuer_id')
						.whereRef('txn.occurred_at', '>=', 'n.starts_at')
						.whereRef('txn.occurred_at', '<', 'n.ends_at')
				)
			])
		)
		.orderBy('n.starts_at')
		.limit(NOTICES_MAX)
		.execute();
}

/** Newest first. */
export async function listVisits(db: ReadDb, scope: Scope, terminalId: number, from?: Date, to?: Date) {
	return db
		.selectFrom('terminal_visit')
		.selectAll()
		.where('terminal_id', '=', terminalId)
		.where(inScope(scope, 'acquirer_id'))
		.$if(from !== undefined, (query) => query.where('visited_at', '>=', from ?? new Date(0)))
		.$if(to !== undefined, (query) => query.where('visited_at', '<', to ?? new Date(0)))
		.orderBy('visited_at', 'desc')
		.orderBy('terminal_visit_id')
		.limit(VISITS_MAX)
		.execute();
}

export type VisitRow = Awaited<ReturnType<typeof listVisits>>[number];

export async function addVisit(
	tx: Tx,
	terminal: Pick<TerminalDetailRow, 'terminal_id' | 'acquirer_id'>,
	visit: NewVisit,
	recorded: { at: Date; by: string }
): Promise<VisitRow> {
	return tx
		.insertInto('terminal_visit')
		.values({
			terminal_id: terminal.terminal_id,
			acquirer_id: terminal.acquirer_id,
			visited_at: new Date(visit.visitedAt),
			visitor: visit.visitor,
			done: visit.done,
			note: visit.note,
			recorded_at: recorded.at,
			recorded_by: recorded.by
		})
		.returningAll()
		.executeTakeFirstOrThrow();
}

function peers(db: ReadDb, scope: Scope, terminal: TerminalDetailRow) {
	return (
		db
			.selectFrom('terminal as t')
			.innerJoin('terminal_state as s', 's.terminal_id', 't.terminal_id')
			.where('t.model_id', '=', terminal.model_id)
			// Terminals of which no model is known have nothing in common.
			.where('t.model_id', '<>', 0)
			.where('t.terminal_id', '!=', terminal.terminal_id)
			.where('s.attempts', '>', 0)
			.where(inScope(scope, 't.acquirer_id'))
	);
}

/** How many peers there are, and how many of them fail less. */
export async function countPeersBelow(db: ReadDb, scope: Scope, terminal: TerminalDetailRow) {
	const rate = (terminal.terminal ?? 0) / Math.max(1, terminal.attempts ?? 0);
	return peers(db, scope, terminal)
		.select([
			sql<number>`count(*)::int`.as('total'),
			sql<number>`count(*) filter (where s.terminal::float8 / s.attempts < ${rate})::int`.as('below')
		])
		.executeTakeFirstOrThrow();
}

/** Those of the same carrier and region first, the busiest before others. */
export async function listPeers(db: ReadDb, scope: Scope, terminal: TerminalDetailRow) {
	const sameCarrier = sql<boolean>`(t.carrier_id = ${terminal.carrier_id} and t.carrier_id <> 0)`;
	const sameRegion = sql<boolean>`coalesce(m.region_id = ${terminal.region_id} and m.region_id <> 0, false)`;
	return peers(db, scope, terminal)
		.leftJoin('merchant as m', 'm.merchant_id', 't.merchant_id')
		.select([
			't.terminal_code',
			'm.name as merchant_name',
			's.state',
			's.attempts',
			's.terminal',
			sameCarrier.as('same_carrier'),
			sameRegion.as('same_region')
		])
		.orderBy(sql`${sameCarrier}::int + ${sameRegion}::int`, 'desc')
		.orderBy('s.attempts', 'desc')
		.orderBy('t.terminal_id')
		.limit(PEERS_SHOWN)
		.execute();
}
