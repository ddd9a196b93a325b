import { describe, expect, it } from 'vitest';
import { agreementBefore, agreementDay, agreementInForce, type FeeAgreement } from './fee-agreements.ts';
import { explainOvercharges, likeliestRatePpm, roundingToleranceMinor, type Overcharges } from './fee-kinds.ts';
import { feeOf, type FeeTerms } from './fees.ts';
import { readFee } from './fee-signs.ts';
import type { CardRegion } from './transactions.ts';

const CREDIT: FeeTerms = { ratePpm: 6000, capMinor: null, minMinor: null, fixedMinor: null, rounding: 'half_up' };
const DEBIT: FeeTerms = { ...CREDIT, ratePpm: 5000, capMinor: 2000 };

const sign = (
	amountMinor: number,
	chargedMinor: number,
	terms: FeeTerms | null = CREDIT,
	before: FeeTerms | null = null
) => readFee({ amountMinor, chargedMinor }, terms, before).sign;

describe('what one sale says', () => {
	it('a fee of another rounding than agreed is no drift of the sale, whichever side it went to', () => {
		// 124.17 yuan at 0.60 % are 74.502 fen.
		expect([74, 75].map((charged) => sign(12_417, charged))).toEqual(['rounding', 'as_agreed']);
		expect([73, 76].map((charged) => sign(12_417, charged))).toEqual(['under', 'over']);
		expect(sign(12_345, 75)).toBe('rounding');
		// 1.32 yuan at 0.38 %: an effective rate of 0.7576 % that is none of anybody's making.
		expect(sign(132, 1, { ...CREDIT, ratePpm: 3800 })).toBe('as_agreed');
	});

	it('a capped sale that costs its full rate is over the cap; more than that is simply too much', () => {
		expect(sign(1_000_000, 5000, DEBIT)).toBe('over_cap');
		expect(sign(1_000_000, 2000, DEBIT)).toBe('as_agreed');
		expect(sign(1_000_000, 5002, DEBIT)).toBe('over');
		expect(sign(300_000, 1501, DEBIT)).toBe('over');
	});

	it('what the agreement before would have cost is stale, cheaper or dearer', () => {
		expect(sign(100_000, 600, { ...CREDIT, ratePpm: 5500 }, CREDIT)).toBe('stale');
		expect(sign(100_000, 600, { ...CREDIT, ratePpm: 6500 }, CREDIT)).toBe('stale');
		expect(sign(100_000, 610, { ...CREDIT, ratePpm: 5500 }, CREDIT)).toBe('over');
	});

	it('without an agreement nothing is said', () => {
		expect(readFee({ amountMinor: 100, chargedMinor: 5 }, null, null)).toEqual({
			sign: 'no_agreement',
			expectedMinor: null,
			driftMinor: 0
		});
	});
});

describe('agreements', () => {
	const line = (agreementId: string, validFrom: string, validTo: string | null = null): FeeAgreement => ({
		...{ ...CREDIT, agreementId, cardRegion: null, validFrom, validTo }
	});
	const lines = [line('A', '2026-01-01'), line('B', '2026-03-01', '2026-03-31'), line('C', '2026-03-01')];

	it('the one that began last holds, from its first day to its last in the zone of the merchant', () => {
		expect(agreementInForce(lines, '2025-12-31')).toBeNull();
		expect(agreementInForce(lines, '2026-02-28')?.agreementId).toBe('A');
		expect(agreementInForce(lines, '2026-03-31')?.agreementId).toBe('C');
		expect(agreementInForce(lines.slice(0, 2), '2026-04-01')?.agreementId).toBe('A');
		const instantMs = Date.parse('2026-02-28T16:30:00Z');
		expect(agreementDay(instantMs, null, 'Asia/Shanghai')).toBe('2026-03-01');
		expect(agreementDay(instantMs, 'Europe/Berlin', 'Asia/Shanghai')).toBe('2026-02-28');
	});

	it('the one before is what a terminal that was not told goes by', () => {
		expect(agreementBefore(lines, line('C', '2026-03-01'))?.agreementId).toBe('A');
		expect(agreementBefore(lines, line('A', '2026-01-01'))).toBeNull();
	});
});

/** What a series of sales has in common, as the roll-up adds it up. */
function overcharges(sales: readonly { amountMinor: number; chargedMinor: number }[], terms: FeeTerms): Overcharges {
	const over = sales.map(({ amountMinor, chargedMinor }) => chargedMinor - feeOf(amountMinor, terms));
	const charged = sales.map(({ chargedMinor }) => chargedMinor);
	const rates = (by: number) => sales.map(({ amountMinor, chargedMinor }) => ((chargedMinor + by) * 1e6) / amountMinor);
	return {
		sales: sales.length,
		overMinMinor: Math.min(...over),
		overMaxMinor: Math.max(...over),
		chargedMinMinor: Math.min(...charged),
		chargedMaxMinor: Math.max(...charged),
		rateLowPpm: Math.ceil(Math.max(...rates(-1))),
		rateHighPpm: Math.floor(Math.min(...rates(1)))
	};
}

describe('what many sales say together', () => {
	const amounts = [31_250, 8_800, 123_456, 777_700, 15_000];
	const charged = (terms: FeeTerms) =>
		amounts.map((amountMinor) => ({ amountMinor, chargedMinor: feeOf(amountMinor, terms) }));
	const explained = (terms: FeeTerms) => explainOvercharges(overcharges(charged(terms), CREDIT));

	it('one rate for all is a raise, the same on top of all a fixed part, the same for all a minimum', () => {
		expect(explained({ ...CREDIT, ratePpm: 6300 })).toBe('silent_raise');
		expect(explained({ ...CREDIT, fixedMinor: 200 })).toBe('fixed_fee_added');
		const tickets = [100, 250, 1_200].map((amountMinor) => ({ amountMinor, chargedMinor: 10 }));
		expect(explainOvercharges(overcharges(tickets, CREDIT))).toBe('minimum_fee_applied');
	});

	it('finds the rate that was charged, to the ppm', () => {
		const { rateLowPpm, rateHighPpm } = overcharges(charged({ ...CREDIT, ratePpm: 6300 }), CREDIT);
		expect(likeliestRatePpm(rateLowPpm, rateHighPpm)).toBe(6300);
		expect(likeliestRatePpm(6312, 6308)).toBeNull();
	});

	it('a single sale is a fixed part when it is a usual one, else a raise', () => {
		const one = (chargedMinor: number) =>
			explainOvercharges(overcharges([{ amountMinor: 100_000, chargedMinor }], CREDIT));
		expect(one(800)).toBe('fixed_fee_added');
		expect(one(630)).toBe('silent_raise');
	});

	it('tolerates what rounding adds up to when its side is not known', () => {
		expect([1, 12, 1000].map(roundingToleranceMinor)).toEqual([2, 3, 28]);
	});
});

describe('prices of other countries', () => {
	const line = (product: string, cardRegion: CardRegion | null, ratePpm: number, more: Partial<FeeAgreement> = {}) => ({
		...{
			agreementId: `FEE ${product}`,
			cardRegion,
			validFrom: '2026-01-01',
			validTo: null,
			...CREDIT,
			ratePpm,
			...more
		}
	});
	/** Caps of the EU on what a bank may ask of its consumers' cards, twice as much for cards from elsewhere; a price of the United States. */
	const EU_DEBIT = [line('debit', null, 2000), line('debit', 'inter_region', 2000 * 5.75)];
	const EU_CREDIT = [line('credit', null, 3000), line('credit', 'inter_region', 3000 * 5)];
	const US_CREDIT = [
		line('credit', null, 16_500, { fixedMinor: 10 }),
		line('credit', 'inter_region', 26_500, { fixedMinor: 10 })
	];
	const US_DEBIT = [line('debit', 'domestic', 500, { fixedMinor: 21 }), line('debit', null, 8_000, { fixedMinor: 15 })];

	it.each<[string, FeeAgreement[], CardRegion | null, string, string]>([
		['EU debit 0.2 %', EU_DEBIT, 'domestic', '10.00', '0.02'],
		['EU debit 0.2 %', EU_DEBIT, 'intra_region', '12.49', '0.02'],
		['EU debit 0.2 %', EU_DEBIT, null, '12.50', '0.03'],
		['EU debit 1.15 %', EU_DEBIT, 'inter_region', '12.49', '0.14'],
		['EU credit 0.3 %', EU_CREDIT, 'domestic', '88.80', '0.27'],
		['EU credit 0.3 %', EU_CREDIT, 'intra_region', '1.66', '0.00'],
		['EU credit 1.5 %', EU_CREDIT, 'inter_region', '88.80', '1.33'],
		['US credit 1.65 % + 0.10', US_CREDIT, 'domestic', '100.00', '1.75'],
		['US credit 1.65 % + 0.10', US_CREDIT, null, '38.00', '0.73'],
		['US credit 2.65 % + 0.10', US_CREDIT, 'inter_region', '38.00', '1.11'],
		['US debit 0.05 % + 0.21', US_DEBIT, 'domestic', '38.00', '0.23'],
		['US debit 0.80 % + 0.15', US_DEBIT, 'inter_region', '38.00', '0.45']
	])('%s: a card pays by the line of its region', (_, lines, card, amount, fee) => {
		const minor = (decimal: string) => Number(decimal.replace('.', ''));
		const terms = agreementInForce(lines, '2026-03-01', card);
		expect(terms).not.toBeNull();
		if (terms) expect(feeOf(minor(amount), terms)).toBe(minor(fee));
	});

	it('a line for cards of a region goes before a newer one for any card, and ends with its last day', () => {
		const own = line('credit', 'domestic', 5000, { validFrom: '2026-01-01', validTo: '2026-03-31' });
		const lines = [own, line('credit', null, 7000), line('credit', null, 7500, { validFrom: '2026-03-01' })];
		const rate = (day: string, card: CardRegion | null) => agreementInForce(lines, day, card)?.ratePpm;
		expect([rate('2026-03-31', 'domestic'), rate('2026-04-01', 'domestic')]).toEqual([5000, 7500]);
		expect([rate('2026-03-31', 'inter_region'), rate('2026-03-31', null), rate('2026-02-28', null)]).toEqual([
			7500, 7500, 7000
		]);
	});

	it('where nothing is agreed on for the card, nothing is said', () => {
		expect(agreementInForce([line('credit', 'domestic', 5000)], '2026-03-01', 'inter_region')).toBeNull();
		expect(agreementInForce([line('credit', 'domestic', 5000)], '2026-03-01', null)).toBeNull();
	});

	it('what held before a line for some cards may have been one for all', () => {
		const own = line('credit', 'inter_region', 9000, { validFrom: '2026-03-01' });
		const lines = [line('credit', null, 7000), own];
		expect(agreementBefore(lines, own, 'inter_region')?.ratePpm).toBe(7000);
	});

	it('a card billed as one from elsewhere is a raise to that rate', () => {
		const [domestic, foreign] = US_CREDIT as [FeeAgreement, FeeAgreement];
		const sales = [4_990, 12_345, 88_000].map((amountMinor) => ({
			amountMinor,
			chargedMinor: feeOf(amountMinor, foreign)
		}));
		expect(explainOvercharges(overcharges(sales, domestic))).toBe('silent_raise');
	});
});
