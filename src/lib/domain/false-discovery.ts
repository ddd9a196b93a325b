// Of many tests some turn out by chance. Who lists what turned out says how many of the list may be chance.

/** Of what is listed as changed at most this share is expected to have changed by chance. */
export const FALSE_DISCOVERY_RATE = 0.05;

/**
 * Which of the p-values stand when `rate` of those that stand may be chance, in the order given (Y. Benjamini and Y. Hochberg,
 * “Controlling the false discovery rate”, Journal of the Royal Statistical Society B 57, 1995).
 */
export function discoveries(pValues: readonly number[], rate: number = FALSE_DISCOVERY_RATE): boolean[] {
	const ordered = [...pValues].sort((a, b) => a - b);
	const limit = ordered.findLast((p, index) => p <= (rate * (index + 1)) / ordered.length);
	return pValues.map((p) => limit !== undefined && p <= limit);
}
