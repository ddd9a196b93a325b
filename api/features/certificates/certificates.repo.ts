// Certificates of the fleet by what their dates mean at a moment, and who has them.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import {
	CERTIFICATE_FINDINGS,
	CERTIFICATE_LIMITS,
	CERTIFICATE_STATES,
	SHORT_LIFETIME_DAYS
} from '#lib/domain/certificates.ts';
import type { CertificateFinding, CertificateKind, CertificateState } from '#lib/domain/certificates.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import type { CertificateQuery } from './certificates.schemas.ts';

export type CertificateFilter = Omit<CertificateQuery, 'sort' | 'state' | 'expiringFrom' | 'expiringTo'> & {
	state?: CertificateQuery['state'];
	expiringFrom?: Date | undefined;
	expiringTo?: Date | undefined;
};

export type CertificateRow = {
	fingerprint: string;
	source: number;
	subject: string | null;
	issuer: string | null;
	serial_number: string | null;
	not_before_ms: number | null;
	not_after_ms: number | null;
	key_type: string | null;
	key_bits: number | null;
	signature_algorithm: string | null;
	is_ca: boolean | null;
	kind: CertificateKind | null;
	terminals: number;
	terminal_codes: string[];
	shared_by: string[];
	is_cloned: boolean;
	is_not_active: boolean;
};

/** Registered, or named by the latest heartbeat of its terminal. */
export const IS_HELD = sql<SqlBool>`(u.registered_at is not null or u.reported_until is null)`;
/** A vendor's certificate belongs to no acquirer, and everybody may see it. */
export const visible = (scope: Scope) => sql<SqlBool>`(u.acquirer_id is null or ${inScope(scope, 'u.acquirer_id')})`;

/** The same judgement as `certificateState` in the domain; a test holds them together. */
export function stateAt(asOf: Date): RawBuilder<CertificateState> {
	const left = sql`c.not_after - ${asOf}::timestamptz`;
	const lifetime = sql`c.not_after - c.not_before`;
	const isShort = sql`coalesce(${lifetime} < make_interval(days => ${sql.lit(SHORT_LIFETIME_DAYS)}), false)`;
	const limits = CERTIFICATE_LIMITS.map(
		({ state, days, lifetimePercent }) => sql`when ${left} <= case when ${isShort}
			then (${lifetime}) * ${sql.lit(lifetimePercent / 100)} else make_interval(days => ${sql.lit(days)}) end then ${sql.lit(state)}`
	);
	return sql<CertificateState>`case when c.not_after is null then 'unknown' when c.not_before > c.not_after then 'reversed'
		when ${asOf}::timestamptz > c.not_after then 'expired' when ${asOf}::timestamptz < c.not_before then 'not_yet_valid'
		${sql.join(limits, sql` `)} else 'valid' end`;
}

/**
 * Two devices with one private key; roots and what is shared on purpose are no clones. Serial numbers are looked up for the few only that
 * several terminals have. `within` narrows what is gone through.
 */
const cloned = (scope: Scope, within: RawBuilder<unknown>) => sql`
	select holder.fingerprint_sha256 from (
		select u.fingerprint_sha256, array_agg(u.owner_code) as owner_codes from certificate_use u
		where u.owner_kind = 'terminal' and coalesce(u.kind, 'tls_client') in ('tls_client', 'signing') and ${IS_HELD}
			and ${visible(scope)} and ${within}
		group by 1 having count(*) > 1) holder
	where (select count(distinct coalesce(t.serial, holding.code)) from unnest(holder.owner_codes) holding (code)
		left join terminal t on t.terminal_code = holding.code) > 1`;

/** Registered for a terminal that reports another of its kind, which ends earlier. */
const notActive = (scope: Scope, within: RawBuilder<unknown>) => sql`
	select u.fingerprint_sha256 from certificate_use u
	join certificate own on own.fingerprint_sha256 = u.fingerprint_sha256
	join certificate_use worn on worn.owner_kind = 'terminal' and worn.owner_code = u.owner_code and worn.kind = u.kind
		and worn.reported_from is not null and worn.reported_until is null and worn.fingerprint_sha256 <> u.fingerprint_sha256
	join certificate before on before.fingerprint_sha256 = worn.fingerprint_sha256 and before.not_after < own.not_after
	where u.owner_kind = 'terminal' and u.registered_at is not null and u.reported_from is null and ${visible(scope)} and ${within}`;

const FINDERS = { cloned, not_active: notActive } as const;

/** Worked out once for all rows. */
const isAmong = (scope: Scope, finding: CertificateFinding) =>
	sql<SqlBool>`(${
		finding === 'cloned' ? sql`c.is_ca is not true and` : sql``
	} c.fingerprint_sha256 in (${FINDERS[finding](scope, sql`true`)}))`;

/** Worked out for one row. */
const hasFinding = (scope: Scope, finding: CertificateFinding) =>
	sql<SqlBool>`(${
		finding === 'cloned' ? sql`c.is_ca is not true and` : sql``
	} exists (${FINDERS[finding](scope, sql`u.fingerprint_sha256 = c.fingerprint_sha256`)}))`;

function isFinding(state: string): state is CertificateFinding {
	return (CERTIFICATE_FINDINGS as readonly string[]).includes(state);
}

const textArray = (values: readonly string[]) => sql`${values as string[]}::text[]`;
const likePart = (text: string) => `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;

function heldBy(scope: Scope, { kind, owner, terminal }: CertificateFilter): RawBuilder<SqlBool> {
	const parts = [sql`u.fingerprint_sha256 = c.fingerprint_sha256`, IS_HELD, visible(scope)];
	if (kind.length > 0) parts.push(sql`u.kind = any(${textArray(kind)})`);
	if (owner.length > 0) parts.push(sql`u.owner_kind <> 'terminal' and u.owner_code = any(${textArray(owner)})`);
	if (terminal.length > 0) parts.push(sql`u.owner_kind = 'terminal' and u.owner_code = any(${textArray(terminal)})`);
	return sql<SqlBool>`exists (select from certificate_use u where ${sql.join(parts, sql` and `)})`;
}

/** What matches, whatever its state. */
export function matches(scope: Scope, filter: CertificateFilter): RawBuilder<SqlBool> {
	const parts = [heldBy(scope, filter)];
	if (filter.issuer.length > 0) parts.push(sql`c.issuer = any(${textArray(filter.issuer)})`);
	if (filter.expiringFrom) parts.push(sql`c.not_after >= ${filter.expiringFrom}`);
	if (filter.expiringTo) parts.push(sql`c.not_after < ${filter.expiringTo}`);
	if (filter.q !== '') {
		const part = likePart(filter.q);
		parts.push(sql`(c.subject ilike ${part} or c.issuer ilike ${part} or c.serial_number ilike ${part}
			or c.fingerprint_sha256 like ${likePart(filter.q.toLowerCase().replaceAll(':', '')).slice(1)}
			or exists (select from certificate_use u where u.fingerprint_sha256 = c.fingerprint_sha256 and u.owner_code = ${filter.q}
				and ${visible(scope)}))`);
	}
	return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

function inStates(scope: Scope, states: CertificateQuery['state'] | undefined, asOf: Date): RawBuilder<SqlBool> {
	if (states === undefined || states.length === 0) return sql<SqlBool>`true`;
	const dated = states.filter((state) => !isFinding(state));
	const parts: RawBuilder<unknown>[] = states.filter(isFinding).map((finding) => isAmong(scope, finding));
	if (dated.length > 0) parts.push(sql`${stateAt(asOf)} = any(${textArray(dated)})`);
	return sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

/** Later than every date, for those of which nobody told one; written as certificate_order_idx has it. */
const SORT_VALUE = sql<number>`coalesce(extract(epoch from c.not_after at time zone 'UTC') * 1000, 1e17)::float8`;

const ROW = (scope: Scope) => sql`c.fingerprint_sha256 as fingerprint, c.source, c.subject, c.issuer, c.serial_number,
	(extract(epoch from c.not_before) * 1000)::float8 as not_before_ms, (extract(epoch from c.not_after) * 1000)::float8 as not_after_ms,
	c.key_type, c.key_bits, c.signature_algorithm, c.is_ca, held.kind, held.terminals, held.terminal_codes, held.shared_by,
	${hasFinding(scope, 'cloned')} as is_cloned, ${hasFinding(scope, 'not_active')} as is_not_active`;

const HELD = (scope: Scope) => sql`lateral (
	select min(u.kind) as kind, count(*) filter (where u.owner_kind = 'terminal')::int as terminals,
		coalesce((array_agg(u.owner_code order by u.owner_code) filter (where u.owner_kind = 'terminal'))[1:3], '{}') as terminal_codes,
		coalesce(array_agg(u.owner_code order by u.owner_code) filter (where u.owner_kind <> 'terminal'), '{}') as shared_by
	from certificate_use u where u.fingerprint_sha256 = c.fingerprint_sha256 and ${IS_HELD} and ${visible(scope)}) held`;

export type CertificatePage = {
	filter: CertificateFilter;
	asOf: Date;
	sort: CertificateQuery['sort'];
	limit: number;
	cursor: { value: number; fingerprint: string } | undefined;
};

/** One row more than asked for, when there are more. */
export async function listCertificates(
	db: ReadDb,
	scope: Scope,
	{ filter, asOf, sort, limit, cursor }: CertificatePage
): Promise<(CertificateRow & { sort_value: number })[]> {
	const isAscending = sort === 'notAfter';
	const direction = isAscending ? sql`asc` : sql`desc`;
	const place = cursor ? sql`(${cursor.value}::float8, ${cursor.fingerprint})` : sql`null`;
	const beyond = isAscending
		? sql`(${SORT_VALUE}, c.fingerprint_sha256) > ${place}`
		: sql`(-(${SORT_VALUE}), c.fingerprint_sha256) > (-(${cursor?.value ?? 0}::float8), ${cursor?.fingerprint ?? ''})`;
	const after = cursor ? sql`and ${beyond}` : sql``;
	const { rows } = await sql<CertificateRow & { sort_value: number }>`
		with c as materialized (
			select *, ${SORT_VALUE} as sort_value from certificate c
			where ${matches(scope, filter)} and ${inStates(scope, filter.state, asOf)} ${after}
			order by sort_value ${direction}, fingerprint_sha256 limit ${limit + 1}
		)
		select ${ROW(scope)}, c.sort_value from c cross join ${HELD(scope)}
		order by c.sort_value ${direction}, c.fingerprint_sha256`.execute(db);
	return rows;
}

export async function countCertificates(
	db: ReadDb,
	scope: Scope,
	filter: CertificateFilter,
	asOf: Date
): Promise<number> {
	const { rows } = await sql<{ total: number }>`select count(*)::int as total from certificate c
		where ${matches(scope, filter)} and ${inStates(scope, filter.state, asOf)}`.execute(db);
	return rows[0]?.total ?? 0;
}

/** By state under all filters but that of the state itself. */
export async function countByState(db: ReadDb, scope: Scope, filter: CertificateFilter, asOf: Date) {
	const findings = CERTIFICATE_FINDINGS.map(
		(finding) => sql`count(*) filter (where ${isAmong(scope, finding)})::int as ${sql.ref(finding)}`
	);
	const states = CERTIFICATE_STATES.map(
		(state) => sql`count(*) filter (where state = ${sql.lit(state)})::int as ${sql.ref(state)}`
	);
	const { rows } = await sql<Record<CertificateState | CertificateFinding, number>>`
		select ${sql.join([...states, ...findings])}
		from (select c.*, ${stateAt(asOf)} as state from certificate c where ${matches(scope, filter)}) c`.execute(db);
	return rows[0];
}

export async function findCertificate(db: ReadDb, scope: Scope, fingerprint: string): Promise<CertificateRow | null> {
	const filter = { kind: [], owner: [], terminal: [], issuer: [], q: '' };
	const { rows } = await sql<CertificateRow>`
		select ${ROW(scope)} from certificate c cross join ${HELD(scope)}
		where c.fingerprint_sha256 = ${fingerprint} and ${heldBy(scope, filter)}`.execute(db);
	return rows[0] ?? null;
}
