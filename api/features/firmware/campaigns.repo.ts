// How far campaigns have come, ring by ring, by what terminals report.
import { sql } from 'kysely';
import type { CampaignStatus } from '#lib/domain/firmware-campaigns.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
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
 * Rings in the order of campaigns and rings. A terminal is updated when it reports the version, whatever the tool says; it has
 * failed when the tool says so and it does not. What a campaign is called and how it stands is what was sent last.
 */
export async function campaignRings(db: ReadDb, scope: Scope, fleetTimeZone: string): Promise<RingRow[]> {
	const { rows } = await sql<RingRow>`
		with changed as (
			select terminal_id, firmware_id, min(valid_from) as at from terminal_period
			where isfinite(valid_from) and ${inScope(scope, 'acquirer_id')} group by terminal_id, firmware_id),
		member as (
			select c.*, f.version = c.version as is_updated, changed.at,
				(changed.at at time zone coalesce(m.time_zone, ${fleetTimeZone}))::time as local_time
			from firmware_campaign_terminal c join terminal t using (terminal_code) join firmware f using (firmware_id)
				left join merchant m on m.merchant_id = t.merchant_id
				left join changed on changed.terminal_id = t.terminal_id and changed.firmware_id = t.firmware_id and f.version = c.version
			where ${inScope(scope, 't.acquirer_id')})
		select campaign_code, ring::int as ring, (array_agg(name order by updated_at desc))[1] as name,
			(array_agg(vendor order by updated_at desc))[1] as vendor, (array_agg(model order by updated_at desc))[1] as model,
			(array_agg(version order by updated_at desc))[1] as version, (array_agg(status order by updated_at desc))[1] as status,
			min(starts_at) as starts_at, to_char(min(window_from), 'HH24:MI') as window_from, to_char(min(window_to), 'HH24:MI') as window_to,
			count(*)::int as terminals, (count(*) filter (where is_updated))::int as updated,
			(count(*) filter (where not is_updated and outcome = 'failed'))::int as failed,
			(count(*) filter (where is_updated and not case when window_from <= window_to then local_time between window_from and window_to
				else local_time >= window_from or local_time <= window_to end))::int as outside_window,
			min(at) as first_update_at, max(at) as latest_update_at
		from member group by campaign_code, ring order by campaign_code, ring`.execute(db);
	return rows;
}
