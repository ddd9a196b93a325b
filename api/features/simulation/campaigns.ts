// What the vendor's tool would export of the roll-outs of a demo: rings, windows, and what failed on the way.
import { isoInstant, localDate, MS_PER_DAY, startOfLocalDay } from './demo-calendar.ts';
import { BAD_ROLLOUT, HARMLESS_ROLLOUT } from './devices.ts';
import type { FaultPlan } from './planned-faults.ts';
import type { DemoTerminal, Population } from './population.ts';
import type { FirmwareCampaignRecord } from './records.ts';

/** One in so many of those that still wait could not be updated when their turn came. */
const FAILED_ONE_IN = 12;
const FAILURES = ['battery below 20 %', 'download interrupted', 'not enough storage', 'batch not settled'] as const;

type Campaign = {
	readonly rollout: { readonly vendor: string; readonly model: string; readonly version: string };
	readonly name: string;
	readonly status: FirmwareCampaignRecord['status'];
	readonly window: { readonly windowFrom: string; readonly windowTo: string };
	/** Whether those that were not updated are a ring to come. */
	readonly goesOn: boolean;
};

/** The bad one still runs, so that there is something to stop; the harmless one is through. */
const CAMPAIGNS: readonly Campaign[] = [
	{
		rollout: BAD_ROLLOUT,
		name: 'A920 2025-03',
		status: 'running',
		window: { windowFrom: '02:00', windowTo: '04:15' },
		goesOn: true
	},
	{
		rollout: HARMLESS_ROLLOUT,
		name: 'P2 1.4.16',
		status: 'completed',
		window: { windowFrom: '02:00', windowTo: '05:00' },
		goesOn: false
	}
];

export function firmwareCampaignRecords(population: Population, plan: FaultPlan): FirmwareCampaignRecord[] {
	return CAMPAIGNS.flatMap((campaign) => recordsOf(campaign, population, plan));
}

/** Each night with updates is a ring. */
function recordsOf(campaign: Campaign, { terminals }: Population, plan: FaultPlan): FirmwareCampaignRecord[] {
	const { rollout, name, status, window, goesOn } = campaign;
	const updateOf = ({ index }: DemoTerminal) => {
		const update = plan.firmwareUpdates.get(index);
		return update?.version === rollout.version ? update : undefined;
	};
	const updates = terminals.flatMap((terminal) => updateOf(terminal)?.atMs ?? []);
	const nights = [...new Set(updates.map((atMs) => localDate(atMs)))].sort((a, b) => a.localeCompare(b));
	if (nights.length === 0) return [];
	const lastMs = Math.max(...updates);
	const common = { campaignId: `FW-${rollout.model}-${nights[0]}`, name, ...rollout, status, ...window };
	let waiting = 0;
	return terminals.flatMap((terminal): FirmwareCampaignRecord[] => {
		const update = updateOf(terminal);
		const { terminalId } = terminal;
		if (update) {
			const ring = nights.indexOf(localDate(update.atMs));
			return [{ ...common, terminalId, ring, startsAt: startOf(update.atMs), outcome: 'installed', failure: null }];
		}
		if (!goesOn || terminal.model.model !== rollout.model) return [];
		const nth = waiting++;
		const failure = nth % FAILED_ONE_IN === 0 ? (FAILURES[(nth / FAILED_ONE_IN) % FAILURES.length] ?? null) : null;
		if (failure !== null) {
			const ring = nights.length - 1;
			return [{ ...common, terminalId, ring, startsAt: startOf(lastMs), outcome: 'failed', failure }];
		}
		const startsAt = startOf(lastMs + 14 * MS_PER_DAY);
		return [{ ...common, terminalId, ring: nights.length, startsAt, outcome: 'pending', failure: null }];
	});
}

/** Midnight of the night in which a ring is updated. */
const startOf = (ms: number) => isoInstant(startOfLocalDay(ms));
