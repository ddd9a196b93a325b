// A verdict that is looked at every day: an interval that holds over all looks, so that nobody is alarmed for having looked often.
import type { Effect, RolloutEstimate } from './rollout-effect.ts';
import { tQuantile, tTest } from './student-t.ts';

/**
 * Of a random walk looked at all the time the chance to ever leave ±c is 4(1 − Φ(c)) at most (the reflection principle): 5 % at
 * c = 2.2414.
 */
const NORMAL_QUANTILE_OVER_LOOKS = 2.241403;

/** What was measured, as it may be said on every day of the comparison. */
export type RolloutLook = Effect & {
	readonly estimate: RolloutEstimate;
	/** Half the width of the interval on the last day of the comparison, as far as it can be told today. */
	readonly halfAtEnd: number;
	readonly codes: ReadonlyMap<number, Effect & { readonly failures: number }>;
};

/**
 * Intervals by P. C. O'Brien and T. R. Fleming's boundary (1979) over the information that a look has of all there will be: early
 * looks ask for much, and the last one hardly more than a single look would. Each difference shares its days before the update with
 * all later ones, so their covariance is the variance of the later one, which is what that boundary asks for.
 *
 * `share`: how much of the days after the update that will be compared has passed.
 */
export function overLooks(estimate: RolloutEstimate, share: number): RolloutLook {
	const variance = estimate.standardError ** 2;
	const atEnd = varianceAtEnd(estimate, share);
	const information = variance === 0 ? 1 : atEnd / variance;
	const { degrees } = estimate;
	const quantile = tQuantile(NORMAL_QUANTILE_OVER_LOOKS, degrees);
	const widened = ({ effect, standardError }: { effect: number; standardError: number }): Effect => {
		const half = (quantile * standardError) / Math.sqrt(information);
		const t = standardError === 0 ? 0 : (effect / standardError) * Math.sqrt(information);
		const p = Math.min(1, 2 * tTest(t, degrees));
		return { effect, low: effect - half, high: effect + half, p };
	};
	const codes = new Map([...estimate.codes].map(([code, own]) => [code, { failures: own.failures, ...widened(own) }]));
	return { ...widened(estimate), estimate, halfAtEnd: quantile * Math.sqrt(atEnd), codes };
}

/** The part of the error that comes from the days after the update shrinks with their number; the rest stays. */
export function varianceAtEnd({ standardError, standardErrorAfter }: RolloutEstimate, share: number): number {
	const after = Math.min(standardError, standardErrorAfter) ** 2;
	return standardError ** 2 - after + after * Math.min(1, share);
}
