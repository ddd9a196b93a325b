// Why a series of sales was charged otherwise than agreed: what one explanation fits all of them.

/** How fees leave the agreement. Rows of the database name them: append, never rename. */
export const FEE_DRIFT_KINDS = [
	'silent_raise',
	'cap_not_applied',
	'fixed_fee_added',
	'configured_differs',
	'stale_rate',
	'minimum_fee_applied',
	'rounding',
	'mcc_hop'
] as const;

export type FeeDriftKind = (typeof FEE_DRIFT_KINDS)[number];

/** What the sales of a series that were charged too much (`over` or `over_cap`) have in common. */
export type Overcharges = {
	readonly sales: number;
	readonly overMinMinor: number;
	readonly overMaxMinor: number;
	readonly chargedMinMinor: number;
	readonly chargedMaxMinor: number;
	/**
	 * The rates that explain every one of them, whatever its rounding: as parts per million, low above high where no single rate
	 * does. Null where no sale had an amount.
	 */
	readonly rateLowPpm: number | null;
	readonly rateHighPpm: number | null;
};

/** What instant settlement costs per sale where somebody orders it (DOMAIN: 1, 2 or 3 yuan). */
const USUAL_FIXED_MINOR: readonly number[] = [100, 200, 300];

const isOneRate = ({ rateLowPpm: low, rateHighPpm: high }: Overcharges) => low !== null && high !== null && low <= high;

/**
 * The explanation that fits all overcharged sales. A fixed part adds the same to each (to the unit that rounding may move); a
 * minimum makes each cost the same; a raised rate is one rate. Where several fit, as with a single sale, a usual fixed amount
 * decides, else the rate.
 */
export function explainOvercharges(over: Overcharges): 'silent_raise' | 'fixed_fee_added' | 'minimum_fee_applied' {
	const isFixed = over.overMaxMinor - over.overMinMinor <= 1;
	const isMinimum = over.chargedMinMinor === over.chargedMaxMinor && over.overMaxMinor > over.overMinMinor;
	if (isMinimum) return 'minimum_fee_applied';
	if (!isFixed) return 'silent_raise';
	if (!isOneRate(over)) return 'fixed_fee_added';
	const isUsual = USUAL_FIXED_MINOR.some((minor) => minor >= over.overMinMinor && minor <= over.overMaxMinor);
	return isUsual ? 'fixed_fee_added' : 'silent_raise';
}

/** Rates are agreed on in round numbers: steps in which the roundest of several possible ones is looked for. */
const RATE_STEPS_PPM: readonly number[] = [1000, 500, 100, 50, 10, 5, 1];

/** The roundest rate between two: what was most likely charged. Null where there is none. */
export function likeliestRatePpm(lowPpm: number | null, highPpm: number | null): number | null {
	if (lowPpm === null || highPpm === null || lowPpm > highPpm) return null;
	for (const step of RATE_STEPS_PPM) {
		const rate = Math.ceil(lowPpm / step) * step;
		if (rate <= highPpm) return rate;
	}
	return null;
}

/** What rounding alone may add up to over so many sales when its side is not known (three standard deviations). */
export function roundingToleranceMinor(sales: number): number {
	return Math.max(2, Math.ceil(3 * Math.sqrt(sales / 12)));
}
