// The ledger of rates: who entered which agreement, from when, with which paper.
import { sql, type RawBuilder } from 'kysely';
import type { FleetFilter } from '#lib/domain/fleet-filter.ts';
import { PRODUCTS } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { containing } from '#api/platform/db/search.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

/** An entry that takes back the line which `entry` is a version of. */
export const takenBack = (entry: string, condition: RawBuilder<unknown> = sql`true`) => sql`select from fee_change back
	where back.withdrawn and back.agreement_code = ${sql.ref(`${entry}.agreement_code`)} and back.product = ${sql.ref(`${entry}.product`)}
		and back.card_region = ${sql.ref(`${entry}.card_region`)} and back.valid_from = ${sql.ref(`${entry}.valid_from`)}
		and back.fee_change_id > ${sql.ref(`${entry}.fee_change_id`)} and ${condition}`;

export type ChangeFilter = Pick<FleetFilter, 'acquirer' | 'merchant' | 'product' | 'q'>;

/** Newest entry first; the rate before is that of the entry which the ledger had in force the day before. */
export async function listChanges(
	db: ReadDb,
	scope: Scope,
	filter: ChangeFilter,
	{ limit, after }: { limit: number; after: number | null }
) {
	return filtered(db, scope, filter)
		.innerJoin('acquirer as a', 'a.acquirer_id', 'c.acquirer_id')
		.select([
			sql<number>`c.fee_change_id::float8`.as('fee_change_id'),
			'm.merchant_code',
			'm.name',
			'a.acquirer_code',
			'c.product',
			'c.card_region',
			'c.agreement_code',
			sql<string>`c.valid_from::text`.as('valid_from'),
			sql<string | null>`c.valid_to::text`.as('valid_to'),
			'c.rate_ppm',
			sql<number | null>`c.cap_minor::float8`.as('cap_minor'),
			sql<number | null>`c.min_minor::float8`.as('min_minor'),
			sql<number | null>`c.fixed_minor::float8`.as('fixed_minor'),
			'c.rounding',
			'c.document',
			'c.entered_at',
			'c.entered_by',
			'c.approved_by',
			'c.withdrawn',
			sql<
				number | null
			>`(select p.rate_ppm from fee_change p where not p.withdrawn and not exists (${takenBack('p', sql`back.fee_change_id < c.fee_change_id`)}) and p.merchant_id = c.merchant_id and p.product = c.product and p.card_region = c.card_region
				and (p.valid_from < c.valid_from or p.valid_from = c.valid_from and p.fee_change_id < c.fee_change_id)
				order by p.valid_from desc, p.fee_change_id desc limit 1)`.as('previous_ppm')
		])
		.$if(after !== null, (query) => query.where(sql<boolean>`c.fee_change_id < ${after}`))
		.orderBy('c.fee_change_id', 'desc')
		.limit(limit)
		.execute();
}
export type ChangeRow = Awaited<ReturnType<typeof listChanges>>[number];

export async function countChanges(db: ReadDb, scope: Scope, filter: ChangeFilter): Promise<number> {
	const row = await filtered(db, scope, filter)
		.select(sql<number>`count(*)::int`.as('total'))
		.executeTakeFirst();
	return row?.total ?? 0;
}

function filtered(db: ReadDb, scope: Scope, filter: ChangeFilter) {
	return db
		.selectFrom('fee_change as c')
		.innerJoin('merchant as m', 'm.merchant_id', 'c.merchant_id')
		.where(inScope(scope, 'c.acquirer_id'))
		.$if(filter.merchant.length > 0, (query) => query.where('m.merchant_code', 'in', filter.merchant))
		.$if(filter.acquirer.length > 0, (query) =>
			query.where('c.acquirer_id', 'in', (eb) =>
				eb.selectFrom('acquirer').select('acquirer_id').where('acquirer_code', 'in', filter.acquirer)
			)
		)
		.$if(filter.product.length > 0, (query) =>
			query.where(
				'c.product',
				'in',
				filter.product.map((product) => PRODUCTS.indexOf(product))
			)
		)
		.$if(filter.q !== '', (query) =>
			query.where(sql<boolean>`(m.merchant_code || ' ' || coalesce(m.name, '')) ilike ${containing(filter.q)}`)
		);
}
