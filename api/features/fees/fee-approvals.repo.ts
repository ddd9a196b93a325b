// An agreement entered by hand, as whoever approved it has it: the same rows that ingest writes for agreements that are sent.
import { sql } from 'kysely';
import type { Tx } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

export async function merchantOfChange(tx: Tx, scope: Scope, code: string) {
	return tx
		.selectFrom('merchant')
		.select(['merchant_id', 'merchant_code', 'name', 'acquirer_id'])
		.where('merchant_code', '=', code)
		.where(inScope(scope, 'acquirer_id'))
		.executeTakeFirst();
}

export type ChangeWrite = {
	merchant_id: number;
	acquirer_id: number;
	agreement_code: string;
	product: number;
	card_region: number;
	valid_from: string;
	rate_ppm: number;
	cap_minor: number | null;
	min_minor: number | null;
	fixed_minor: number | null;
	rounding: string;
	document: string;
};

/** Answers whether there was none of this name, product, cards and first day: what is in force is not overwritten by hand. */
export async function addAgreement(tx: Tx, row: ChangeWrite, by: { now: Date; name: string }): Promise<boolean> {
	const added = await tx
		.insertInto('fee_agreement')
		.values({ ...row, valid_from: sql`${row.valid_from}::date`, updated_at: by.now, updated_by: by.name })
		.onConflict((conflict) => conflict.doNothing())
		.returning('agreement_code')
		.executeTakeFirst();
	return added !== undefined;
}

export async function addChange(
	tx: Tx,
	row: ChangeWrite,
	by: { now: Date; name: string; approvedBy: string }
): Promise<void> {
	await tx
		.insertInto('fee_change')
		.values({
			...row,
			valid_from: sql`${row.valid_from}::date`,
			entered_at: by.now,
			entered_by: by.name,
			approved_by: by.approvedBy
		})
		.execute();
}

/** Has the sales of a merchant compared anew from a day on. */
export async function addRecount(tx: Tx, merchantId: number, fromDay: string): Promise<void> {
	await tx
		.insertInto('fee_recount')
		.values({ merchant_id: merchantId, from_day: sql`${fromDay}::date` })
		.onConflict((conflict) =>
			conflict.column('merchant_id').doUpdateSet({ from_day: sql`least(fee_recount.from_day, excluded.from_day)` })
		)
		.execute();
}
