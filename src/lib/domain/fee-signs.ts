// What a single sale says about its fee. Only many of them together say why: fee-kinds.ts.
import { feeBounds, feeOf, type FeeTerms } from './fees.ts';

/**
 * The index is the database's smallint: append, never reorder.
 *
 * - `no_agreement`: nothing was agreed on for this product on that day, so nothing can be said.
 * - `rounding`: another fee than agreed, but one that some way of rounding explains.
 * - `over_cap`: above the agreed cap, and no more than the agreed rate without it.
 * - `stale`: what the agreement before would have cost.
 * - `other_mcc`: submitted under another category than the merchant's; such a sale is also counted by its fee.
 */
export const FEE_SIGNS = [
	'as_agreed',
	'no_agreement',
	'rounding',
	'under',
	'over',
	'over_cap',
	'stale',
	'other_mcc'
] as const;

export type FeeSign = (typeof FEE_SIGNS)[number];

export const feeSignIndex = (sign: FeeSign): number => FEE_SIGNS.indexOf(sign);

export type FeeReading = {
	readonly sign: Exclude<FeeSign, 'other_mcc'>;
	/** Null without an agreement. */
	readonly expectedMinor: number | null;
	/** Charged beyond the agreement; negative where less was charged. */
	readonly driftMinor: number;
};

/** Compares what was charged with what was agreed on. Whatever rounding explains is no drift of the sale. */
export function readFee(
	sale: { readonly amountMinor: number; readonly chargedMinor: number },
	terms: FeeTerms | null,
	before: FeeTerms | null
): FeeReading {
	if (terms === null) return { sign: 'no_agreement', expectedMinor: null, driftMinor: 0 };
	const expectedMinor = feeOf(sale.amountMinor, terms);
	const driftMinor = sale.chargedMinor - expectedMinor;
	return { sign: signOf(sale, terms, before, driftMinor), expectedMinor, driftMinor };
}

function signOf(
	{ amountMinor, chargedMinor }: { readonly amountMinor: number; readonly chargedMinor: number },
	terms: FeeTerms,
	before: FeeTerms | null,
	driftMinor: number
): FeeReading['sign'] {
	const { low, high } = feeBounds(amountMinor, terms);
	if (driftMinor === 0) return 'as_agreed';
	if (chargedMinor >= low && chargedMinor <= high) return 'rounding';
	// To the unit, as agreed on then: small fees are near those of many rates.
	if (before !== null && chargedMinor === feeOf(amountMinor, before)) return 'stale';
	const uncapped = feeBounds(amountMinor, { ...terms, capMinor: null }).high;
	if (terms.capMinor !== null && chargedMinor > high && chargedMinor <= uncapped) return 'over_cap';
	return driftMinor > 0 ? 'over' : 'under';
}
