// What the checks of one terminal go by: causes of its failures, certificates, releases of its model, fees agreed on.
import { sql } from 'kysely';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

/** Failures by what a check is about, of all attempts of a span. */
export async function checkCounts(db: ReadDb, scope: Scope, terminalId: number, from: Date, to: Date) {
	return db
		.selectFrom('terminal_hour')
		.select([
			sql<number>`coalesce(sum(approved + terminal + upstream + business + unresolved), 0)::int`.as('attempts'),
			sql<number>`coalesce(sum(network), 0)::int`.as('network'),
			sql<number>`coalesce(sum(upstream), 0)::int`.as('upstream'),
			sql<number>`coalesce(sum(security_auth), 0)::int`.as('security')
		])
		.where('terminal_id', '=', terminalId)
		.where('hour', '>=', from)
		.where('hour', '<', to)
		.where(inScope(scope, 'acquirer_id'))
		.executeTakeFirstOrThrow();
}

/** Certificates registered for the terminal itself. */
export async function terminalCertificates(db: ReadDb, scope: Scope, terminalCode: string) {
	return db
		.selectFrom('certificate')
		.select(['fingerprint_sha256', 'not_after'])
		.where('owner_kind', '=', 'terminal')
		.where('owner_code', '=', terminalCode)
		.where(inScope(scope, 'acquirer_id'))
		.orderBy('not_after')
		.execute();
}

/** Every release of a model; a vendor's catalogue belongs to nobody in particular. */
export async function modelReleases(db: ReadDb, vendor: string, model: string) {
	return db
		.selectFrom('firmware_release')
		.select(['version', 'rank', 'status', 'min_secure'])
		.where('vendor', '=', vendor)
		.where('model', '=', model)
		.orderBy('rank', (order) => order.desc().nullsLast())
		.execute();
}

/** The lines agreed on with a merchant that are in force on a day; of several for one product the latest. */
export async function agreedFees(db: ReadDb, scope: Scope, merchantId: number, day: string) {
	return db
		.selectFrom('fee_agreement')
		.distinctOn('product')
		.select(['product', 'rate_ppm', 'cap_minor', 'fixed_minor'])
		.where('merchant_id', '=', merchantId)
		.where(sql`valid_from`, '<=', sql`${day}::date`)
		.where((eb) => eb.or([eb('valid_to', 'is', null), eb(sql`valid_to`, '>=', sql`${day}::date`)]))
		.where(inScope(scope, 'acquirer_id'))
		.orderBy('product')
		.orderBy('valid_from', 'desc')
		.execute();
}
