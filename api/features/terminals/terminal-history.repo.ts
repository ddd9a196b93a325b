// When states changed. The day that runs is written as it goes; a closed day is judged once it is folded, and that stands.
import { sql, type RawBuilder } from 'kysely';
import { calendarDay } from '#lib/domain/time-zones.ts';
import type { Db, ReadDb, Tx } from '#api/platform/db/db.ts';
import {
	boardDays,
	counted,
	countsWithPeers,
	foldedOf,
	hasNotice,
	IS_EXPECTED,
	judged,
	PEER_WINDOWS,
	stateIndex,
	type BoardDay
} from './terminal-verdict.repo.ts';

/** Windows over a hundred thousand terminals are sorted in memory. */
const JUDGE_WORK_MEM = '64MB';

/**
 * Folded days whose judgement is missing or older than their fold, oldest first. A day counts as over only once event time has
 * passed it: the sales of half a day would make every terminal of the other half silent.
 */
export async function dueDays(db: ReadDb, newest: Date, timeZone: string, limit: number): Promise<string[]> {
	const rows = await db
		.selectFrom('folded_day as f')
		.leftJoin('judged_day as j', 'j.day', 'f.day')
		.select(sql<string>`f.day::text`.as('name'))
		.where(sql`j.folded_at`, 'is distinct from', sql`f.folded_at`)
		.where(sql`(f.day + 1)::timestamp at time zone ${timeZone}`, '<=', newest)
		.orderBy('f.day')
		.limit(limit)
		.execute();
	return rows.map((row) => row.name);
}

/**
 * Judges every terminal by the business days up to `due` as the board of that midnight would have, and makes the changes of
 * that day what they then are. All later days are due again, since their verdicts begin where this one ends.
 */
export async function judgeDay(tx: Tx, due: string, timeZone: string, now: Date): Promise<void> {
	const days = boardDays(calendarDay(noonOf(due), 'UTC'), timeZone);
	const day = days.at(-1) as BoardDay;
	const [from, to] = [new Date(day.fromMs), new Date(day.toMs)];
	const folded = await foldedOf(tx, days);
	await sql`select set_config('work_mem', ${JUDGE_WORK_MEM}, true)`.execute(tx);
	await tx
		.deleteFrom('judged_day')
		.where('day', '>=', sql<Date>`${due}::date`)
		.execute();
	await sql`insert into judged_day select day, folded_at from folded_day where day = ${due}::date`.execute(tx);
	await sql`
		with ${counted(days, folded, timeZone)}, ${recorded('before', from)}, ${recorded('until', to)}, ${observedAt(from, to)},
		${judged(IS_SILENT_ALL_DAY)}, written as (
			insert into terminal_state_change (terminal_id, changed_at, acquirer_id, from_state, to_state, decided_at)
			select j.terminal_id, case when u.to_state = j.state and u.changed_at >= ${from} then u.changed_at
				else ${new Date(day.toMs - 1)}::timestamptz end, j.acquirer_id, j.from_state, j.state, ${now}::timestamptz
			from judged j left join until u using (terminal_id)
			where j.state is distinct from j.from_state
			on conflict (terminal_id, changed_at) do update set acquirer_id = excluded.acquirer_id,
				from_state = excluded.from_state, to_state = excluded.to_state, decided_at = excluded.decided_at
			returning terminal_id, changed_at
		)
		delete from terminal_state_change c where c.changed_at >= ${from} and c.changed_at < ${to} and not exists
			(select from written w where w.terminal_id = c.terminal_id and w.changed_at = c.changed_at)`.execute(tx);
}

const noonOf = (day: string) => Date.parse(`${day}T12:00:00Z`);

/** The last change of each terminal before an instant. */
function recorded(name: 'before' | 'until', before: Date): RawBuilder<unknown> {
	return sql`${sql.raw(name)} as (select distinct on (terminal_id) terminal_id, changed_at, to_state
			from terminal_state_change where changed_at < ${before} order by terminal_id, changed_at desc)`;
}

/** Every terminal that there was by the end of the day. */
function observedAt(from: Date, to: Date): RawBuilder<unknown> {
	return sql`observed as (
		select t.terminal_id, t.acquirer_id, ${IS_EXPECTED} as is_expected, ${countsWithPeers()},
			counted.last_at >= ${from} as has_sales, counted.terminal_id is not null or t.installed_at < ${from}
				or before.to_state = ${stateIndex('silent')} as was_there,
			heartbeat.last_seen_at >= ${from} and (coalesce(heartbeat.first_seen_at < ${to}, false)
				or heartbeat.last_seen_at < ${to} or until.to_state is distinct from ${stateIndex('silent')})
				and not exists (select from terminal_silence s where s.terminal_id = t.terminal_id
					and s.began_at < ${from} and s.ended_at >= ${to}) as was_heard,
			before.to_state as from_state, ${hasNotice(to)} as has_notice
		from terminal t
		left join counted using (terminal_id)
		left join heartbeat using (terminal_id)
		left join before using (terminal_id)
		left join until using (terminal_id)
		where counted.terminal_id is not null or before.terminal_id is not null or t.installed_at < ${to}
		${PEER_WINDOWS})`;
}

/**
 * A day without sales is a day of silence, unless it was heard of: whatever lies between its first and its latest heartbeat and
 * outside its silences was. Of earlier days a later heartbeat says that it was there, unless the board that ran on that day knew
 * better.
 */
const IS_SILENT_ALL_DAY = sql`is_expected and was_there and has_sales is not true and was_heard is not true`;

/**
 * The changes of the day that runs: what closed days have changed underneath is joined up again, and every terminal whose state
 * on the board is not the one last written gets a change at `newest`. Answers how many changed.
 */
export async function recordChanges(db: Db, newest: Date, now: Date): Promise<number> {
	await sql`
		with chain as (select terminal_id, changed_at, from_state, to_state,
			lag(to_state) over (partition by terminal_id order by changed_at) as before from terminal_state_change),
		pointless as (delete from terminal_state_change c using chain
			where c.terminal_id = chain.terminal_id and c.changed_at = chain.changed_at and chain.before = chain.to_state)
		update terminal_state_change c set from_state = chain.before from chain
		where c.terminal_id = chain.terminal_id and c.changed_at = chain.changed_at
			and chain.before is distinct from chain.from_state and chain.before is distinct from chain.to_state`.execute(db);
	const result = await sql`
		with last as (select distinct on (terminal_id) terminal_id, to_state
			from terminal_state_change order by terminal_id, changed_at desc)
		insert into terminal_state_change (terminal_id, changed_at, acquirer_id, from_state, to_state, decided_at)
		select s.terminal_id, ${newest}::timestamptz, s.acquirer_id, last.to_state, s.state, ${now}::timestamptz
		from terminal_state s left join last using (terminal_id)
		where last.to_state is distinct from s.state
		on conflict (terminal_id, changed_at) do update set to_state = excluded.to_state, decided_at = excluded.decided_at`.execute(
		db
	);
	return Number(result.numAffectedRows ?? 0);
}
