// Student's distribution, for intervals and tests by few observations.

const NORMAL_QUANTILE_95 = 1.959964;

/** Half the width of a 95 % interval in standard errors. */
export function tQuantile95(degrees: number): number {
	if (degrees < 1) throw new RangeError(`degrees of freedom must be 1 or more, not ${degrees}`);
	if (degrees < 3) return degrees === 1 ? 12.706 : 4.303;
	return tQuantile(NORMAL_QUANTILE_95, degrees);
}

/**
 * The quantile that belongs to the quantile `z` of the normal distribution, to two decimals from 3 degrees on where z is about 2
 * (Cornish and Fisher's expansion).
 */
export function tQuantile(z: number, degrees: number): number {
	return (
		z +
		(z ** 3 + z) / (4 * degrees) +
		(5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
		(3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3)
	);
}

/**
 * Two-sided p-value of `t`: D. L. Wallace's normal approximation (1959), whose error is below a hundredth of the value from 5
 * degrees on.
 */
export function tTest(t: number, degrees: number): number {
	const scaled = Math.sqrt(degrees * Math.log1p((t * t) / degrees)) * ((8 * degrees + 1) / (8 * degrees + 3));
	return erfc(scaled / Math.SQRT2);
}

/** W. J. Cody's idea as a Chebyshev fit; relative error below 1.2e-7 for x >= 0, so that small p-values keep their order. */
function erfc(x: number): number {
	const u = 1 / (1 + x / 2);
	const polynomial = [
		-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
		0.17087277
	].reduceRight((sum, coefficient) => sum * u + coefficient, 0);
	return Math.min(1, u * Math.exp(-x * x + polynomial));
}
