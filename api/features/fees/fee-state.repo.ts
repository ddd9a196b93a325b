// fee_day: every charged sale compared with its agreement and added up by day, so that nothing that is asked has to look at sales again.
import { addDays, startOfDay } from '#lib/domain/time-zones.ts';
import type { Sql, SqlTx } from '#api/platform/db/client.ts';
import { addToTotals, countFeesSql } from './compare-fees.statement.ts';

/** Held by whoever writes fee_day. */
const FEE_LOCK = 'fee_day';
/** A day of a large fleet is several hundred thousand sales. */
const COUNT_WORK_MEM = '128MB';

export type DueDay = {
	day: string;
	/** Null for a day that still runs. */
	folded_at: Date | null;
	facts: number;
};

/** Closed days that were folded since their fees were compared, newest first. */
export async function dueClosedDays(sql: Sql, limit: number): Promise<DueDay[]> {
	return sql<DueDay[]>`
		select to_char(f.day, 'YYYY-MM-DD') as day, f.folded_at, 0 as facts from folded_day f left join fee_day_state s using (day)
		where s.folded_at is distinct from f.folded_at order by f.day desc limit ${limit}`;
}

/**
 * Days from `firstDay` on that are not folded yet and have other facts than when their fees were compared. The longer that took
 * the last time, the longer the next time is away: `restFactor` times as long.
 */
export async function dueOpenDays(
	sql: Sql,
	at: { firstDay: string; timeZone: string; now: Date; restFactor: number }
): Promise<DueDay[]> {
	return sql<DueDay[]>`
		with counted as (
			select (minute at time zone ${at.timeZone})::date as day, sum(total) as facts from fleet_minute
			where minute >= ${at.firstDay}::date::timestamp at time zone ${at.timeZone} group by 1
		)
		select to_char(c.day, 'YYYY-MM-DD') as day, null as folded_at, c.facts::float8 as facts
		from counted c left join fee_day_state s using (day)
		where not exists (select from folded_day f where f.day = c.day) and (s.day is null or s.facts <> c.facts
			and s.checked_at + s.took_ms * ${at.restFactor} * interval '1 millisecond' <= ${at.now})
		order by c.day desc`;
}

/** Zones of merchants other than the fleet's, as far as Postgres knows them: in the others its days are cut. */
export async function merchantZones(sql: Sql, timeZone: string): Promise<string[]> {
	const zones = await sql<{ time_zone: string }[]>`
		select distinct time_zone from merchant where time_zone is not null and time_zone <> ${timeZone} order by 1`;
	if (zones.length === 0) return [];
	const known = await sql<{ name: string }[]>`
		select name from pg_timezone_names where name = any(${zones.map((zone) => zone.time_zone)}) order by 1`;
	return known.map(({ name }) => name);
}

export type Zones = { timeZone: string; merchantZones: readonly string[] };

/** Writes a business day anew, in one transaction. */
export async function countDay(sql: Sql, due: DueDay, zones: Zones, now: () => Date): Promise<void> {
	const startedMs = performance.now();
	await sql.begin(async (tx) => {
		await prepare(tx);
		await tx`delete from fee_day where day = ${due.day}::date`;
		await tx`delete from fee_total_day where day = ${due.day}::date`;
		await tx`delete from fee_uncompared_day where day = ${due.day}::date`;
		const { fromMs, toMs } = spanOf(due.day, zones.timeZone);
		const span = [new Date(fromMs), new Date(toMs)];
		await tx.unsafe(countFeesSql(), [...span, zones.timeZone, zones.merchantZones as string[]]);
		const tookMs = Math.ceil(performance.now() - startedMs);
		await tx`
			insert into fee_day_state (day, folded_at, facts, checked_at, took_ms)
			values (${due.day}::date, ${due.folded_at}, ${due.facts}, ${now()}, ${tookMs})
			on conflict (day) do update set folded_at = excluded.folded_at, facts = excluded.facts, checked_at = excluded.checked_at,
				took_ms = excluded.took_ms`;
	});
}

function spanOf(day: string, timeZone: string): { fromMs: number; toMs: number } {
	const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
	const first = { year, month, day: date };
	return { fromMs: startOfDay(first, timeZone), toMs: startOfDay(addDays(first, 1), timeZone) };
}

async function prepare(tx: SqlTx): Promise<void> {
	await tx`select pg_advisory_xact_lock(hashtext(${FEE_LOCK}))`;
	await tx`select set_config('work_mem', ${COUNT_WORK_MEM}, true)`;
}

/** Takes the merchants whose agreements have changed off the list and compares their sales anew. Answers how many there were. */
export async function recountMerchants(sql: Sql, zones: Zones, limit: number): Promise<number> {
	const answer = await sql.begin(async (tx) => {
		await prepare(tx);
		const due = await tx<{ merchant_id: number; from_day: string }[]>`
			delete from fee_recount where merchant_id in (select merchant_id from fee_recount order by merchant_id limit ${limit})
			returning merchant_id, to_char(from_day, 'YYYY-MM-DD') as from_day`;
		const [firstDay] = due.map((each) => each.from_day).toSorted();
		if (firstDay === undefined) return 0;
		const merchants = due.map((each) => each.merchant_id);
		// An agreement begins with the merchant's day, which may be the end of the fleet's day before.
		const [span] = await tx<{ first: string | null; from_at: Date; to_at: Date }[]>`
			select to_char(min(day), 'YYYY-MM-DD') as first, min(day)::timestamp at time zone ${zones.timeZone} as from_at,
				(max(day) + 1)::timestamp at time zone ${zones.timeZone} as to_at
			from fee_day_state where day >= ${firstDay}::date - 1`;
		if (!span || span.first === null) return due.length;
		await tx.unsafe(addToTotals('fee_day where merchant_id = any($1::int[]) and day >= $2::date', -1), [
			merchants,
			span.first
		]);
		await tx`delete from fee_day where merchant_id = any(${merchants}) and day >= ${span.first}::date`;
		await tx`delete from fee_uncompared_day where merchant_id = any(${merchants}) and day >= ${span.first}::date`;
		const terminals = await tx<{ terminal_id: number }[]>`
			select terminal_id from terminal where merchant_id = any(${merchants})
			union select terminal_id from terminal_day where merchant_id = any(${merchants}) and day >= ${span.first}::date
			union select terminal_id from terminal_hour where merchant_id = any(${merchants}) and hour >= ${span.to_at}::timestamptz - interval '3 days'
			order by 1`;
		await tx.unsafe(
			countFeesSql(`
		and t.terminal_id = any($5::int[]) and t.merchant_id = any($6::int[]) and exists (
			select from fee_day_state s where s.day = (t.occurred_at at time zone $3::text)::date)`),
			[
				span.from_at,
				span.to_at,
				zones.timeZone,
				zones.merchantZones as string[],
				terminals.map((each) => each.terminal_id),
				merchants
			]
		);
		return due.length;
	});
	return answer;
}

/** How many merchants wait; from so many on it is cheaper to write whole days anew. */
export async function waitingMerchants(sql: Sql): Promise<number> {
	const [row] = await sql<{ merchants: number }[]>`select count(*)::int as merchants from fee_recount`;
	return row?.merchants ?? 0;
}

/** Makes every day due that a waiting merchant's agreement may reach, instead of comparing merchant by merchant. */
export async function recountWholeDays(sql: Sql): Promise<void> {
	await sql.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock(hashtext(${FEE_LOCK}))`;
		await tx`
			with taken as (delete from fee_recount returning from_day)
			update fee_day_state set folded_at = null, facts = -1 where day >= (select min(from_day) - 1 from taken)`;
	});
}
