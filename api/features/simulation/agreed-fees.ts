import type { FeeTerms } from '#lib/domain/fees.ts';
import { PRODUCTS, type Product } from '#lib/domain/transactions.ts';
import type { FeeDeviation } from './planned-faults.ts';
import type { DemoMerchant } from './population.ts';

/** Usual prices in China since 2016, in parts per million; caps in fen. Small hospitals and schools pay nothing. */
const STANDARD: Record<Product, readonly [ratePpm: number, capMinor: number | null]> = {
	credit: [6000, null],
	debit: [5000, 2000],
	prepaid: [5000, 2000],
	foreign: [18_000, null],
	qr: [3800, null]
};

const PREFERENTIAL: Record<Product, readonly [ratePpm: number, capMinor: number | null]> = {
	credit: [3800, null],
	debit: [3800, 1800],
	prepaid: [3800, 1800],
	foreign: [18_000, null],
	qr: [3000, null]
};

/** What the merchant's agreement says for a product. */
export function agreedTerms(merchant: DemoMerchant, product: Product): FeeTerms {
	const rounding = merchant.acquirerId === 'DEMO-NORTH' ? 'truncate' : 'half_up';
	const plain = { minMinor: null, fixedMinor: null, rounding } as const;
	const { feeClass } = merchant.trade;
	if (feeClass === 'exempt' && product !== 'foreign') return { ...plain, ratePpm: 0, capMinor: null };
	const [ratePpm, capMinor] = (feeClass === 'preferential' ? PREFERENTIAL : STANDARD)[product];
	const negotiatedPpm = product === 'credit' && feeClass === 'standard' ? merchant.negotiatedPpm : 0;
	return { ...plain, ratePpm: ratePpm + negotiatedPpm, capMinor };
}

/** A price list that may leave the agreement at some instant. */
export class PriceList {
	private readonly agreed: readonly FeeTerms[];
	private readonly deviations: readonly FeeDeviation[];
	private readonly deviated: readonly FeeTerms[];

	constructor(merchant: DemoMerchant, deviations: readonly FeeDeviation[] = []) {
		this.agreed = PRODUCTS.map((product) => agreedTerms(merchant, product));
		this.deviations = deviations;
		this.deviated = deviations.map(({ product, change }) => change(agreedTerms(merchant, product)));
	}

	termsAt(productIndex: number, ms: number): FeeTerms {
		for (let nth = 0; nth < this.deviations.length; nth++) {
			const deviation = this.deviations[nth] as FeeDeviation;
			const isDeviated = deviation.product === PRODUCTS[productIndex] && ms >= deviation.fromMs;
			if (isDeviated) return this.deviated[nth] as FeeTerms;
		}
		return this.agreed[productIndex] as FeeTerms;
	}
}
