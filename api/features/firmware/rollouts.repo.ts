// Roll-outs: who was updated when, by what terminals were from when on; their attempts by hour and issuer; and the stored verdicts.
import { sql } from 'kysely';
import { scopeIndex } from '#lib/domain/scopes.ts';
import type { RolloutLack, RolloutVerdict } from '#lib/domain/rollout-verdict.ts';
import type { ReadDb, Tx } from '#api/platform/db/db.ts';
import { outcomeOf } from '#api/platform/db/roll-ups.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

export type FirmwareChange = {
	terminal_id: number;
	acquirer_id: number;
	model_id: number;
	from_firmware: number;
	to_firmware: number;
	at: Date;
};

/** Every change from one known firmware to another of a terminal that stayed the same model, oldest first. */
export async function firmwareChanges(db: ReadDb): Promise<FirmwareChange[]> {
	const { rows } = await sql<FirmwareChange>`
		select terminal_id, acquirer_id, model_id, from_firmware, firmware_id as to_firmware, valid_from as at from (
			select terminal_id, acquirer_id, model_id, firmware_id, valid_from,
				lag(firmware_id) over one as from_firmware, lag(model_id) over one as from_model
			from terminal_period window one as (partition by terminal_id order by valid_from)) told
		where firmware_id <> from_firmware and firmware_id <> 0 and from_firmware <> 0 and model_id = from_model
		order by valid_from, terminal_id`.execute(db);
	return rows;
}

/** The terminals of a model with the firmware that they have now. */
export async function terminalsOfModel(db: ReadDb, modelId: number) {
	return db
		.selectFrom('terminal')
		.select(['terminal_id', 'acquirer_id', 'firmware_id'])
		.where('model_id', '=', modelId)
		.orderBy('terminal_id')
		.execute();
}

/** How many days of a span are closed, when the newest of them was summed up, and the last closed day of all. */
export async function closedDays(db: ReadDb, first: string, last: string) {
	return db
		.selectFrom('folded_day')
		.select([sql<number>`count(*)::int`.as('days'), sql<Date | null>`max(folded_at)`.as('folded_at')])
		.where(sql`day`, '>=', sql`${first}::date`)
		.where(sql`day`, '<=', sql`${last}::date`)
		.executeTakeFirstOrThrow();
}

export async function lastClosedDay(db: ReadDb): Promise<string | null> {
	const row = await db
		.selectFrom('folded_day')
		.select(sql<string | null>`max(day)::text`.as('day'))
		.executeTakeFirst();
	return row?.day ?? null;
}

export type CellRow = {
	terminal_id: number;
	acquirer_id: number;
	stratum: number;
	attempts: number;
	failures: number;
	codes: number[] | null;
};

/** More issuers than this there cannot be: issuer_id is a smallint. */
const ISSUERS_MAX = 32_768;

/** Attempts of a model's terminals by hour and issuer, with the codes of those that were not approved. */
export async function rolloutCells(db: ReadDb, modelId: number, from: Date, to: Date): Promise<CellRow[]> {
	const isApproved = sql`outcome in (${sql.lit(scopeIndex('approved'))}, ${sql.lit(scopeIndex('approved_check'))})`;
	const { rows } = await sql<CellRow>`
		select terminal_id, acquirer_id, stratum::float8 as stratum, count(*)::int as attempts,
			(count(*) filter (where outcome = ${sql.lit(scopeIndex('terminal'))}))::int as failures,
			array_agg(code_id::int) filter (where not ${isApproved}) as codes
		from (
			select terminal_id, acquirer_id, code_id, ${sql.raw(outcomeOf('scope'))} as outcome,
				extract(epoch from date_trunc('hour', occurred_at)) / 3600 * ${sql.lit(ISSUERS_MAX)} + issuer_id as stratum
			from txn where occurred_at >= ${from} and occurred_at < ${to} and model_id = ${modelId}) fact
		where outcome >= 0
		group by terminal_id, acquirer_id, stratum`.execute(db);
	return rows;
}

export type RolloutKey = { model_id: number; firmware_id: number; acquirer_id: number };

export type RolloutRow = RolloutKey & {
	started_at: Date;
	latest_update_at: Date;
	updated: number;
	waiting: number;
	compared_updated: number;
	compared_peers: number;
	first_day: string | null;
	last_day: string | null;
	judged_at: Date;
	basis: string;
	verdict: RolloutVerdict;
	lacks: RolloutLack | null;
	compared_share: number;
	attempts_missing: number | null;
	days_missing: number | null;
	terminals_missing: number | null;
	effect: number | null;
	effect_low: number | null;
	effect_high: number | null;
	updated_before_attempts: number;
	updated_before_failures: number;
	updated_after_attempts: number;
	updated_after_failures: number;
	peers_before_attempts: number;
	peers_before_failures: number;
	peers_after_attempts: number;
	peers_after_failures: number;
};

export type RolloutCodeRow = {
	code_id: number;
	failures: number;
	effect: number;
	effect_low: number;
	effect_high: number;
	p_value: number;
	is_discovery: boolean;
};

/** What verdicts were worked out from. */
export async function rolloutBases(db: ReadDb) {
	return db
		.selectFrom('firmware_rollout')
		.select(['model_id', 'firmware_id', 'acquirer_id', 'basis', 'judged_at'])
		.orderBy('model_id')
		.orderBy('firmware_id')
		.orderBy('acquirer_id')
		.execute();
}

export async function putRollout(tx: Tx, row: RolloutRow, codes: readonly RolloutCodeRow[]): Promise<void> {
	const before = await tx
		.selectFrom('firmware_rollout')
		.select('worse_since')
		.where('model_id', '=', row.model_id)
		.where('firmware_id', '=', row.firmware_id)
		.where('acquirer_id', '=', row.acquirer_id)
		.executeTakeFirst();
	await removeRollout(tx, row);
	const worse_since = row.verdict === 'worse' ? (before?.worse_since ?? row.judged_at) : null;
	await tx
		.insertInto('firmware_rollout')
		.values({ ...row, worse_since })
		.execute();
	if (codes.length === 0) return;
	const { model_id, firmware_id, acquirer_id } = row;
	await tx
		.insertInto('firmware_rollout_code')
		.values(codes.map((code) => ({ model_id, firmware_id, acquirer_id, ...code })))
		.execute();
}

export async function removeRollout(tx: Tx, key: RolloutKey): Promise<void> {
	await tx
		.deleteFrom('firmware_rollout')
		.where('model_id', '=', key.model_id)
		.where('firmware_id', '=', key.firmware_id)
		.where('acquirer_id', '=', key.acquirer_id)
		.execute();
}

export type RolloutFilter = {
	acquirer: readonly string[];
	vendor: readonly string[];
	model: readonly string[];
	firmware: readonly string[];
	verdict: readonly RolloutVerdict[];
};

/** Row 0 is judged by all terminals, so only who may see all of them may see it. */
const isOfWholeFleet = (scope: Scope, filter: Pick<RolloutFilter, 'acquirer'>) =>
	scope.kind === 'fleet' && filter.acquirer.length === 0;

/** Roll-outs as they were judged, the newest first: by the whole fleet, or by each acquirer where one is asked for or all one may see. */
export async function listRollouts(db: ReadDb, scope: Scope, filter: RolloutFilter) {
	return db
		.selectFrom('firmware_rollout as r')
		.innerJoin('terminal_model as tm', 'tm.model_id', 'r.model_id')
		.innerJoin('firmware as f', 'f.firmware_id', 'r.firmware_id')
		.leftJoin('acquirer as a', 'a.acquirer_id', 'r.acquirer_id')
		.selectAll('r')
		.select([
			'tm.vendor',
			'tm.model',
			'f.version',
			'a.acquirer_code',
			sql<string | null>`r.first_day::text`.as('first_day'),
			sql<string | null>`r.last_day::text`.as('last_day')
		])
		.where(inScope(scope, 'r.acquirer_id'))
		.where('r.acquirer_id', isOfWholeFleet(scope, filter) ? '=' : '!=', 0)
		.$if(filter.acquirer.length > 0, (query) => query.where('a.acquirer_code', 'in', filter.acquirer))
		.$if(filter.vendor.length > 0, (query) => query.where('tm.vendor', 'in', filter.vendor))
		.$if(filter.model.length > 0, (query) => query.where('tm.model', 'in', filter.model))
		.$if(filter.firmware.length > 0, (query) => query.where('f.version', 'in', filter.firmware))
		.$if(filter.verdict.length > 0, (query) => query.where('r.verdict', 'in', filter.verdict))
		.orderBy('r.started_at', 'desc')
		.orderBy('r.model_id')
		.orderBy('r.firmware_id')
		.orderBy('r.acquirer_id')
		.execute();
}

/** The effect of roll-outs on single codes, the surest first. */
export async function rolloutCodes(db: ReadDb, scope: Scope) {
	return db
		.selectFrom('firmware_rollout_code as r')
		.innerJoin('response_code as c', 'c.code_id', 'r.code_id')
		.selectAll('r')
		.select(['c.profile', 'c.code'])
		.where(inScope(scope, 'r.acquirer_id'))
		.orderBy('r.p_value')
		.orderBy('r.code_id')
		.execute();
}

export type HarmedTerminal = {
	terminal_id: number;
	version: string;
	started_at: Date;
	attempts: number;
	failures: number;
	effect: number;
};

/**
 * Active terminals that run a version found worse: by the whole fleet for who sees it, else by their acquirer. `judgedBy` is an
 * instant of our own clock, by which the verdict must have stood; null for what stands now.
 */
export async function harmedTerminals(db: ReadDb, scope: Scope, judgedBy: Date | null): Promise<HarmedTerminal[]> {
	const { rows } = await sql<HarmedTerminal>`
		select t.terminal_id, f.version, r.started_at, r.updated_after_attempts as attempts, r.updated_after_failures as failures, r.effect
		from firmware_rollout r join terminal t on t.model_id = r.model_id and t.firmware_id = r.firmware_id
			join firmware f on f.firmware_id = r.firmware_id
		where r.verdict = 'worse' and (${judgedBy}::timestamptz is null or r.worse_since <= ${judgedBy}) and t.status = 'active' and ${inScope(scope, 't.acquirer_id')}
			and r.acquirer_id = ${scope.kind === 'fleet' ? sql`0` : sql`t.acquirer_id`}
		order by t.terminal_id`.execute(db);
	return rows;
}
