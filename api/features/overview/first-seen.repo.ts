// When versions, models, carriers and response codes first occurred, in event time and within reach of the asking one.
import { sql } from 'kysely';
import { SLICE_DIMENSIONS } from '#api/platform/db/roll-ups.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

/** Since when a terminal has had what it had from the beginning: as far as that is known, since it was installed. */
const BEGINNING = sql`least(t.first_seen_at, t.installed_at)`;
const PERIOD_BEGINNING = sql<Date>`case when p.valid_from = '-infinity' then ${BEGINNING} else p.valid_from end`;

/** What terminals began to have since then, new or not: of the many periods only few are that young. */
export async function recentlyTaken(db: ReadDb, scope: Scope, since: Date) {
	return db
		.selectFrom('terminal_period as p')
		.select(['p.model_id', 'p.firmware_id', 'p.carrier_id'])
		.distinct()
		.where(inScope(scope, 'p.acquirer_id'))
		.where((eb) =>
			eb.or([
				eb('p.valid_from', '>=', since),
				eb(
					'p.terminal_id',
					'in',
					eb
						.selectFrom('terminal as t')
						.select('t.terminal_id')
						.where(inScope(scope, 't.acquirer_id'))
						.where('t.first_seen_at', '>=', since)
						.where(sql<boolean>`${BEGINNING} >= ${since}`)
				)
			])
		)
		.execute();
}

/** Whether there was any terminal before. */
export async function hadTerminals(db: ReadDb, scope: Scope, before: Date): Promise<boolean> {
	const row = await db
		.selectFrom('terminal as t')
		.select('t.terminal_id')
		.where(inScope(scope, 't.acquirer_id'))
		.where(sql<boolean>`${BEGINNING} < ${before}`)
		.limit(1)
		.executeTakeFirst();
	return row !== undefined;
}

/** When each version of these models was first met. */
export async function firmwareFirstSeen(db: ReadDb, scope: Scope, modelIds: readonly number[]) {
	return db
		.selectFrom('terminal_period as p')
		.innerJoin('terminal as t', 't.terminal_id', 'p.terminal_id')
		.innerJoin('terminal_model as m', 'm.model_id', 'p.model_id')
		.innerJoin('firmware as f', 'f.firmware_id', 'p.firmware_id')
		.select(['m.vendor', 'm.model', 'f.version as firmware', sql<Date>`min(${PERIOD_BEGINNING})`.as('first_at')])
		.where(inScope(scope, 'p.acquirer_id'))
		.where('p.model_id', '=', sql<number>`any(${`{${modelIds.join(',')}}`}::smallint[])`)
		.where('p.model_id', '<>', 0)
		.groupBy(['m.vendor', 'm.model', 'f.version'])
		.execute();
}

export async function carrierFirstSeen(db: ReadDb, scope: Scope, carrierIds: readonly number[]) {
	return db
		.selectFrom('terminal_period as p')
		.innerJoin('terminal as t', 't.terminal_id', 'p.terminal_id')
		.innerJoin('carrier as c', 'c.carrier_id', 'p.carrier_id')
		.select(['c.carrier_code as carrier', sql<Date>`min(${PERIOD_BEGINNING})`.as('first_at')])
		.where(inScope(scope, 'p.acquirer_id'))
		.where('p.carrier_id', '=', sql<number>`any(${`{${carrierIds.join(',')}}`}::smallint[])`)
		.where('p.carrier_id', '<>', 0)
		.groupBy('c.carrier_code')
		.execute();
}

/** Terminals that are of a model, run a version of it or use a carrier now: as their list counts them. */
export async function countTerminalsWith(
	db: ReadDb,
	scope: Scope,
	{ vendor, model, firmware, carrier }: Record<'vendor' | 'model' | 'firmware' | 'carrier', string | null>
): Promise<number> {
	const { count } = await db
		.selectFrom('terminal as t')
		.innerJoin('terminal_model as m', 'm.model_id', 't.model_id')
		.innerJoin('firmware as f', 'f.firmware_id', 't.firmware_id')
		.innerJoin('carrier as c', 'c.carrier_id', 't.carrier_id')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where(inScope(scope, 't.acquirer_id'))
		.$if(vendor !== null, (query) => query.where('m.vendor', '=', vendor))
		.$if(model !== null, (query) => query.where('m.model', '=', model))
		.$if(firmware !== null, (query) => query.where('f.version', '=', firmware))
		.$if(carrier !== null, (query) => query.where('c.carrier_code', '=', carrier))
		.executeTakeFirstOrThrow();
	return count;
}

export type CodeFirstDay = {
	code_id: number;
	profile: string;
	code: string;
	/** By the rule in force; null where none knows the code. */
	meaning_en: string | null;
	meaning_zh: string | null;
	is_mapped: boolean;
	/** The first closed business day that has it; null: none has. */
	first_day: string | null;
};

/** Every response code that there is; one that no closed day has may be of today, or somebody else's. */
export async function codeFirstDays(db: ReadDb, scope: Scope, now: Date): Promise<CodeFirstDay[]> {
	return db
		.with('closed', (cte) =>
			cte
				.selectFrom('slice_day as s')
				.innerJoin('folded_day as f', 'f.day', 's.day')
				.select(['s.value_a as code_id', (eb) => eb.fn.min('s.day').as('day')])
				.where('f.has_slices', '=', true)
				.where('s.dimension_a', '=', SLICE_DIMENSIONS.indexOf('code'))
				.where('s.dimension_b', '=', -1)
				.where(inScope(scope, 's.acquirer_id'))
				.groupBy('s.value_a')
		)
		.selectFrom('response_code as c')
		.leftJoin('closed', 'closed.code_id', 'c.code_id')
		.leftJoin(ruleInForce(now).as('rule'), (join) => join.onTrue())
		.select([
			'c.code_id',
			'c.profile',
			'c.code',
			'rule.meaning_en',
			'rule.meaning_zh',
			sql<boolean>`rule.cause is not null`.as('is_mapped'),
			sql<string | null>`closed.day::text`.as('first_day')
		])
		.where('c.code', '<>', '')
		.execute();
}

/** An exact code before a prefix, and what AS 2805 lacks from ISO. */
function ruleInForce(at: Date) {
	return sql<{ cause: string | null; meaning_en: string | null; meaning_zh: string | null }>`lateral (
		select r.cause, r.meaning_en, r.meaning_zh from response_code_rule r
		where (r.profile = c.profile or c.profile = 'as2805' and r.profile = 'iso') and r.valid_from <= ${at}
			and (r.code = c.code or r.is_prefix and starts_with(c.code, r.code))
		order by r.profile = c.profile desc, r.is_prefix, length(r.code) desc, r.valid_from desc
		limit 1)`;
}

/** The last closed day; facts after it are in no roll-up of days. */
export async function lastClosedDay(db: ReadDb): Promise<string | null> {
	const row = await db
		.selectFrom('folded_day')
		.select(sql<string | null>`max(day)::text`.as('day'))
		.where('has_slices', '=', true)
		.executeTakeFirst();
	return row?.day ?? null;
}

/** The first transaction of each of these codes within a stretch of time; a day of facts is read through for it. */
export async function firstFacts(db: ReadDb, scope: Scope, codeIds: readonly number[], from: Date, to: Date) {
	return db
		.selectFrom('txn')
		.select(['code_id', ({ fn }) => fn.min('occurred_at').as('first_at')])
		.where('code_id', '=', sql<number>`any(${`{${codeIds.join(',')}}`}::smallint[])`)
		.where('occurred_at', '>=', from)
		.where('occurred_at', '<', to)
		.where(inScope(scope, 'acquirer_id'))
		.groupBy('code_id')
		.execute();
}
