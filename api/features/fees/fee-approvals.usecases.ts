// A change of terms that somebody has approved goes into the ledger: what is charged by it is silent no longer.
import { PRODUCTS, cardRegionNumber } from '#lib/domain/transactions.ts';
import { actorOf, writeAudit } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db } from '#api/platform/db/db.ts';
import { nameOf, type Principal } from '#api/platform/principal.ts';
import { addAgreement, addChange, addRecount, merchantOfChange } from './fee-approvals.repo.ts';
import type { NewChange } from './fee-details.schemas.ts';
import { changeExists, noSuchMerchant } from './fees.errors.ts';

type Entering = { db: Db; clock: Clock; principal: Principal; requestId: string };

/** Agreement, ledger and audit trail together or not at all; the job that compares fees does the rest. */
export async function enterChange(by: Entering, said: NewChange): Promise<void> {
	const now = by.clock.now();
	const name = nameOf(by.principal);
	const { agreementId, merchantId, approvedBy, validFrom, ...terms } = said;
	await by.db.transaction().execute(async (tx) => {
		const merchant = await merchantOfChange(tx, by.principal.scope, merchantId);
		if (!merchant) throw noSuchMerchant();
		const row = {
			merchant_id: merchant.merchant_id,
			acquirer_id: merchant.acquirer_id,
			agreement_code: agreementId,
			product: PRODUCTS.indexOf(said.product),
			card_region: cardRegionNumber(said.cardRegion),
			valid_from: validFrom,
			rate_ppm: said.ratePpm,
			cap_minor: said.capMinor,
			min_minor: said.minMinor,
			fixed_minor: said.fixedMinor,
			rounding: said.rounding,
			document: said.document
		};
		if (!(await addAgreement(tx, row, { now, name }))) throw changeExists();
		await addChange(tx, row, { now, name, approvedBy });
		await addRecount(tx, merchant.merchant_id, validFrom);
		await writeAudit(tx, actorOf(by.principal, by.requestId), now, {
			action: 'fee_change.approved',
			subject: { kind: 'fee_agreement', id: `${agreementId} ${said.product} ${validFrom}` },
			after: { merchantId, approvedBy, ...terms }
		});
	});
}
