// Control limits of a funnel plot: how far from the centre a rate may lie by chance alone, given its attempts.
import { LEARNING_ATTEMPTS_MAX } from './terminal-states.ts';

/** Probabilities below which a rate lies by chance: the ends of the 95 % and of the 99.8 % limits. */
const PROBABILITIES = { low95: 0.025, high95: 0.975, low998: 0.001, high998: 0.999 } as const;

export interface FunnelLimits {
	readonly low95: number;
	readonly high95: number;
	readonly low998: number;
	readonly high998: number;
}

/** Where a rate lies; `inside` is what chance explains. */
export type FunnelZone = 'far_above' | 'above' | 'inside' | 'below' | 'far_below';

/**
 * Exact binomial limits with interpolation (D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”,
 * Statistics in Medicine 24, 2005, appendix A.1.1). The normal approximation is not good enough here: terminals fail about
 * once in a hundred attempts and many have only a few dozen.
 */
export function funnelLimits(centre: number, attempts: number): FunnelLimits {
	if (!(centre >= 0 && centre <= 1)) throw new RangeError(`a rate lies between 0 and 1, not at ${centre}`);
	if (attempts <= 0) return { low95: 0, high95: 1, low998: 0, high998: 1 };
	if (centre === 0 || centre === 1) return { low95: centre, high95: centre, low998: centre, high998: centre };
	const distribution = binomial(attempts, centre);
	const limit = (probability: number) => {
		const count = interpolatedQuantile(distribution, probability);
		return Math.min(1, Math.max(0, count / attempts));
	};
	return {
		low95: limit(PROBABILITIES.low95),
		high95: limit(PROBABILITIES.high95),
		low998: limit(PROBABILITIES.low998),
		high998: limit(PROBABILITIES.high998)
	};
}

/** The same for many terminals around one centre: of 100,000 most share their number of attempts with others. */
export function funnelLimitsAround(centre: number): (attempts: number) => FunnelLimits {
	const known = new Map<number, FunnelLimits>();
	return (attempts) => {
		let limits = known.get(attempts);
		if (!limits) known.set(attempts, (limits = funnelLimits(centre, attempts)));
		return limits;
	};
}

export function funnelZone(rate: number, limits: FunnelLimits): FunnelZone {
	if (rate > limits.high998) return 'far_above';
	if (rate > limits.high95) return 'above';
	if (rate < limits.low998) return 'far_below';
	return rate < limits.low95 ? 'below' : 'inside';
}

/** The zone of each of many terminals around one centre; too few attempts to be judged lie inside. */
export function funnelZoneAround(centre: number): (attempts: number, failures: number) => FunnelZone {
	const limitsOf = funnelLimitsAround(centre);
	return (attempts, failures) =>
		attempts <= LEARNING_ATTEMPTS_MAX ? 'inside' : funnelZone(failures / attempts, limitsOf(attempts));
}

/** Probabilities of the counts from `first` on; what is left out on both sides is too unlikely to matter. */
interface Distribution {
	readonly first: number;
	readonly probabilities: readonly number[];
}

const NEGLIGIBLE = 1e-15;

/** Built outwards from the likeliest count, so that nothing underflows however many attempts there are. */
function binomial(attempts: number, rate: number): Distribution {
	const odds = rate / (1 - rate);
	const mode = Math.min(attempts, Math.floor((attempts + 1) * rate));
	const below: number[] = [];
	for (let count = mode, weight = 1; count > 0; count--) {
		weight *= count / (attempts - count + 1) / odds;
		if (weight < NEGLIGIBLE) break;
		below.push(weight);
	}
	const above: number[] = [];
	for (let count = mode, weight = 1; count < attempts; count++) {
		weight *= ((attempts - count) / (count + 1)) * odds;
		if (weight < NEGLIGIBLE) break;
		above.push(weight);
	}
	const weights = [...below.reverse(), 1, ...above];
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return { first: mode - below.length, probabilities: weights.map((weight) => weight / total) };
}

/** The smallest count that the probability does not exceed, moved down by the share of its step that is not needed. */
function interpolatedQuantile({ first, probabilities }: Distribution, probability: number): number {
	let cumulative = 0;
	for (const [offset, share] of probabilities.entries()) {
		cumulative += share;
		if (cumulative >= probability) return first + offset - (cumulative - probability) / share;
	}
	return first + probabilities.length - 1;
}
