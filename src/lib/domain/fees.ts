import { PPM } from './money.ts';

export const ROUNDINGS = ['half_up', 'truncate'] as const;

export type Rounding = (typeof ROUNDINGS)[number];

/** What a sale costs the merchant under one line of an agreement or of a terminal's profile. */
export interface FeeTerms {
	readonly ratePpm: number;
	/** The most that the percentage may come to; null for no cap. */
	readonly capMinor: number | null;
	/** The least that is charged; null for no minimum. */
	readonly minMinor: number | null;
	/** Added to every sale on top, such as for settlement within seconds; null for none. */
	readonly fixedMinor: number | null;
	readonly rounding: Rounding;
}

/**
 * The fee of one sale, exact in integers. It is rounded per sale, as acquirers do: the fee of a sum is not the sum of the
 * fees. A refund's fee is the negative of the sale's.
 */
export function feeOf(amountMinor: number, terms: FeeTerms): number {
	if (amountMinor < 0) return -feeOf(-amountMinor, terms);
	return limited(percentageOf(amountMinor, terms.ratePpm, terms.rounding), terms);
}

/** The fees of a sale that some way of rounding explains, whichever was agreed on: down, half up, up. */
export function feeBounds(amountMinor: number, terms: FeeTerms): { low: number; high: number } {
	return {
		low: limited(percentageOf(amountMinor, terms.ratePpm, 'truncate'), terms),
		high: limited(percentageOf(amountMinor, terms.ratePpm, 'up'), terms)
	};
}

function limited(percentage: number, { capMinor, minMinor, fixedMinor }: FeeTerms): number {
	const capped = capMinor === null ? percentage : Math.min(percentage, capMinor);
	const raised = minMinor === null ? capped : Math.max(capped, minMinor);
	return raised + (fixedMinor ?? 0);
}

/** What is added to the product before it is cut to whole units. */
const ADDED: Readonly<Record<Rounding | 'up', number>> = { truncate: 0, half_up: PPM / 2, up: PPM - 1 };

function percentageOf(amountMinor: number, ratePpm: number, rounding: Rounding | 'up'): number {
	const product = amountMinor * ratePpm + ADDED[rounding];
	// Only amounts of billions come here, where a double no longer holds the product.
	if (!Number.isSafeInteger(product)) {
		return Number((BigInt(amountMinor) * BigInt(ratePpm) + BigInt(ADDED[rounding])) / BigInt(PPM));
	}
	return (product - (product % PPM)) / PPM;
}
