// Latencies counted in steps: a percentile of a quarter then needs a few thousand counts and not ten million facts. A step is a
// millisecond at first and a tenth of its latency further up, so that a percentile is off by less than a twentieth.
const EXACT_BELOW_MS = 20;
const GROWTH = 1.1;
const LATENCY_MAX_MS = 2 ** 31 - 1;

/** The most by which a percentile read from steps differs from the exact one, as a proportion of it. */
export const LATENCY_STEP_ERROR_MAX = 0.05;

/**
 * The least latency of each step; a step ends before the next begins. Roll-ups hold the number of a step, counted from 1: change
 * nothing here without counting them anew.
 */
export const LATENCY_STEPS: readonly number[] = (() => {
	const steps = Array.from({ length: EXACT_BELOW_MS }, (_, ms) => ms);
	for (let ms = EXACT_BELOW_MS; ms <= LATENCY_MAX_MS; ms = Math.ceil(ms * GROWTH)) steps.push(ms);
	return steps;
})();

/** What a latency in the step is taken for: as far from its ends in proportion. */
export function latencyOfStep(step: number): number {
	const first = LATENCY_STEPS[step - 1] ?? 0;
	const last = (LATENCY_STEPS[step] ?? first + 1) - 1;
	return Math.round(Math.sqrt(first * last));
}
