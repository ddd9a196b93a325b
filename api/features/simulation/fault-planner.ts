import type { FaultCode, FaultEffect } from './fault-effects.ts';
import { isoInstant, MS_PER_DAY, MS_PER_MINUTE, startOfLocalDay } from './demo-calendar.ts';
import {
	PLAIN_EFFECT,
	type FaultPlan,
	type FeeDeviation,
	type FirmwareUpdate,
	type MccHop,
	type PlannedFault
} from './planned-faults.ts';
import type { DemoTerminal, Population } from './population.ts';
import { Random, WeightedChoice } from './random.ts';
import type { NoticeRecord } from './records.ts';

const STREAM_FAULTS = 4;

/** Times of a fault; without an end nobody has repaired it. */
export interface FaultSpan {
	readonly startsAtMs: number;
	readonly endsAtMs: number;
}

/** Gathers the faults of a demo, so that each one can be written down as the story it is. */
export class FaultPlanner {
	readonly population: Population;
	readonly random: Random;
	readonly faults: PlannedFault[] = [];
	readonly notices: NoticeRecord[] = [];
	readonly agreedFees = new Map<number, FeeDeviation[]>();
	readonly chargedFees = new Map<number, FeeDeviation[]>();
	readonly configuredFees = new Map<number, FeeDeviation[]>();
	readonly mccHops = new Map<number, MccHop>();
	readonly firmwareUpdates = new Map<number, FirmwareUpdate>();
	readonly certificateEndsMs = new Map<number, number>();
	readonly certificateRenewedMs = new Map<number, number>();
	readonly keysLostMs = new Map<number, number>();
	readonly movedTo = new Map<number, { fromMs: number; lat: number; lng: number }>();
	private readonly byTerminal = new Map<number, FaultEffect[]>();
	private readonly byIssuer = new Map<string, FaultEffect[]>();
	private readonly byAcquirer = new Map<string, FaultEffect[]>();
	private readonly lastDayMs: number;
	private readonly taken = new Set<DemoTerminal>();

	constructor(seed: number, population: Population, toMs: number) {
		this.population = population;
		this.random = new Random(seed, STREAM_FAULTS);
		this.lastDayMs = startOfLocalDay(toMs);
	}

	/** An instant so many days before the last one, at a local time of day such as `14:10`. */
	at(daysBefore: number, time: string): number {
		const [hours = 0, minutes = 0] = time.split(':').map(Number);
		return this.lastDayMs - daysBefore * MS_PER_DAY + (hours * 60 + minutes) * MS_PER_MINUTE;
	}

	/**
	 * Chooses terminals that have no fault yet, the busiest first: a fault nobody's sales meet is not seen. The first is at
	 * an eighth of the list, because the very busiest would dominate every chart of the demo.
	 */
	takeTerminals(count: number, suits: (terminal: DemoTerminal) => boolean): DemoTerminal[] {
		const suitable = this.population.terminals.filter((terminal) => suits(terminal) && !this.taken.has(terminal));
		suitable.sort((a, b) => b.salesPerDay - a.salesPerDay || a.index - b.index);
		const first = Math.min(Math.floor(suitable.length / 8), Math.max(0, suitable.length - count));
		const chosen = suitable.slice(first, first + count);
		for (const terminal of chosen) this.taken.add(terminal);
		return chosen;
	}

	/** Chooses by chance, for faults that meet many. */
	sampleTerminals(share: number, suits: (terminal: DemoTerminal) => boolean): DemoTerminal[] {
		const isChosen = (terminal: DemoTerminal) =>
			suits(terminal) && !this.taken.has(terminal) && this.random.chance(share);
		const chosen = this.population.terminals.filter(isChosen);
		for (const terminal of chosen) this.taken.add(terminal);
		return chosen;
	}

	hitTerminals(terminals: readonly DemoTerminal[], effect: FaultEffect): void {
		for (const terminal of terminals) append(this.byTerminal, terminal.index, effect);
	}

	hitIssuer(issuer: string, effect: FaultEffect): void {
		append(this.byIssuer, issuer, effect);
	}

	hitAcquirer(acquirerId: string, effect: FaultEffect): void {
		append(this.byAcquirer, acquirerId, effect);
	}

	record(
		fault: Pick<PlannedFault, 'kind' | 'cause' | 'dimension' | 'values' | 'description'> &
			Partial<Pick<PlannedFault, 'within' | 'dailyAt' | 'codes' | 'product'>>,
		span: FaultSpan,
		terminals: readonly DemoTerminal[] = []
	): void {
		this.faults.push({
			within: {},
			dailyAt: null,
			codes: [],
			product: null,
			...fault,
			startsAt: isoInstant(span.startsAtMs),
			endsAt: Number.isFinite(span.endsAtMs) ? isoInstant(span.endsAtMs) : null,
			terminalIds: terminals.map((terminal) => terminal.terminalId)
		});
	}

	finish(): FaultPlan {
		const { byTerminal, byIssuer, byAcquirer } = this;
		return {
			faults: this.faults,
			notices: this.notices,
			targets: { byTerminal, byIssuer, byAcquirer },
			agreedFees: this.agreedFees,
			chargedFees: this.chargedFees,
			configuredFees: this.configuredFees,
			mccHops: this.mccHops,
			firmwareUpdates: this.firmwareUpdates,
			certificateEndsMs: this.certificateEndsMs,
			certificateRenewedMs: this.certificateRenewedMs,
			keysLostMs: this.keysLostMs,
			movedTo: this.movedTo
		};
	}
}

/** Codes with their weights; the empty text stands for no answer. */
export function codes(
	profile: FaultCode['profile'],
	weights: Readonly<Record<string, number>>
): WeightedChoice<FaultCode> {
	return new WeightedChoice(
		Object.entries(weights).map(([code, weight]) => [{ profile, code: code === '' ? null : code }, weight])
	);
}

export function effect(
	essentials: Pick<FaultEffect, 'startsAtMs' | 'codes' | 'share'> & Partial<FaultEffect>
): FaultEffect {
	return { ...PLAIN_EFFECT, ...essentials };
}

export function append<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
	const items = map.get(key);
	if (items) items.push(item);
	else map.set(key, [item]);
}
