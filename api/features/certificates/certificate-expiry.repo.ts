// When certificates end, by day of the fleet; who has one, and who issued it.
import { sql } from 'kysely';
import type { CertificateKind } from '#lib/domain/certificates.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { IS_HELD, matches, visible, type CertificateFilter } from './certificates.repo.ts';

/** What is "now" in event time: the newest transaction or heartbeat; null while there is neither. */
export async function newestDataAt(db: ReadDb, now: Date): Promise<Date | null> {
	const { rows } = await sql<{ newest: Date | null }>`
		select greatest((select max(last_seen_at) from heartbeat where last_seen_at <= ${now}),
			(select max(last_transaction_at) from terminal_state where last_transaction_at <= ${now})) as newest`.execute(db);
	return rows[0]?.newest ?? null;
}

/** Registered terminals that are in use. */
export async function countFleetTerminals(db: ReadDb, scope: Scope): Promise<number> {
	const { rows } = await sql<{ total: number }>`select count(*)::int as total from terminal
		where is_registered and status = 'active' and ${inScope(scope, 'acquirer_id')}`.execute(db);
	return rows[0]?.total ?? 0;
}

export type ExpiryRow = { day: string; issuer: string | null; certificates: number; terminals: number };

/** Per day, or per day and issuer, on which anything ends within a span; in the order of the days. */
export async function expiries(
	db: ReadDb,
	scope: Scope,
	args: { filter: CertificateFilter; timeZone: string; by: 'day' | 'issuer' }
): Promise<ExpiryRow[]> {
	const issuer = args.by === 'issuer' ? sql`c.issuer` : sql`null::text`;
	const { rows } = await sql<ExpiryRow>`
		with ending as materialized (
			select c.fingerprint_sha256, (c.not_after at time zone ${args.timeZone})::date as day, ${issuer} as issuer
			from certificate c where ${matches(scope, args.filter)}
		), held as (
			select u.fingerprint_sha256, count(*) as terminals from certificate_use u join ending using (fingerprint_sha256)
			where u.owner_kind = 'terminal' and ${IS_HELD} and ${visible(scope)} group by 1
		)
		select to_char(day, 'YYYY-MM-DD') as day, issuer, count(*)::int as certificates, coalesce(sum(terminals), 0)::int as terminals
		from ending left join held using (fingerprint_sha256)
		group by day, issuer order by day, issuer nulls last`.execute(db);
	return rows;
}

export type HolderRow = {
	owner_kind: 'terminal' | 'acquirer' | 'vendor';
	owner_code: string;
	kind: CertificateKind | null;
	serial: string | null;
	model: string | null;
	merchant_name: string | null;
	registered_at: Date | null;
	reported_from: Date | null;
	reported_until: Date | null;
};

/** Whoever has it or had it, in the order of their identifiers; one row more than asked for, when there are more. */
export async function certificateHolders(
	db: ReadDb,
	scope: Scope,
	args: { fingerprint: string; limit: number; after: { ownerKind: string; ownerCode: string } | undefined }
): Promise<HolderRow[]> {
	const { fingerprint, limit, after } = args;
	const beyond = after ? sql`and (u.owner_kind, u.owner_code) > (${after.ownerKind}, ${after.ownerCode})` : sql``;
	const { rows } = await sql<HolderRow>`
		select u.owner_kind, u.owner_code, u.kind, t.serial, nullif(d.model, '') as model, m.name as merchant_name,
			u.registered_at, u.reported_from, u.reported_until
		from certificate_use u left join terminal t on u.owner_kind = 'terminal' and t.terminal_code = u.owner_code
			left join terminal_model d using (model_id) left join merchant m using (merchant_id)
		where u.fingerprint_sha256 = ${fingerprint} and ${visible(scope)} ${beyond}
		order by u.owner_kind, u.owner_code limit ${limit + 1}`.execute(db);
	return rows;
}

export async function countHolders(db: ReadDb, scope: Scope, fingerprint: string): Promise<number> {
	const { rows } = await sql<{ total: number }>`select count(*)::int as total from certificate_use u
		where u.fingerprint_sha256 = ${fingerprint} and ${visible(scope)}`.execute(db);
	return rows[0]?.total ?? 0;
}

/** The certificate of its issuer, as far as it is known and visible; null for one that signed itself. */
export async function issuerOf(db: ReadDb, scope: Scope, fingerprint: string): Promise<string | null> {
	const { rows } = await sql<{ fingerprint: string }>`
		select c.fingerprint_sha256 as fingerprint from certificate own join certificate c on c.is_ca and c.subject = own.issuer
			and (c.subject_key_id is null or own.authority_key_id is null or c.subject_key_id = own.authority_key_id)
		where own.fingerprint_sha256 = ${fingerprint} and own.issuer is distinct from own.subject
			and exists (select from certificate_use u where u.fingerprint_sha256 = c.fingerprint_sha256 and ${visible(scope)})
		order by c.not_after desc, c.fingerprint_sha256 limit 1`.execute(db);
	return rows[0]?.fingerprint ?? null;
}
