// Approvals and SIM plans as their owner sends them: read back in the shape of the wire, written row by row as they change.
import type { Sql } from '#api/platform/db/client.ts';
import type { ExpiryRecord } from '../records/expiry.ts';

export async function findExpiries(sql: Sql, numbers: readonly string[]): Promise<ExpiryRecord[]> {
	return sql<ExpiryRecord[]>`
		select kind, number, nullif(vendor, '') as vendor, nullif(model, '') as model, name, carrier,
			to_char(valid_from, 'YYYY-MM-DD') as "validFrom", to_char(ends_on, 'YYYY-MM-DD') as "endsOn", source,
			to_char(verified_on, 'YYYY-MM-DD') as "verifiedOn"
		from expiry where number = any(${numbers as string[]})`;
}

/**
 * Dates that change are no longer the ones that somebody verified: without a date of its own the verification is taken back. A sender that
 * only repeats dates without saying that they were verified takes nothing back.
 */
export async function writeExpiries(
	sql: Sql,
	expiries: readonly ExpiryRecord[],
	by: { now: Date; sender: string }
): Promise<void> {
	await sql`
		insert into expiry as e (kind, number, vendor, model, name, carrier, valid_from, ends_on, source, verified_on, updated_at, updated_by)
		select kind, number, coalesce(vendor, ''), coalesce(model, ''), name, carrier, "validFrom", "endsOn", source, "verifiedOn",
			${by.now}, ${by.sender}
		from jsonb_to_recordset(${JSON.stringify(expiries)}::text::jsonb) as sent(kind text, number text, vendor text, model text, name text,
			carrier text, "validFrom" date, "endsOn" date, source text, "verifiedOn" date)
		order by 1, 2, 3, 4
		on conflict (kind, number, vendor, model) do update set name = excluded.name, carrier = excluded.carrier,
			valid_from = excluded.valid_from, ends_on = excluded.ends_on, source = excluded.source,
			verified_on = case when excluded.verified_on is not null then excluded.verified_on
				when (e.valid_from, e.ends_on, e.source) is not distinct from (excluded.valid_from, excluded.ends_on, excluded.source)
				then e.verified_on end,
			verified_by = case when excluded.verified_on is null
				and (e.valid_from, e.ends_on, e.source) is not distinct from (excluded.valid_from, excluded.ends_on, excluded.source)
				then e.verified_by end,
			updated_at = excluded.updated_at, updated_by = excluded.updated_by`;
}
