// Which key is in which slot of a terminal, by its check value: nothing here ever is key material.
import type { SqlTx } from '#api/platform/db/client.ts';

export type ReportedKeys = {
	terminalNumber: number;
	acquirerNumber: number;
	atMs: number;
	keys: readonly { slot: string; kind: string | null; kcv: string | null }[];
};

/** What the newest heartbeats of terminals tell of. A slot is written when its key changes, comes or goes. */
export async function storeReportedKeys(tx: SqlTx, reports: readonly ReportedKeys[]): Promise<void> {
	const telling = reports.filter((each) => each.keys.length > 0);
	if (telling.length === 0) return;
	const rows = telling.flatMap(({ terminalNumber, acquirerNumber, atMs, keys }) =>
		keys.map((key) => ({ terminalNumber, acquirerNumber, at: new Date(atMs).toISOString(), ...key }))
	);
	await tx`
		with told as materialized (
			select distinct on ("terminalNumber", slot) *
			from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as told("terminalNumber" int, "acquirerNumber" smallint,
				at timestamptz, slot text, kind text, kcv text)
			order by "terminalNumber", slot
		), gone as (
			update terminal_key k set gone_at = newest.at
			from (select "terminalNumber", max(at) as at from told group by 1) newest
			where k.terminal_id = newest."terminalNumber" and k.gone_at is null
				and not exists (select from told where told."terminalNumber" = k.terminal_id and told.slot = k.slot)
			returning 1
		)
		insert into terminal_key as k (terminal_id, slot, acquirer_id, kind, check_value, seen_from)
		select "terminalNumber", told.slot, "acquirerNumber", told.kind, kcv, at
		from told cross join (select count(*) from gone) first left join terminal_key known
			on known.terminal_id = "terminalNumber" and known.slot = told.slot
		where known.terminal_id is null or known.gone_at is not null
			or (known.kind, known.check_value) is distinct from (told.kind, kcv)
		order by 1, 2
		on conflict (terminal_id, slot) do update set acquirer_id = excluded.acquirer_id, kind = excluded.kind,
			check_value = excluded.check_value, gone_at = null, seen_from = case
				when k.check_value is not distinct from excluded.check_value then k.seen_from else excluded.seen_from end`;
}
