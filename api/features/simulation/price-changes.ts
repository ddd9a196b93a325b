// Agreements that are replaced while the demo lasts: most are charged from the first minute on, a few are not.
import type { FeeTerms } from '#lib/domain/fees.ts';
import { append, type FaultPlanner } from './fault-planner.ts';
import { takeMerchants, terminalsOf, UNREPAIRED } from './fee-faults.ts';
import type { DemoMerchant } from './population.ts';

/** One merchant in so many negotiates anew. */
const NEGOTIATES_EVERY = 7;
const CHEAPER_PPM = 200;
const STALE_MERCHANTS = 6;

const isStandard = ({ trade }: DemoMerchant) => trade.feeClass === 'standard';
const cheaper = (agreed: FeeTerms): FeeTerms => ({ ...agreed, ratePpm: agreed.ratePpm - CHEAPER_PPM });

/** Agreements as they change in every fleet, each charged from its first day on. */
export function planPriceChanges(planner: FaultPlanner): void {
	for (const merchant of planner.population.merchants) {
		const { index } = merchant;
		const isLeftAlone = [planner.chargedFees, planner.mccHops, planner.agreedFees].some((each) => each.has(index));
		if (isLeftAlone || !isStandard(merchant) || index % NEGOTIATES_EVERY !== 3) continue;
		const fromMs = planner.at(1 + (index % 12), '00:00');
		append(planner.agreedFees, index, { fromMs, product: 'credit', change: cheaper });
		append(planner.agreedFees, index, {
			...{ fromMs, product: 'debit' },
			change: (agreed) => ({ ...agreed, capMinor: 1800, minMinor: 5, fixedMinor: 1 })
		});
	}
}

/** The paper was signed, and the host goes on charging by the one before. */
export function planStaleRates(planner: FaultPlanner): void {
	const fromMs = planner.at(12, '00:00');
	const merchants = takeMerchants(planner, isStandard, STALE_MERCHANTS);
	for (const { index } of merchants) {
		append(planner.agreedFees, index, { fromMs, product: 'credit', change: cheaper });
		append(planner.chargedFees, index, { fromMs, product: 'credit', change: (agreed) => agreed });
	}
	planner.record(
		{
			kind: 'stale_rate',
			cause: null,
			product: 'credit',
			dimension: 'merchant',
			values: merchants.map(({ merchantId }) => merchantId),
			description: 'A cheaper credit rate was agreed on; the host still charges the one before.'
		},
		{ startsAtMs: fromMs, endsAtMs: UNREPAIRED },
		terminalsOf(planner, merchants)
	);
}
