import type { Tx } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

export type ClaimKey = {
	terminalId: number;
	merchantId: number;
	product: number;
	cardRegion: number;
	currency: number;
	kind: string;
};

/** Held until the end of the change, so that what the audit trail calls "before" is what was there. */
export async function lockClaim(tx: Tx, scope: Scope, key: ClaimKey) {
	return ofKey(tx, key).selectAll().where(inScope(scope, 'acquirer_id')).forUpdate().executeTakeFirst();
}

const ofKey = (tx: Tx, key: ClaimKey) =>
	tx
		.selectFrom('fee_claim')
		.where('terminal_id', '=', key.terminalId)
		.where('merchant_id', '=', key.merchantId)
		.where('product', '=', key.product)
		.where('card_region', '=', key.cardRegion)
		.where('currency', '=', key.currency)
		.where('kind', '=', key.kind);

export type ClaimWrite = {
	acquirer_id: number;
	status: string;
	owner: string;
	recovered_minor: number | null;
	note: string;
	updated_at: Date;
	updated_by: string;
};

export async function putClaim(tx: Tx, key: ClaimKey, said: ClaimWrite): Promise<void> {
	const { terminalId: terminal_id, merchantId: merchant_id, cardRegion: card_region, ...rest } = key;
	await tx
		.insertInto('fee_claim')
		.values({ terminal_id, merchant_id, card_region, ...rest, ...said })
		.onConflict((conflict) =>
			conflict.columns(['terminal_id', 'merchant_id', 'product', 'card_region', 'currency', 'kind']).doUpdateSet(said)
		)
		.execute();
}

export async function removeClaim(tx: Tx, scope: Scope, key: ClaimKey): Promise<void> {
	await tx
		.deleteFrom('fee_claim')
		.where('terminal_id', '=', key.terminalId)
		.where('merchant_id', '=', key.merchantId)
		.where('product', '=', key.product)
		.where('card_region', '=', key.cardRegion)
		.where('currency', '=', key.currency)
		.where('kind', '=', key.kind)
		.where(inScope(scope, 'acquirer_id'))
		.execute();
}
