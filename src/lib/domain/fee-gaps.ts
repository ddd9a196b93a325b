/**
 * Why the fee of an approved sale cannot be compared with an agreement. The index is the database's smallint: append, never reorder.
 *
 * - `no_fee`: the sender does not say what it cost.
 * - `no_product`: the sender does not say what was paid with.
 * - `no_agreement`: nothing at all is agreed on with its merchant.
 * - `other_products`: something is, but not for this product.
 * - `other_days`: something is for this product, but not on that day.
 * - `other_cards`: something is on that day, but only for cards of other regions.
 */
export const FEE_GAPS = [
	'no_fee',
	'no_product',
	'no_agreement',
	'other_products',
	'other_days',
	'other_cards'
] as const;

export type FeeGap = (typeof FEE_GAPS)[number];

export const feeGapIndex = (gap: FeeGap): number => FEE_GAPS.indexOf(gap);
