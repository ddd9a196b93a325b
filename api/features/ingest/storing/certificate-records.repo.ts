// What certificates say, by fingerprint, and who has them: as somebody registered it, and as terminals report it.
import type { Sql, SqlTx } from '#api/platform/db/client.ts';
import type { Scope } from '#api/platform/scope.ts';
import type { CertificateRecord } from '../records/certificate.ts';

/** How much is known of a certificate; what is known less of never replaces what is known better. */
const SOURCE_HEARTBEAT = 0;
const SOURCE_FIELDS = 1;
const SOURCE_CERTIFICATE = 2;

export type CertificateOwner = { ownerKind: 'terminal' | 'acquirer' | 'vendor'; ownerCode: string };
export type StoredCertificate = Omit<CertificateRecord, 'terminalId' | 'acquirerId' | 'vendor'> & CertificateOwner;
/** With the acquirer that the owner belongs to; a vendor belongs to none. */
export type FoundCertificate = StoredCertificate & { acquirerCode: string | null };

/** As they are registered. Instants by their epoch, since a year below 1000 is lost on the way through a text of Postgres. */
export async function findCertificates(sql: Sql, fingerprints: readonly string[]): Promise<FoundCertificate[]> {
	return sql<FoundCertificate[]>`
		select owner_kind as "ownerKind", owner_code as "ownerCode", a.acquirer_code as "acquirerCode", kind, subject, issuer, serial_number as "serialNumber",
			fingerprint_sha256 as "fingerprintSha256", (extract(epoch from not_before) * 1000)::float8 as "notBeforeMs",
			(extract(epoch from not_after) * 1000)::float8 as "notAfterMs", key_type as "keyType", key_bits as "keyBits",
			signature_algorithm as "signatureAlgorithm", is_ca as "isCa", subject_key_id as "subjectKeyId",
			authority_key_id as "authorityKeyId"
		from certificate_use join certificate using (fingerprint_sha256) left join acquirer a using (acquirer_id)
		where fingerprint_sha256 = any(${fingerprints as string[]}) and registered_at is not null`;
}

export type CertificateWrite = StoredCertificate & { acquirerNumber: number | null };

/**
 * What a bound sender says of a certificate by its fields stands until the certificate itself is read, or a sender of the whole fleet says
 * otherwise; where somebody else has the same one, it changes nothing of what they see of it.
 */
export async function writeCertificates(
	sql: Sql,
	certificates: readonly CertificateWrite[],
	{ now, scope }: { now: Date; scope: Scope }
): Promise<void> {
	const acquirers = scope.kind === 'fleet' ? null : [...scope.acquirerIds];
	const rows = JSON.stringify(
		certificates.map(({ notBeforeMs, notAfterMs, ...rest }) => ({
			...rest,
			source: rest.keyType === null ? SOURCE_FIELDS : SOURCE_CERTIFICATE,
			notBefore: textOf(notBeforeMs),
			notAfter: textOf(notAfterMs)
		}))
	);
	await sql`
		with sent as materialized (
			select * from jsonb_to_recordset(${rows}::text::jsonb) as sent("fingerprintSha256" text, "ownerKind" text,
				"ownerCode" text, "acquirerNumber" smallint, kind text, source smallint, subject text, issuer text,
				"serialNumber" text, "notBefore" timestamptz, "notAfter" timestamptz, "keyType" text, "keyBits" int,
				"signatureAlgorithm" text, "isCa" boolean, "subjectKeyId" text, "authorityKeyId" text)
		), said as (
			insert into certificate as c (fingerprint_sha256, source, subject, issuer, serial_number, not_before, not_after,
				key_type, key_bits, signature_algorithm, is_ca, subject_key_id, authority_key_id, first_seen_at, updated_at)
			select distinct on ("fingerprintSha256") "fingerprintSha256", source, subject, issuer, "serialNumber", "notBefore",
				"notAfter", "keyType", "keyBits", "signatureAlgorithm", "isCa", "subjectKeyId", "authorityKeyId", ${now}::timestamptz,
				${now}::timestamptz
			from sent order by 1, source desc
			on conflict (fingerprint_sha256) do update set source = excluded.source, subject = excluded.subject,
				issuer = excluded.issuer, serial_number = excluded.serial_number, not_before = excluded.not_before,
				not_after = excluded.not_after, key_type = excluded.key_type, key_bits = excluded.key_bits,
				signature_algorithm = excluded.signature_algorithm, is_ca = excluded.is_ca,
				subject_key_id = excluded.subject_key_id, authority_key_id = excluded.authority_key_id,
				updated_at = excluded.updated_at
			where excluded.source > c.source or excluded.source = c.source
				and (${acquirers}::smallint[] is null or not exists (select from certificate_use other
					where other.fingerprint_sha256 = c.fingerprint_sha256
						and (other.acquirer_id = any(${acquirers}::smallint[])) is not true))
			returning 1
		)
		insert into certificate_use as u (fingerprint_sha256, owner_kind, owner_code, acquirer_id, kind, registered_at, updated_at)
		select "fingerprintSha256", "ownerKind", "ownerCode", "acquirerNumber", kind, ${now}::timestamptz, ${now}::timestamptz
		from sent cross join (select count(*) from said) first order by 1, 2, 3
		on conflict (fingerprint_sha256, owner_kind, owner_code) do update set acquirer_id = excluded.acquirer_id,
			kind = excluded.kind, registered_at = coalesce(u.registered_at, excluded.registered_at), updated_at = excluded.updated_at`;
}

const KINDS = ['tls_client', 'tls_root', 'tms_root', 'signing'];

export type ReportedCertificates = {
	terminalCode: string;
	acquirerNumber: number;
	atMs: number;
	certificates: readonly { fingerprintSha256: string; kind: string | null; notAfterMs: number | null }[];
};

/**
 * What the newest heartbeats of terminals name. Of a terminal that names the same ones as before nothing is written: reading its
 * few rows is all that its heartbeats cost.
 */
export async function storeReportedCertificates(tx: SqlTx, reports: readonly ReportedCertificates[]): Promise<void> {
	const telling = reports.filter((each) => each.certificates.length > 0);
	if (telling.length === 0) return;
	const rows = telling.flatMap(({ terminalCode, acquirerNumber, atMs, certificates }) =>
		certificates.map(({ fingerprintSha256, kind, notAfterMs }) => ({
			...{ terminalCode, acquirerNumber, fingerprintSha256 },
			kind: kind !== null && KINDS.includes(kind) ? kind : null,
			at: textOf(atMs),
			notAfter: textOf(notAfterMs)
		}))
	);
	await tx`
		with told as materialized (
			select distinct on ("terminalCode", "fingerprintSha256") *
			from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as told("terminalCode" text, "acquirerNumber" smallint,
				"fingerprintSha256" text, kind text, at timestamptz, "notAfter" timestamptz)
			order by "terminalCode", "fingerprintSha256"
		), news as materialized (
			select told.* from told left join certificate_use u on u.fingerprint_sha256 = "fingerprintSha256"
				and u.owner_kind = 'terminal' and u.owner_code = "terminalCode"
			where u.reported_from is null or u.reported_until is not null
		), said as (
			insert into certificate (fingerprint_sha256, source, not_after, first_seen_at, updated_at)
			select "fingerprintSha256", ${SOURCE_HEARTBEAT}::smallint, max("notAfter"), min(at), max(at) from news group by 1 order by 1
			on conflict (fingerprint_sha256) do nothing
			returning 1
		), ended as (
			update certificate_use u set reported_until = newest.at
			from (select "terminalCode", max(at) as at from told group by 1) newest
			where u.owner_kind = 'terminal' and u.owner_code = newest."terminalCode" and u.reported_from is not null
				and u.reported_until is null and not exists (select from told where told."terminalCode" = u.owner_code
					and told."fingerprintSha256" = u.fingerprint_sha256)
			returning 1
		)
		insert into certificate_use as u (fingerprint_sha256, owner_kind, owner_code, acquirer_id, kind, reported_from, updated_at)
		select "fingerprintSha256", 'terminal', "terminalCode", "acquirerNumber", kind, at, at
		from news cross join (select count(*) from said) first cross join (select count(*) from ended) second order by 1, 3
		on conflict (fingerprint_sha256, owner_kind, owner_code) do update set reported_until = null,
			reported_from = case when u.reported_until is null then excluded.reported_from else u.reported_from end,
			kind = coalesce(u.kind, excluded.kind), updated_at = excluded.updated_at`;
}

const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z');

/** Postgres reads this exactly, where its arithmetic on seconds as floats would lose milliseconds of far dates. */
const textOf = (ms: number | null) => (ms === null ? null : new Date(Math.max(ms, EARLIEST_MS)).toISOString());
