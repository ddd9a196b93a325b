import { FaultPlanner } from './fault-planner.ts';
import { planFeeFaults, planSmallFeeFaults } from './fee-faults.ts';
import { planPriceChanges, planStaleRates } from './price-changes.ts';
import type { FaultPlan } from './planned-faults.ts';
import type { Population } from './population.ts';
import { planHarmlessFirmware, planTerminalFaults } from './terminal-faults.ts';
import { planUpstreamFaults } from './upstream-faults.ts';

/**
 * Plans everything that goes wrong in a demo of so many days that ends at an instant: stories that happen in real fleets,
 * each written down as the verdict that should be found.
 */
export function planFaults(
	seed: number,
	population: Population,
	{ toMs, days, feeFaults }: { toMs: number; days: number; feeFaults: boolean }
): FaultPlan {
	const planner = new FaultPlanner(seed, population, toMs);
	planUpstreamFaults(planner, days);
	planTerminalFaults(planner);
	if (feeFaults) planFeeFaults(planner);
	planHarmlessFirmware(planner);
	if (feeFaults) {
		planSmallFeeFaults(planner);
		planStaleRates(planner);
	}
	planPriceChanges(planner);
	return planner.finish();
}
