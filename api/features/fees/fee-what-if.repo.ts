// What the sales of a window would have cost at other terms: each sale by itself, since caps, minimums and rounding are of a single sale.
import { sql } from 'kysely';
import { feeSignIndex } from '#lib/domain/fee-signs.ts';
import type { FeeTerms } from '#lib/domain/fees.ts';
import { PRODUCTS, type Product } from '#lib/domain/transactions.ts';
import { isCharged } from '#api/platform/db/charged-sales.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { limitedFee } from './compare-fees.statement.ts';
import { isChosen } from './fee-drift.repo.ts';
import type { FeeWindow } from './fee-window.ts';

/** Whose sales: of one merchant, of acquirers, or all in scope. */
export type ProposedFor = { merchantId: number | null; acquirer: string[]; product: Product };

const NOT_COMPARED = [feeSignIndex('no_agreement'), feeSignIndex('other_mcc')].map((sign) => sql.lit(sign));

/** Facts are found by their terminal: those of the merchant itself, and any that have served it. */
function soldBy(merchantId: number, { first }: FeeWindow) {
	return sql`t.merchant_id = ${merchantId} and t.terminal_id in (select terminal_id from terminal where merchant_id = ${merchantId}
		union select terminal_id from fee_day where merchant_id = ${merchantId} and day >= ${first}::date
		union select terminal_id from terminal_day where merchant_id = ${merchantId} and day >= ${first}::date)`;
}

/** By merchant and currency: what was charged, and what the proposal would have made of the same sales. */
export async function proposedFees(
	db: ReadDb,
	scope: Scope,
	window: FeeWindow,
	{ merchantId, acquirer, product }: ProposedFor,
	terms: FeeTerms
) {
	const ofMerchant = merchantId === null ? sql`true` : soldBy(merchantId, window);
	const { rows } = await sql<{
		merchant_code: string;
		name: string | null;
		acquirer_code: string;
		currency: number;
		sales: number;
		amount_minor: number;
		charged_minor: number;
		proposed_minor: number;
	}>`
		with sale as (
			select t.merchant_id, t.acquirer_id, t.currency, t.amount_minor as amount, t.fee_minor as charged from txn t
			where t.occurred_at >= ${window.from} and t.occurred_at < ${window.to} and ${sql.raw(isCharged('t'))}
				and t.product = ${PRODUCTS.indexOf(product)} and ${inScope(scope, 't.acquirer_id')} and ${isChosen({ acquirer })} and ${ofMerchant}
		), proposal as (
			select ${terms.ratePpm}::int as rate_ppm, ${terms.capMinor}::bigint as cap_minor, ${terms.minMinor}::bigint as min_minor,
				${terms.fixedMinor}::bigint as fixed_minor
		)
		select m.merchant_code, m.name, a.acquirer_code, g.* from (
			select merchant_id, acquirer_id, currency, count(*)::float8 as sales, sum(amount)::float8 as amount_minor,
				sum(charged)::float8 as charged_minor, sum(${sql.raw(limitedFee('sale', 'p', terms.rounding))})::float8 as proposed_minor
			from sale, proposal p group by 1, 2, 3
		) g join merchant m using (merchant_id) join acquirer a on a.acquirer_id = g.acquirer_id
		order by m.merchant_code, a.acquirer_code, g.currency`.execute(db);
	return rows;
}
export type ProposedRow = Awaited<ReturnType<typeof proposedFees>>[number];

/** What those of the same sales that have an agreement should have cost by it, by currency: as they were last compared. */
export async function agreedFees(
	db: ReadDb,
	scope: Scope,
	window: FeeWindow,
	{ merchantId, acquirer, product }: ProposedFor
) {
	const ofMerchant = merchantId === null ? sql`true` : sql`f.merchant_id = ${merchantId}`;
	const { rows } = await sql<{ currency: number; sales: number; amount_minor: number; expected_minor: number }>`
		select currency, sum(sales)::float8 as sales, sum(amount_minor)::float8 as amount_minor, sum(expected_minor)::float8 as expected_minor
		from ${sql.table(merchantId === null ? 'fee_total_day' : 'fee_day')} f
		where day >= ${window.first}::date and day <= ${window.last}::date and sign not in (${sql.join(NOT_COMPARED)})
			and ${inScope(scope, 'f.acquirer_id')} and ${isChosen({ acquirer, product: [product] })} and ${ofMerchant}
		group by 1 order by 1`.execute(db);
	return rows;
}
export type AgreedRow = Awaited<ReturnType<typeof agreedFees>>[number];
