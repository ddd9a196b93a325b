import type { Sql } from '#api/platform/db/client.ts';
import type { HeartbeatRecord } from '../records/heartbeat.ts';

export type ToldProfile = {
	terminalNumber: number;
	acquirerNumber: number;
	atMs: number;
	lines: NonNullable<HeartbeatRecord['feeProfile']>;
};

/**
 * Writes what differs from the profile in force at that moment. At most one profile per terminal. With `mayEqualReport` a terminal
 * whose latest heartbeat told the same is left alone, which is nearly every one.
 */
export async function writeFeeProfiles(
	sql: Sql,
	profiles: readonly ToldProfile[],
	mayEqualReport: boolean
): Promise<void> {
	await sql`
		with sent as (
			select "terminalNumber" as terminal_id, "acquirerNumber" as acquirer_id, to_timestamp("atMs" / 1000) as at, lines
			from jsonb_to_recordset(${JSON.stringify(profiles)}::text::jsonb)
				as sent("terminalNumber" int, "acquirerNumber" smallint, "atMs" float8, lines jsonb)
		), told as (
			select sent.* from sent left join terminal_report r using (terminal_id)
			where not ${mayEqualReport} or r.terminal_id is null or r.at > sent.at or r.body->'feeProfile' is distinct from sent.lines
		), line as (
			select distinct on (terminal_id, product) terminal_id, acquirer_id, at, product, "ratePpm" as rate_ppm,
				"capMinor" as cap_minor, "fixedMinor" as fixed_minor
			from told, jsonb_to_recordset(lines) as line(product smallint, "ratePpm" int, "capMinor" bigint, "fixedMinor" bigint)
			order by terminal_id, product
		)
		insert into fee_profile (terminal_id, product, valid_from, acquirer_id, rate_ppm, cap_minor, fixed_minor)
		select line.terminal_id, line.product, line.at, line.acquirer_id, line.rate_ppm, line.cap_minor, line.fixed_minor
		from line left join lateral (
			select * from fee_profile p where p.terminal_id = line.terminal_id and p.product = line.product and p.valid_from <= line.at
			order by p.valid_from desc limit 1
		) known on true
		where known.terminal_id is null
			or (known.rate_ppm, known.cap_minor, known.fixed_minor) is distinct from (line.rate_ppm, line.cap_minor, line.fixed_minor)
		order by 1, 2
		on conflict (terminal_id, product, valid_from) do update set rate_ppm = excluded.rate_ppm, cap_minor = excluded.cap_minor,
			fixed_minor = excluded.fixed_minor`;
}
