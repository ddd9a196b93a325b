// Campaigns as their owners send them: read back in the shape of the wire, written row by row as they change.
import type { Sql } from '#api/platform/db/client.ts';
import type { FirmwareCampaignRecord } from '../records/firmware-campaign.ts';

export async function findFirmwareCampaigns(
	sql: Sql,
	records: readonly Pick<FirmwareCampaignRecord, 'campaignId' | 'terminalId'>[]
): Promise<FirmwareCampaignRecord[]> {
	return sql<FirmwareCampaignRecord[]>`
		select campaign_code as "campaignId", terminal_code as "terminalId", name, vendor, model, version, ring, status,
			(extract(epoch from starts_at) * 1000)::float8 as "startsAtMs", to_char(window_from, 'HH24:MI') as "windowFrom",
			to_char(window_to, 'HH24:MI') as "windowTo", outcome, failure
		from firmware_campaign_terminal join unnest(${records.map((each) => each.campaignId)}::text[],
			${records.map((each) => each.terminalId)}::text[]) as sent(campaign_code, terminal_code)
			using (campaign_code, terminal_code)`;
}

export async function writeFirmwareCampaigns(
	sql: Sql,
	records: readonly FirmwareCampaignRecord[],
	now: Date
): Promise<void> {
	await sql`
		insert into firmware_campaign_terminal (campaign_code, terminal_code, name, vendor, model, version, ring, status, starts_at,
			window_from, window_to, outcome, failure, updated_at)
		select "campaignId", "terminalId", name, vendor, model, version, ring, status, to_timestamp("startsAtMs" / 1000),
			"windowFrom", "windowTo", outcome, failure, ${now}
		from jsonb_to_recordset(${JSON.stringify(records)}::text::jsonb) as sent("campaignId" text, "terminalId" text, name text,
			vendor text, model text, version text, ring smallint, status text, "startsAtMs" float8, "windowFrom" time, "windowTo" time,
			outcome text, failure text)
		order by 1, 2
		on conflict (campaign_code, terminal_code) do update set name = excluded.name, vendor = excluded.vendor,
			model = excluded.model, version = excluded.version, ring = excluded.ring, status = excluded.status,
			starts_at = excluded.starts_at, window_from = excluded.window_from, window_to = excluded.window_to,
			outcome = excluded.outcome, failure = excluded.failure, updated_at = excluded.updated_at`;
}
