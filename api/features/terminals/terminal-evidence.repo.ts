// What the checks of one terminal go by: causes of its failures, certificates, releases of its model, fees agreed on.
import { sql, type SqlBool } from 'kysely';
import type { FirmwareRelease, ReleaseStatus } from '#lib/domain/firmware-judgement.ts';
import type { VersionScheme } from '#lib/domain/version-schemes.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

/** As many as an address can name. */
const SHARERS_MAX = 100;

/** Failures by what a check is about, per hour of a span, oldest first. */
export async function checkHours(db: ReadDb, scope: Scope, terminalId: number, from: Date, to: Date) {
	return db
		.selectFrom('terminal_hour')
		.select([
			'hour',
			sql<number>`sum(approved + terminal + upstream + business + unresolved)::int`.as('attempts'),
			sql<number>`sum(network)::int`.as('network'),
			sql<number>`sum(upstream)::int`.as('upstream'),
			sql<number>`sum(security_auth)::int`.as('security')
		])
		.where('terminal_id', '=', terminalId)
		.where('hour', '>=', from)
		.where('hour', '<', to)
		.where(inScope(scope, 'acquirer_id'))
		.groupBy('hour')
		.orderBy('hour')
		.execute();
}

export type CheckHour = Awaited<ReturnType<typeof checkHours>>[number];

/** Certificates that are registered for the terminal itself, or that its latest heartbeat names. */
export async function terminalCertificates(db: ReadDb, scope: Scope, terminalCode: string) {
	return db
		.selectFrom('certificate_use as u')
		.innerJoin('certificate as c', 'c.fingerprint_sha256', 'u.fingerprint_sha256')
		.select([
			'c.fingerprint_sha256',
			'u.kind',
			'c.subject',
			'c.issuer',
			sql<number | null>`(extract(epoch from c.not_after) * 1000)::float8`.as('not_after_ms'),
			sql<boolean>`u.registered_at is not null`.as('is_registered'),
			sql<boolean>`u.reported_from is not null and u.reported_until is null`.as('is_reported')
		])
		.where('u.owner_kind', '=', 'terminal')
		.where('u.owner_code', '=', terminalCode)
		.where(sql<SqlBool>`(u.registered_at is not null or u.reported_until is null)`)
		.where(inScope(scope, 'u.acquirer_id'))
		.orderBy('c.not_after')
		.orderBy('c.fingerprint_sha256')
		.execute();
}

/** Other terminals that have a certificate of these: its private key would be in two places. */
export async function certificateSharers(
	db: ReadDb,
	scope: Scope,
	terminalCode: string,
	fingerprints: readonly string[]
) {
	if (fingerprints.length === 0) return [];
	return db
		.selectFrom('certificate_use')
		.select(['fingerprint_sha256', 'owner_code as terminal_code'])
		.where('fingerprint_sha256', 'in', fingerprints)
		.where('owner_kind', '=', 'terminal')
		.where('owner_code', '!=', terminalCode)
		.where(sql<SqlBool>`(registered_at is not null or reported_until is null)`)
		.where(inScope(scope, 'acquirer_id'))
		.orderBy('owner_code')
		.limit(SHARERS_MAX)
		.execute();
}

/** Every release of a model; a vendor's catalogue belongs to nobody in particular. */
export async function modelReleases(db: ReadDb, vendor: string, model: string): Promise<FirmwareRelease[]> {
	return db
		.selectFrom('firmware_release')
		.select([
			'version',
			'rank',
			sql<ReleaseStatus>`status`.as('status'),
			sql<number | null>`(extract(epoch from released_at) * 1000)::float8`.as('releasedAtMs'),
			sql<number | null>`(extract(epoch from end_of_support_at) * 1000)::float8`.as('endOfSupportMs'),
			'min_secure as minSecure',
			sql<VersionScheme | null>`scheme`.as('scheme')
		])
		.where('vendor', '=', vendor)
		.where('model', '=', model)
		.orderBy('version')
		.execute();
}

/** Another model of the vendor whose catalogue has a version; of several the first by name. */
export async function modelOfVersion(db: ReadDb, vendor: string, model: string, version: string) {
	return db
		.selectFrom('firmware_release')
		.select('model')
		.where('vendor', '=', vendor)
		.where('model', '!=', model)
		.where('version', '=', version)
		.orderBy('model')
		.executeTakeFirst();
}

/** The lines agreed on with a merchant for every card that are in force on a day; of several for one product the latest. */
export async function agreedFees(db: ReadDb, scope: Scope, merchantId: number, day: string) {
	return db
		.selectFrom('fee_agreement')
		.distinctOn('product')
		.select(['product', 'rate_ppm', 'cap_minor', 'fixed_minor', sql<string>`valid_from::text`.as('valid_from_day')])
		.where('merchant_id', '=', merchantId)
		.where('card_region', '=', 0)
		.where(sql`valid_from`, '<=', sql`${day}::date`)
		.where((eb) => eb.or([eb('valid_to', 'is', null), eb(sql`valid_to`, '>=', sql`${day}::date`)]))
		.where(inScope(scope, 'acquirer_id'))
		.orderBy('product')
		.orderBy('valid_from', 'desc')
		.execute();
}
