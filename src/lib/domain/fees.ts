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
	const percentage = percentageOf(amountMinor, terms.ratePpm, terms.rounding);
	const capped = terms.capMinor === null ? percentage : Math.min(percentage, terms.capMinor);
	const raised = terms.minMinor === null ? capped : Math.max(capped, terms.minMinor);
	return raised + (terms.fixedMinor ?? 0);
}

function percentageOf(amountMinor: number, ratePpm: number, rounding: Rounding): number {
	const product = amountMinor * ratePpm;
	if (!Number.isSafeInteger(product)) return bigPercentageOf(amountMinor, ratePpm, rounding);
	const rest = product % PPM;
	const whole = (product - rest) / PPM;
	return rounding === 'half_up' && rest * 2 >= PPM ? whole + 1 : whole;
}

/** Only reached by amounts of billions, where a double no longer holds the product. */
function bigPercentageOf(amountMinor: number, ratePpm: number, rounding: Rounding): number {
	const half = rounding === 'half_up' ? BigInt(PPM / 2) : 0n;
	return Number((BigInt(amountMinor) * BigInt(ratePpm) + half) / BigInt(PPM));
}
