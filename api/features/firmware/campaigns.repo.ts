// How far campaigns have come, ring by ring and terminal by terminal, by what terminals report; and what people decided about them.
import { sql, type RawBuilder } from 'kysely';
import type {
	CampaignDecision,
	CampaignStatus,
	UpdateOutcome,
	UpdateProgress
} from '#lib/domain/firmware-campaigns.ts';
import type { ReadDb, Tx } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

export type RingRow = {
	campaign_code: string;
	ring: number;
	name: string | null;
	vendor: string;
	model: string;
	version: string;
	status: CampaignStatus;
	starts_at: Date | null;
	window_from: string | null;
	window_to: string | null;
	terminals: number;
	updated: number;
	failed: number;
	outside_window: number;
	first_update_at: Date | null;
	latest_update_at: Date | null;
};

/**
 * The terminals of all campaigns, or of one. A terminal is updated when it reports the version, whatever the tool says; it has failed
 * when the tool says so and it does not. The window is one of the clock of its place and may lie over midnight.
 */
function members(scope: Scope, fleetTimeZone: string, campaign: string | undefined): RawBuilder<unknown> {
	return sql`
		select *, case when is_updated then 'updated' when outcome = 'failed' then 'failed' else 'waiting' end as progress,
			coalesce(is_updated and not case when window_from <= window_to then local_time between window_from and window_to
				else local_time >= window_from or local_time <= window_to end, false) as is_outside
		from (
			select c.*, t.terminal_id, t.acquirer_id, t.merchant_id, f.version as reported, f.version = c.version as is_updated, changed.at,
				coalesce(m.time_zone, ${fleetTimeZone}) as time_zone,
				(changed.at at time zone coalesce(m.time_zone, ${fleetTimeZone}))::time as local_time
			from firmware_campaign_terminal c join terminal t using (terminal_code) join firmware f using (firmware_id)
				left join merchant m on m.merchant_id = t.merchant_id
				left join lateral (
					select min(p.valid_from) as at from terminal_period p
					where p.terminal_id = t.terminal_id and p.firmware_id = t.firmware_id and isfinite(p.valid_from)
						and f.version = c.version) changed on true
			where ${inScope(scope, 't.acquirer_id')} and ${campaign === undefined ? sql`true` : sql`c.campaign_code = ${campaign}`}) member`;
}

/** Rings in the order of campaigns and rings. What a campaign is called and how it stands is what was sent last. */
export async function campaignRings(
	db: ReadDb,
	scope: Scope,
	fleetTimeZone: string,
	campaign?: string
): Promise<RingRow[]> {
	const { rows } = await sql<RingRow>`
		select campaign_code, ring::int as ring, (array_agg(name order by updated_at desc))[1] as name,
			(array_agg(vendor order by updated_at desc))[1] as vendor, (array_agg(model order by updated_at desc))[1] as model,
			(array_agg(version order by updated_at desc))[1] as version, (array_agg(status order by updated_at desc))[1] as status,
			min(starts_at) as starts_at, to_char(min(window_from), 'HH24:MI') as window_from, to_char(min(window_to), 'HH24:MI') as window_to,
			count(*)::int as terminals, (count(*) filter (where progress = 'updated'))::int as updated,
			(count(*) filter (where progress = 'failed'))::int as failed, (count(*) filter (where is_outside))::int as outside_window,
			min(at) as first_update_at, max(at) as latest_update_at
		from (${members(scope, fleetTimeZone, campaign)}) told group by campaign_code, ring order by campaign_code, ring`.execute(
		db
	);
	return rows;
}

export type CampaignTerminalRow = {
	terminal_code: string;
	acquirer_code: string;
	merchant_code: string | null;
	merchant_name: string | null;
	ring: number;
	progress: UpdateProgress;
	reported: string;
	outcome: UpdateOutcome | null;
	failure: string | null;
	at: Date | null;
	local_time: string | null;
	time_zone: string;
	is_outside: boolean;
	total: number;
};

export type CampaignTerminalFilter = {
	campaign: string;
	ring: number | undefined;
	progress: UpdateProgress | undefined;
	isOutside: boolean | undefined;
};

/** By ring and terminal; `total` counts all that match, whatever the page. */
export async function campaignTerminals(
	db: ReadDb,
	scope: Scope,
	{ campaign, ring, progress, isOutside }: CampaignTerminalFilter,
	page: { limit: number; after: { ring: number; terminal: string } | undefined; fleetTimeZone: string }
): Promise<CampaignTerminalRow[]> {
	const { rows } = await sql<CampaignTerminalRow>`
		with told as (
			select *, count(*) over ()::int as total from (${members(scope, page.fleetTimeZone, campaign)}) member
			where ${ring === undefined ? sql`true` : sql`ring = ${ring}`}
				and ${progress === undefined ? sql`true` : sql`progress = ${progress}`}
				and ${isOutside === undefined ? sql`true` : sql`is_outside = ${isOutside}`})
		select told.terminal_code, a.acquirer_code, m.merchant_code, m.name as merchant_name, told.ring::int as ring, told.progress,
			told.reported, told.outcome, told.failure, told.at, to_char(told.local_time, 'HH24:MI') as local_time, told.time_zone,
			told.is_outside, told.total
		from told join acquirer a using (acquirer_id) left join merchant m on m.merchant_id = told.merchant_id
		where ${page.after === undefined ? sql`true` : sql`(told.ring, told.terminal_code collate "C") > (${page.after.ring}, ${page.after.terminal})`}
		order by told.ring, told.terminal_code collate "C" limit ${page.limit + 1}`.execute(db);
	return rows;
}

export type DecisionRow = {
	campaign_code: string;
	decision: CampaignDecision;
	reason: string;
	decided_at: Date;
	decided_by: string;
};

/** What people decided, the newest first: about one campaign, or the last word about each. */
export async function campaignDecisions(db: ReadDb, campaign?: string): Promise<DecisionRow[]> {
	const { rows } = await (
		campaign === undefined
			? sql<DecisionRow>`
				select distinct on (campaign_code) campaign_code, decision, reason, decided_at, decided_by
				from firmware_campaign_decision order by campaign_code, decision_id desc`
			: sql<DecisionRow>`
				select campaign_code, decision, reason, decided_at, decided_by
				from firmware_campaign_decision where campaign_code = ${campaign} order by decision_id desc`
	).execute(db);
	return rows;
}

/** How many terminals a campaign has, and how many of them are within a scope. A terminal that is not known yet is in nobody's. */
export async function campaignReach(tx: Tx, scope: Scope, campaign: string): Promise<{ all: number; own: number }> {
	const { rows } = await sql<{ all: number; own: number }>`
		select count(*)::int as all, (count(*) filter (where ${inScope(scope, 't.acquirer_id')}))::int as own
		from firmware_campaign_terminal c left join terminal t using (terminal_code) where c.campaign_code = ${campaign}`.execute(
		tx
	);
	return rows[0] ?? { all: 0, own: 0 };
}

/** One decision about a campaign after the other. */
export async function lockCampaign(tx: Tx, campaign: string): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended(${`firmware campaign ${campaign}`}, 0))`.execute(tx);
}

export async function addDecision(tx: Tx, row: DecisionRow): Promise<void> {
	await tx.insertInto('firmware_campaign_decision').values(row).execute();
}
