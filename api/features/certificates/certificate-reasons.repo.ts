// What is wrong with certificates and keys of single terminals: one reason of each kind a terminal, for whoever ranks them.
import { sql } from 'kysely';
import { KEY_PEERS_MIN, KEY_PEERS_PERCENT } from '#lib/domain/certificates.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { stateAt } from './certificates.repo.ts';

export type CertificateReason = {
	/** Our number of it. */
	terminalId: number;
	kind: 'certificate_expired' | 'certificate_expiring' | 'certificate_cloned' | 'keys_missing';
	/** Since when it has been so, in event time; null where nobody can tell. */
	sinceMs: number | null;
	/** The fingerprint, or the kind of key that is missing. */
	about: string;
	/** When the certificate ends or ended. */
	endsMs: number | null;
};

/** Registered, in use, and within reach. */
const terminals = (scope: Scope) =>
	sql`select terminal_id, terminal_code, serial, model_id from terminal where is_registered and status = 'active' and ${inScope(scope, 'acquirer_id')}`;

/**
 * Of a terminal that reports certificates the reported ones count, else those registered for it; of several of a kind the one
 * that ends last, for a renewed one that is in use makes the old one harmless. Expired and expiring: what ends first is named.
 */
const ENDING = (asOf: Date) => sql`
	select distinct on (terminal_id) terminal_id,
		case when state = 'expired' then 'certificate_expired' else 'certificate_expiring' end as kind, fingerprint_sha256 as about,
		case when state = 'expired' then not_after end as since, not_after as ends
	from (select distinct on (t.terminal_id, u.kind) t.terminal_id, c.fingerprint_sha256, c.not_after, ${stateAt(asOf)} as state
		from t join certificate_use u on u.owner_kind = 'terminal' and u.owner_code = t.terminal_code
		join certificate c using (fingerprint_sha256)
		where c.not_after is not null and case when exists (select from certificate_use told where told.owner_kind = 'terminal'
				and told.owner_code = t.terminal_code and told.reported_from is not null and told.reported_until is null)
			then u.reported_from is not null and u.reported_until is null else u.registered_at is not null end
		order by t.terminal_id, u.kind, c.not_after desc) latest
	where state in ('expired', 'critical', 'soon') order by terminal_id, not_after`;

/** Since the second device had it: before, there was nothing to see. */
const CLONED = (scope: Scope) => sql`
	select distinct on (t.terminal_id) t.terminal_id, 'certificate_cloned' as kind, shared.fingerprint_sha256 as about, shared.since,
		null::timestamptz as ends
	from (select u.fingerprint_sha256, (array_agg(coalesce(u.reported_from, u.registered_at)
			order by coalesce(u.reported_from, u.registered_at)))[2] as since
		from certificate_use u join certificate c using (fingerprint_sha256) left join terminal o on o.terminal_code = u.owner_code
		where u.owner_kind = 'terminal' and coalesce(u.kind, 'tls_client') in ('tls_client', 'signing') and c.is_ca is not true
			and (u.registered_at is not null or u.reported_until is null) and ${inScope(scope, 'u.acquirer_id')}
		group by 1 having count(distinct coalesce(o.serial, u.owner_code)) > 1) shared
	join certificate_use u on u.fingerprint_sha256 = shared.fingerprint_sha256 and u.owner_kind = 'terminal'
		and (u.registered_at is not null or u.reported_until is null)
	join t on t.terminal_code = u.owner_code
	order by t.terminal_id, shared.fingerprint_sha256`;

/** Kinds of keys that nearly all terminals of a model have which tell of keys. */
export const EXPECTED_KEYS = sql`
	select model_id, kind from (
		select t.model_id, k.kind, count(*) as holding
		from (select terminal_id, kind from terminal_key where gone_at is null and kind is not null group by 1, 2) k
			join terminal t using (terminal_id)
		where t.is_registered and t.status = 'active' group by 1, 2) had
	join (select t.model_id, count(*) as peers from terminal t
		where t.is_registered and t.status = 'active' and exists (select from terminal_key k where k.terminal_id = t.terminal_id)
		group by 1) of_model using (model_id)
	where peers >= ${sql.lit(KEY_PEERS_MIN)} and had.holding * 100 >= peers * ${sql.lit(KEY_PEERS_PERCENT)}`;

/** What is expected of the terminal's model, and it has none of it. */
const MISSING = sql`
	select distinct on (t.terminal_id) t.terminal_id, 'keys_missing' as kind, expected.kind as about, gone.gone_at as since,
		null::timestamptz as ends
	from t join telling using (terminal_id) join expected on expected.model_id = t.model_id
	left join lateral (select max(k.gone_at) as gone_at from terminal_key k
		where k.terminal_id = t.terminal_id and k.kind = expected.kind) gone on true
	where not exists (select from terminal_key k where k.terminal_id = t.terminal_id and k.kind = expected.kind and k.gone_at is null)
	order by t.terminal_id, gone.gone_at desc nulls last, expected.kind`;

/** Every terminal in use with something wrong, by terminal and then by kind. */
export async function certificateReasons(db: ReadDb, scope: Scope, asOf: Date): Promise<CertificateReason[]> {
	const { rows } = await sql<{
		terminal_id: number;
		kind: CertificateReason['kind'];
		about: string;
		since: Date | null;
		ends_ms: number | null;
	}>`
		with t as materialized (${terminals(scope)}),
		telling as materialized (select distinct terminal_id from terminal_key join t using (terminal_id)),
		expected as materialized (${EXPECTED_KEYS})
		select terminal_id, kind, about, since, (extract(epoch from ends) * 1000)::float8 as ends_ms
		from ((${ENDING(asOf)}) union all (${CLONED(scope)}) union all (${MISSING})) reason
		order by terminal_id, kind`.execute(db);
	return rows.map((row) => ({
		terminalId: row.terminal_id,
		kind: row.kind,
		sinceMs: row.since?.getTime() ?? null,
		about: row.about,
		endsMs: row.ends_ms
	}));
}
