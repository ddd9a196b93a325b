// Approvals of models and SIM plans: the list, its calendar, and who verified what. Those of models concern the terminals of the model,
// those of a SIM the terminal that it is in.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { EXPIRY_LIMITS, type ExpiryKind, type ExpiryState } from '#lib/domain/expiries.ts';
import type { ReadDb, Tx } from '#api/platform/db/db.ts';
import { containing } from '#api/platform/db/search.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import type { ExpiryQuery } from './expiries.schemas.ts';

/** Days are those of the fleet's calendar, as `YYYY-MM-DD`; `today` is that of the moment that states are judged at. */
export type ExpiryFilter = Pick<ExpiryQuery, 'kind' | 'vendor' | 'model' | 'terminal' | 'state' | 'verified' | 'q'> & {
	today: string;
	firstDay?: string | undefined;
	lastDay?: string | undefined;
};

export type ExpiryRow = {
	kind: ExpiryKind;
	number: string;
	vendor: string;
	model: string;
	name: string | null;
	carrier: string | null;
	valid_from: string | null;
	ends_on: string;
	days_left: number;
	source: string;
	verified_on: string | null;
	verified_by: string | null;
	terminals: number;
	terminal_code: string | null;
};

const any = (column: RawBuilder<unknown>, values: readonly string[]) =>
	values.length === 0 ? [] : [sql<SqlBool>`${column} = any(${values as string[]}::text[])`];

const STATE_RANKS = sql.join(
	EXPIRY_LIMITS.map(({ state, days }) => sql`when days_left <= ${sql.lit(days)} then ${sql.lit(state)}`),
	sql` `
);
const STATE = sql<ExpiryState>`case when days_left < 0 then 'expired' ${STATE_RANKS} else 'valid' end`;

/** Under every filter but that of the state. Who sees a part of the fleet sees what concerns its terminals. */
function papers(scope: Scope, filter: ExpiryFilter) {
	const { kind, vendor, model, terminal, verified, q, today, firstDay, lastDay } = filter;
	const conditions = [
		scope.kind === 'fleet' ? sql<SqlBool>`true` : sql<SqlBool>`terminals > 0`,
		...any(sql`kind`, kind),
		...any(sql`vendor`, vendor),
		...any(sql`model`, model),
		...(terminal.length > 0 ? [sql<SqlBool>`terminals > 0`] : []),
		...(verified === undefined ? [] : [sql<SqlBool>`(verified_on is not null) = ${verified}`]),
		...(firstDay === undefined ? [] : [sql<SqlBool>`ends_on >= ${firstDay}::date`]),
		...(lastDay === undefined ? [] : [sql<SqlBool>`ends_on <= ${lastDay}::date`]),
		...(q === ''
			? []
			: [sql<SqlBool>`concat_ws(' ', number, vendor, model, name, carrier, terminal_code) ilike ${containing(q)}`])
	];
	const ofTerminals = [inScope(scope, 't.acquirer_id'), ...any(sql`t.terminal_code`, terminal)];
	return sql`
		of_model as (
			select tm.vendor, tm.model, count(*)::int as terminals from terminal t join terminal_model tm using (model_id)
			where ${sql.join(ofTerminals, sql` and `)} group by 1, 2),
		of_sim as (
			select t.iccid, count(*)::int as terminals, min(t.terminal_code collate "C") as terminal_code from terminal t
			where t.iccid is not null and ${sql.join(ofTerminals, sql` and `)} group by 1),
		concerned as (
			select e.*, e.ends_on - ${today}::date as days_left, coalesce(m.terminals, s.terminals, 0) as terminals, s.terminal_code
			from expiry e left join of_model m on e.kind <> 'sim_plan' and m.vendor = e.vendor and m.model = e.model
				left join of_sim s on e.kind = 'sim_plan' and s.iccid = e.number),
		papers as (select * from concerned where ${sql.join(conditions, sql` and `)})`;
}

const inState = ({ state }: Pick<ExpiryFilter, 'state'>) => sql.join([sql`true`, ...any(STATE, state)], sql` and `);

const DAY = 'YYYY-MM-DD';
const COLUMNS = sql`kind, number, vendor, model, name, carrier, to_char(valid_from, ${sql.lit(DAY)}) as valid_from,
	to_char(ends_on, ${sql.lit(DAY)}) as ends_on, days_left, source, to_char(verified_on, ${sql.lit(DAY)}) as verified_on, verified_by,
	terminals, terminal_code`;

export type ExpiryPlace = { endsOn: string; kind: string; number: string; vendor: string; model: string };

/** What ends first, first; one row more than asked for, when there are more. */
export async function listExpiries(
	db: ReadDb,
	scope: Scope,
	filter: ExpiryFilter,
	page: { limit: number; after: ExpiryPlace | undefined }
): Promise<ExpiryRow[]> {
	const { after, limit } = page;
	const order = sql`ends_on, kind collate "C", number collate "C", vendor collate "C", model collate "C"`;
	const beyond = after
		? sql`(${order}) > (${after.endsOn}::date, ${after.kind}, ${after.number}, ${after.vendor}, ${after.model})`
		: sql`true`;
	const { rows } = await sql<ExpiryRow>`with ${papers(scope, filter)}
		select ${COLUMNS} from papers where ${inState(filter)} and ${beyond} order by ${order} limit ${limit + 1}`.execute(db);
	return rows;
}

/** By state, whichever state is listed; how many of each nobody has verified. */
export async function countExpiries(db: ReadDb, scope: Scope, filter: ExpiryFilter) {
	const { rows } = await sql<{ state: ExpiryState; papers: number; unverified: number }>`with ${papers(scope, filter)}
		select ${STATE} as state, count(*)::int as papers, count(*) filter (where verified_on is null)::int as unverified
		from papers group by 1`.execute(db);
	return rows;
}

export type ExpiryDayRow = { day: string; papers: number; unverified: number };

/** How many end on each day. */
export async function expiryDays(db: ReadDb, scope: Scope, filter: ExpiryFilter): Promise<ExpiryDayRow[]> {
	const { rows } = await sql<ExpiryDayRow>`with ${papers(scope, filter)}
		select to_char(ends_on, ${sql.lit(DAY)}) as day, count(*)::int as papers,
			count(*) filter (where verified_on is null)::int as unverified
		from papers group by ends_on order by ends_on`.execute(db);
	return rows;
}

export type SimCliffRow = { day: string; carrier: string | null; plans: number; terminals: number };

/** SIM plans by carrier and last day: many that end together silence many terminals on one morning. */
export async function simPlanDays(db: ReadDb, scope: Scope, filter: ExpiryFilter): Promise<SimCliffRow[]> {
	const { rows } = await sql<SimCliffRow>`with ${papers(scope, { ...filter, kind: ['sim_plan'] })}
		select to_char(ends_on, ${sql.lit(DAY)}) as day, carrier, count(*)::int as plans, sum(terminals)::int as terminals
		from papers group by ends_on, carrier order by ends_on, carrier nulls last`.execute(db);
	return rows;
}

export type ExpiryKey = { kind: ExpiryKind; number: string; vendor: string; model: string };

/** One of them with its row locked, whatever the scope; null when there is none. */
export async function lockExpiry(tx: Tx, key: ExpiryKey) {
	const found = await tx
		.selectFrom('expiry')
		.select([
			'ends_on',
			'source',
			'verified_by',
			sql<string | null>`to_char(verified_on, ${sql.lit(DAY)})`.as('verified_on')
		])
		.where((eb) => eb.and(key))
		.forUpdate()
		.executeTakeFirst();
	return found ?? null;
}

/** One of them, or everything of a kind that has the same source. */
export type Verified = ExpiryKey | { kind: ExpiryKind; source: string };

/** Null takes a verification back. Answers how many it was. */
export async function setVerification(
	tx: Tx,
	which: Verified,
	verified: { verified_on: string | null; verified_by: string | null }
): Promise<number> {
	const { numUpdatedRows } = await tx
		.updateTable('expiry')
		.set(verified)
		.where((eb) => eb.and(which))
		.executeTakeFirst();
	return Number(numUpdatedRows);
}
