import { describe, expect, it } from 'vitest';
import { feeFindings, type ProfileGap, type SignSums } from './fee-findings.ts';

/** Forty sales of 100 yuan each, agreed on at 0.6 %, that one rate explains. */
function chargedAt(ratePpm: number, more: Partial<SignSums> = {}): SignSums {
	const feeMinor = ratePpm / 100;
	return {
		...{ sales: 40, seriesSales: 40, amountMinor: 400_000, chargedMinor: 40 * feeMinor, expectedMinor: 2400 },
		...{ firstMs: 1000, firstCode: 'first', lastMs: 9000, overMinMinor: feeMinor - 60, overMaxMinor: feeMinor - 60 },
		...{ chargedMinMinor: feeMinor, chargedMaxMinor: feeMinor, rateLowPpm: ratePpm - 99, rateHighPpm: ratePpm + 99 },
		...more
	};
}

const gapTo = (configuredPpm: number): ProfileGap => ({ sinceMs: 500, agreedPpm: 6000, configuredPpm });

describe('a terminal that is configured otherwise than agreed on', () => {
	it('and charges by it is no silent raise: its profile is the reason, since it was loaded', () => {
		expect(feeFindings({ over: chargedAt(6800) }, gapTo(6800))).toMatchObject([
			{ kind: 'configured_differs', sinceMs: 500, effectivePpm: 6800, sales: 40, chargedMinor: 2720 }
		]);
	});

	it('and goes on charging by the agreement before was not told of the new one: one thing, said once', () => {
		expect(feeFindings({ stale: chargedAt(6200) }, gapTo(6200))).toMatchObject([
			{ kind: 'stale_rate', sinceMs: 1000, firstSale: 'first', effectivePpm: 6200 }
		]);
	});

	it('while its sales are raised to something else has two faults, one of which costs nothing', () => {
		expect(feeFindings({ over: chargedAt(6500) }, gapTo(7100))).toMatchObject([
			{ kind: 'silent_raise', effectivePpm: 6500 },
			{ kind: 'configured_differs', sales: 0, chargedMinor: 0, effectivePpm: null }
		]);
	});
});

describe('a minimum that nobody agreed on', () => {
	const over = chargedAt(1000, { overMinMinor: 2, overMaxMinor: 8, rateLowPpm: 9000, rateHighPpm: 100 });

	it('is also charged on sales a unit below it, which rounding alone would explain', () => {
		const rounding = chargedAt(1000, {
			sales: 5,
			chargedMinor: 50,
			expectedMinor: 45,
			firstMs: 700,
			firstCode: 'small'
		});
		expect(feeFindings({ over, rounding }, null)).toMatchObject([
			{ kind: 'minimum_fee_applied', sales: 45, firstSale: 'small', sinceMs: 700, expectedMinor: 2445 }
		]);
	});

	it('has nothing to do with sales that are rounded to other amounts', () => {
		const rounding = chargedAt(1000, { sales: 5, chargedMinMinor: 9, firstMs: 700 });
		expect(feeFindings({ over, rounding }, null)).toMatchObject([
			{ kind: 'minimum_fee_applied', sales: 40, sinceMs: 1000 }
		]);
	});
});
