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

/** A price list that follows the agreements as they change, and may leave them at some instant. */
export class PriceList {
	private readonly agreed: readonly FeeTerms[];
	/** What goes before stands first. */
	private readonly changes: readonly FeeDeviation[];
	private readonly changed: readonly FeeTerms[];

	constructor(
		merchant: DemoMerchant,
		agreedAnew: readonly FeeDeviation[] = [],
		deviations: readonly FeeDeviation[] = []
	) {
		this.agreed = PRODUCTS.map((product) => agreedTerms(merchant, product));
		this.changes = [...deviations, ...agreedAnew];
		this.changed = this.changes.map(({ product, change }) => change(agreedTerms(merchant, product)));
	}

	termsAt(productIndex: number, ms: number): FeeTerms {
		for (let nth = 0; nth < this.changes.length; nth++) {
			const change = this.changes[nth] as FeeDeviation;
			if (change.product === PRODUCTS[productIndex] && ms >= change.fromMs) return this.changed[nth] as FeeTerms;
		}
		return this.agreed[productIndex] as FeeTerms;
	}
}
