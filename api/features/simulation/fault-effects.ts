import type { EntryMode, Product } from '#lib/domain/transactions.ts';
import type { AnswerCode } from './issuers.ts';
import { timeOfLocalDay } from './demo-calendar.ts';
import type { WeightedChoice } from './random.ts';

/** What a failing attempt answers; a code of null means that no answer came. */
export interface FaultCode {
	readonly profile: AnswerCode['profile'];
	readonly code: string | null;
}

/** What a fault does to the attempts that meet it. */
export interface FaultEffect {
	readonly startsAtMs: number;
	/** Infinity while nobody has repaired it. */
	readonly endsAtMs: number;
	/** Only in this part of each local day, in milliseconds since midnight; null for all of it. */
	readonly dailyMs: { readonly from: number; readonly to: number } | null;
	/** The share of attempts that fail once the fault is at full strength. */
	readonly share: number;
	/** How long it takes to full strength; 0 for a fault that is there at once. */
	readonly rampMs: number;
	readonly codes: WeightedChoice<FaultCode>;
	/** Answers take this long; null for the usual. */
	readonly latencyMs: number | null;
	/** The part of its trade that a terminal keeps while it suffers: people pay elsewhere or in cash. */
	readonly salesFactor: number;
	/** Only these attempts can fail; null for any. */
	readonly entryModes: readonly EntryMode[] | null;
	readonly products: readonly Product[] | null;
	readonly isReportingSilent: boolean;
}

/** Effects by whom they meet. */
export interface FaultTargets {
	readonly byTerminal: ReadonlyMap<number, readonly FaultEffect[]>;
	readonly byIssuer: ReadonlyMap<string, readonly FaultEffect[]>;
	readonly byAcquirer: ReadonlyMap<string, readonly FaultEffect[]>;
}

/** How likely an attempt at this moment fails by the effect. */
export function strengthAt(effect: FaultEffect, ms: number): number {
	if (ms < effect.startsAtMs || ms >= effect.endsAtMs) return 0;
	if (effect.dailyMs !== null && !isWithin(effect.dailyMs, timeOfLocalDay(ms))) return 0;
	if (effect.rampMs === 0) return effect.share;
	return effect.share * Math.min(1, (ms - effect.startsAtMs) / effect.rampMs);
}

function isWithin({ from, to }: { readonly from: number; readonly to: number }, time: number): boolean {
	return time >= from && time < to;
}

export function meets(effect: FaultEffect, entryMode: EntryMode, product: Product): boolean {
	const isEntryModeMet = effect.entryModes === null || effect.entryModes.includes(entryMode);
	return isEntryModeMet && (effect.products === null || effect.products.includes(product));
}

/** The targets whose effects touch a span of time, so that most sales need not look at any. */
export function activeTargets(targets: FaultTargets, fromMs: number, toMs: number): FaultTargets {
	return {
		byTerminal: activeEffects(targets.byTerminal, fromMs, toMs),
		byIssuer: activeEffects(targets.byIssuer, fromMs, toMs),
		byAcquirer: activeEffects(targets.byAcquirer, fromMs, toMs)
	};
}

function activeEffects<Key>(
	all: ReadonlyMap<Key, readonly FaultEffect[]>,
	fromMs: number,
	toMs: number
): Map<Key, readonly FaultEffect[]> {
	const active = new Map<Key, readonly FaultEffect[]>();
	for (const [key, effects] of all) {
		const touching = effects.filter((effect) => effect.startsAtMs < toMs && effect.endsAtMs > fromMs);
		if (touching.length > 0) active.set(key, touching);
	}
	return active;
}
