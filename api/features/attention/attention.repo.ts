// Who might need attention, by the health board of now or of an earlier day; and what people have said of it.
import { sql, type SqlBool } from 'kysely';
import type { FailureCause } from '#lib/domain/causes.ts';
import { JUDGED_FAILURES_MIN, LEARNING_ATTEMPTS_MAX } from '#lib/domain/terminal-states.ts';
import type { AttentionMark } from '#lib/domain/attention.ts';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import type { ReadDb, Tx } from '#api/platform/db/db.ts';
import { containing } from '#api/platform/db/search.ts';
import { wilsonLow } from '#api/platform/db/wilson.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { terminalsFiltered } from '#api/features/terminals/terminal-list.repo.ts';
import {
	BOARD_DETAILS,
	columns,
	counted,
	countsWithPeers,
	IS_EXPECTED,
	PEER_WINDOWS,
	stateIndex,
	type BoardDay
} from '#api/features/terminals/terminal-verdict.repo.ts';

export type FailingTerminal = Record<FailureCause, number> & {
	terminal_id: number;
	attempts: number;
	approved: number;
	terminal: number;
	peer_rate: number;
	failed_minor: number | null;
	currency: number | null;
	/** Since when it has been watched or abnormal without a break. */
	since: Date | null;
};

const FAILING_COLUMNS = ['terminal_id', 'attempts', 'approved', 'terminal', 'peer_rate', ...BOARD_DETAILS] as const;

const IS_WORSE = sql<SqlBool>`attempts > ${sql.lit(LEARNING_ATTEMPTS_MAX)}
	and terminal >= ${sql.lit(JUDGED_FAILURES_MIN)} and rate_low > peer_rate`;

/** The first change of the run of watched or abnormal states that was still going on before `until`. */
const failingSince = (until: Date) => sql<Date | null>`(
	select min(c.changed_at) from terminal_state_change c
	where c.terminal_id = b.terminal_id and c.changed_at < ${until} and c.changed_at > coalesce((
		select max(good.changed_at) from terminal_state_change good where good.terminal_id = b.terminal_id
			and good.changed_at < ${until} and good.to_state not in (${stateIndex('watch')}, ${stateIndex('abnormal')})), '-infinity'))`;

/** Terminals whose lower bound of the terminal technical rate lies above their peers', by the board as it stands. */
export async function failingNow(db: ReadDb, scope: Scope, newest: Date): Promise<FailingTerminal[]> {
	const { rows } = await sql<FailingTerminal>`
		select ${columns(FAILING_COLUMNS, 'b')}, ${failingSince(newest)} as since
		from terminal_state b join terminal t using (terminal_id)
		where ${IS_EXPECTED} and b.state in (${stateIndex('watch')}, ${stateIndex('abnormal')}) and ${inScope(scope, 'b.acquirer_id')}
		order by b.terminal_id`.execute(db);
	return rows;
}

/** The same by the business days given, whatever came later. */
export async function failingAt(
	db: ReadDb,
	scope: Scope,
	{ days, folded, timeZone }: { days: readonly BoardDay[]; folded: readonly string[]; timeZone: string }
): Promise<FailingTerminal[]> {
	const end = new Date(days.at(-1)?.toMs ?? 0);
	const [terminal, attempts] = [sql.ref('terminal'), sql.ref('attempts')];
	const { rows } = await sql<FailingTerminal>`
		with ${counted(days, folded, timeZone, 'details')}, compared as (
			select t.terminal_id, t.acquirer_id, ${countsWithPeers()}, ${columns(BOARD_DETAILS, 'counted')}
			from terminal t left join counted using (terminal_id) where ${IS_EXPECTED}
			${PEER_WINDOWS}), rated as (
			select *, case when peer_attempts > 0 then peer_terminal::float8 / peer_attempts end as peer_rate,
				coalesce(${wilsonLow(terminal, attempts)}, 0) as rate_low
			from compared)
		select ${columns(FAILING_COLUMNS, 'b')}, ${failingSince(end)} as since
		from rated b where ${IS_WORSE} and ${inScope(scope, 'b.acquirer_id')} order by b.terminal_id`.execute(db);
	return rows;
}

export type SilentTerminal = { terminal_id: number; since: Date | null };

/** Terminals of which nothing is heard, neither sales nor heartbeats, since they were last heard. */
export async function silentNow(db: ReadDb, scope: Scope): Promise<SilentTerminal[]> {
	return db
		.selectFrom('terminal_state as b')
		.leftJoin('heartbeat as h', 'h.terminal_id', 'b.terminal_id')
		.select(['b.terminal_id', sql<Date | null>`greatest(b.last_transaction_at, h.last_seen_at)`.as('since')])
		.where('b.state', '=', stateIndex('silent'))
		.where(inScope(scope, 'b.acquirer_id'))
		.orderBy('b.terminal_id')
		.execute();
}

/** Those whose last change of state before an instant was to silence, and when. */
export async function silentAt(db: ReadDb, scope: Scope, until: Date): Promise<SilentTerminal[]> {
	const { rows } = await sql<SilentTerminal>`
		select terminal_id, changed_at as since from (
			select distinct on (terminal_id) terminal_id, changed_at, to_state from terminal_state_change
			where changed_at < ${until} and ${inScope(scope, 'acquirer_id')} order by terminal_id, changed_at desc) last
		where to_state = ${stateIndex('silent')} order by terminal_id`.execute(db);
	return rows;
}

export type UsualSales = { terminal_id: number; approved_minor: number; currency: number; days: number };

/** A terminal that sold on one day of a month does not sell that much every day. */
const USUAL_DAYS_MIN = 7;

/**
 * What terminals sell: the approved amount of closed days and how many days it is of, from the first to the last day with
 * sales. Those that sell in several currencies are left out.
 */
export async function usualSales(
	db: ReadDb,
	scope: Scope,
	terminalIds: readonly number[],
	days: { first: string; last: string }
): Promise<UsualSales[]> {
	const { rows } = await sql<UsualSales>`
		select terminal_id, sum(approved_minor)::float8 as approved_minor, min(currency)::int as currency,
			greatest(max(day) - min(day) + 1, ${sql.lit(USUAL_DAYS_MIN)}) as days
		from terminal_day join folded_day using (day)
		where terminal_id = any(${`{${terminalIds.join(',')}}`}::int[]) and day between ${days.first}::date and ${days.last}::date
			and approved_minor > 0 and ${inScope(scope, 'acquirer_id')}
		group by terminal_id having min(currency) = max(currency) order by terminal_id`.execute(db);
	return rows;
}

export type TerminalChoice = Pick<
	FleetFilter,
	'acquirer' | 'merchant' | 'terminal' | 'vendor' | 'model' | 'firmware' | 'carrier' | 'region' | 'q'
>;

/** Who these terminals are: those of them that the filter lets through, as every list of terminals filters. */
export async function terminalsAmong(db: ReadDb, scope: Scope, ids: readonly number[], choice: TerminalChoice) {
	const filter = { ...choice, state: [], status: [], registered: undefined, firstSeenFrom: undefined };
	return terminalsFiltered(db, scope, filter)
		.select([
			't.terminal_id',
			't.terminal_code',
			't.acquirer_id',
			'a.acquirer_code',
			'm.merchant_code',
			'm.name as merchant_name',
			'tm.vendor',
			'tm.model',
			'r.region_code',
			's.state'
		])
		.where('t.terminal_id', '=', sql<number>`any(${`{${ids.join(',')}}`}::int[])`)
		.execute();
}

/** The same for merchants; what only a terminal has is no filter for them. */
export async function merchantsAmong(db: ReadDb, scope: Scope, ids: readonly number[], choice: TerminalChoice) {
	return db
		.selectFrom('merchant as m')
		.innerJoin('acquirer as a', 'a.acquirer_id', 'm.acquirer_id')
		.leftJoin('region as r', 'r.region_id', 'm.region_id')
		.select(['m.merchant_id', 'm.merchant_code', 'm.name', 'm.acquirer_id', 'a.acquirer_code', 'r.region_code'])
		.where('m.merchant_id', '=', sql<number>`any(${`{${ids.join(',')}}`}::int[])`)
		.where(inScope(scope, 'm.acquirer_id'))
		.$if(choice.acquirer.length > 0, (query) => query.where('a.acquirer_code', 'in', choice.acquirer))
		.$if(choice.merchant.length > 0, (query) => query.where('m.merchant_code', 'in', choice.merchant))
		.$if(choice.region.length > 0, (query) => query.where('r.region_code', 'in', choice.region))
		.$if(choice.q !== '', (query) =>
			query.where(sql`(m.merchant_code || ' ' || coalesce(m.name, ''))`, 'ilike', containing(choice.q))
		)
		.execute();
}

export type SubjectKind = 'terminal' | 'merchant';

export type NewMark = {
	subjectKind: SubjectKind;
	subjectId: number;
	acquirerId: number;
	status: AttentionMark;
	until: Date | null;
	note: string;
	kinds: readonly string[];
};

const MARK_COLUMNS = [
	'subject_kind',
	'subject_id',
	'status',
	'until',
	'note',
	'kinds',
	'marked_at',
	'marked_by'
] as const;

export async function listMarks(db: ReadDb | Tx, scope: Scope) {
	return db
		.selectFrom('attention_mark')
		.select(MARK_COLUMNS)
		.where(inScope(scope, 'acquirer_id'))
		.orderBy('subject_id')
		.orderBy('subject_kind')
		.execute();
}

/** Held until the end of the change, so that what the audit trail calls "before" is what was there. */
export async function lockMark(tx: Tx, scope: Scope, kind: SubjectKind, id: number) {
	return tx
		.selectFrom('attention_mark')
		.select(MARK_COLUMNS)
		.where('subject_id', '=', id)
		.where('subject_kind', '=', kind)
		.where(inScope(scope, 'acquirer_id'))
		.forUpdate()
		.executeTakeFirst();
}

export async function putMark(tx: Tx, mark: NewMark, by: { at: Date; name: string }): Promise<void> {
	const said = {
		acquirer_id: mark.acquirerId,
		status: mark.status,
		until: mark.until,
		note: mark.note,
		kinds: [...mark.kinds],
		marked_at: by.at,
		marked_by: by.name
	};
	await tx
		.insertInto('attention_mark')
		.values({ subject_kind: mark.subjectKind, subject_id: mark.subjectId, ...said })
		.onConflict((conflict) => conflict.columns(['subject_id', 'subject_kind']).doUpdateSet(said))
		.execute();
}

export async function removeMark(tx: Tx, scope: Scope, kind: SubjectKind, id: number): Promise<void> {
	await tx
		.deleteFrom('attention_mark')
		.where('subject_id', '=', id)
		.where('subject_kind', '=', kind)
		.where(inScope(scope, 'acquirer_id'))
		.execute();
}

export type MarkRow = Awaited<ReturnType<typeof listMarks>>[number];
