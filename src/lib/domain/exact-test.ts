// Whether two rates differ by more than chance: the exact test, which small counts need.

export interface Sample {
	readonly failures: number;
	readonly attempts: number;
}

/** Arithmetic must not tell tables apart that are equally likely. */
const TOLERANCE = 1e-9;

/** Below it Stirling's series is not exact enough. */
const SERIES_FROM = 16;

/**
 * Two-sided p-value of Fisher's exact test (R. A. Fisher, “Statistical Methods for Research Workers”, 1934): the probability, were
 * both rates the same, of a split of all failures that is at most as likely as the one seen. It is 1 where nothing can be told.
 */
export function fisherExact(a: Sample, b: Sample): number {
	for (const { failures, attempts } of [a, b]) {
		if (failures < 0 || failures > attempts) {
			throw new RangeError(`failures must lie between 0 and attempts (${attempts}), not ${failures}`);
		}
	}
	const failures = a.failures + b.failures;
	const attempts = a.attempts + b.attempts;
	const likelihoodOf = (failuresOfA: number) =>
		Math.exp(
			logChoose(a.attempts, failuresOfA) + logChoose(b.attempts, failures - failuresOfA) - logChoose(attempts, failures)
		);
	const asUnlikely = likelihoodOf(a.failures) * (1 + TOLERANCE);
	let sum = 0;
	for (let each = Math.max(0, failures - b.attempts); each <= Math.min(failures, a.attempts); each++) {
		const likelihood = likelihoodOf(each);
		if (likelihood <= asUnlikely) sum += likelihood;
	}
	return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
	return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Stirling's series, from where its error is below 1e-11. */
function logFactorial(n: number): number {
	if (n < SERIES_FROM) {
		let product = 1;
		for (let factor = 2; factor <= n; factor++) product *= factor;
		return Math.log(product);
	}
	const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
	return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + series;
}
