/** Standard normal quantile of a two-sided 95 % interval. */
export const Z_95 = 1.959963984540054;

/** Standard normal quantile of a two-sided 99.8 % interval, the outer limit of a funnel plot. */
export const Z_998 = 3.090232306167813;

export interface Interval {
	/** Null when nothing was attempted: no data is not a rate of zero. */
	readonly rate: number | null;
	readonly low: number;
	readonly high: number;
}

/**
 * Wilson's score interval of a proportion, which stays honest for the small counts of a single terminal.
 * Nothing attempted means nothing known: the rate is null and the interval is all of [0, 1].
 */
export function wilsonInterval(failures: number, attempts: number, z: number = Z_95): Interval {
	if (attempts <= 0) return { rate: null, low: 0, high: 1 };
	if (failures < 0 || failures > attempts) {
		throw new RangeError(`failures must lie between 0 and attempts (${attempts}), not ${failures}`);
	}
	const rate = failures / attempts;
	const zSquared = z * z;
	const denominator = 1 + zSquared / attempts;
	const centre = (rate + zSquared / (2 * attempts)) / denominator;
	const halfWidth = (z * Math.sqrt((rate * (1 - rate) + zSquared / (4 * attempts)) / attempts)) / denominator;
	// At the ends the bound is exact; arithmetic would leave it a rounding error outside the interval.
	const low = failures === 0 ? 0 : Math.max(0, centre - halfWidth);
	const high = failures === attempts ? 1 : Math.min(1, centre + halfWidth);
	return { rate, low, high };
}

/**
 * What a set of transactions counts. `approved`, `terminal`, `upstream`, `business` and `unresolved` hold attempts only,
 * so they are disjoint and sum to the attempts; `excluded` and `reversals` are what was left out.
 */
export interface Counts {
	readonly all: number;
	/** Transactions of scope `excluded` that are not reversals. */
	readonly excluded: number;
	/** Transactions of type `reversal`, whatever their scope. */
	readonly reversals: number;
	/** Scope `approved` or `approved_check`. */
	readonly approved: number;
	readonly terminal: number;
	readonly upstream: number;
	readonly business: number;
	/** Scope `ambiguous`: a slice of its own until concentration decides. */
	readonly unresolved: number;
}

export const NO_COUNTS: Counts = {
	all: 0,
	excluded: 0,
	reversals: 0,
	approved: 0,
	terminal: 0,
	upstream: 0,
	business: 0,
	unresolved: 0
};

/** Groups are added up before any rate is taken: a group's rate is a sum over a sum, never a mean of rates. */
export function sumCounts(groups: Iterable<Counts>): Counts {
	const sum = { ...NO_COUNTS };
	for (const group of groups) {
		sum.all += group.all;
		sum.excluded += group.excluded;
		sum.reversals += group.reversals;
		sum.approved += group.approved;
		sum.terminal += group.terminal;
		sum.upstream += group.upstream;
		sum.business += group.business;
		sum.unresolved += group.unresolved;
	}
	return sum;
}

/** The denominator of every rate. */
export function attemptsOf(counts: Counts): number {
	return counts.all - counts.excluded - counts.reversals;
}

export const RATE_KEYS = [
	'approvalRate',
	'terminalTechnicalRate',
	'upstreamRate',
	'businessRate',
	'unresolvedRate'
] as const;

export type RateKey = (typeof RATE_KEYS)[number];

export type CountedPart = 'approved' | 'terminal' | 'upstream' | 'business' | 'unresolved';

export interface RateFormula {
	readonly key: RateKey;
	/** The count that stands over `attempts`. */
	readonly part: CountedPart;
	/** The formula as people read it, one click away from the number. */
	readonly formula: string;
}

/** What `attempts` means, shown with every formula. */
export const ATTEMPTS_FORMULA = 'attempts = all − excluded − reversals';

export const RATE_FORMULAS: readonly RateFormula[] = [
	{ key: 'approvalRate', part: 'approved', formula: 'approval_rate = approved / attempts' },
	{ key: 'terminalTechnicalRate', part: 'terminal', formula: 'terminal_technical_rate = terminal / attempts' },
	{ key: 'upstreamRate', part: 'upstream', formula: 'upstream_rate = upstream / attempts' },
	{ key: 'businessRate', part: 'business', formula: 'business_rate = business / attempts' },
	{ key: 'unresolvedRate', part: 'unresolved', formula: 'unresolved_rate = unresolved / attempts' }
];

export function approvalRate(counts: Counts): Interval {
	return wilsonInterval(counts.approved, attemptsOf(counts));
}

/** The only rate a terminal is judged on. */
export function terminalTechnicalRate(counts: Counts): Interval {
	return wilsonInterval(counts.terminal, attemptsOf(counts));
}

export function upstreamRate(counts: Counts): Interval {
	return wilsonInterval(counts.upstream, attemptsOf(counts));
}

export function businessRate(counts: Counts): Interval {
	return wilsonInterval(counts.business, attemptsOf(counts));
}

export function unresolvedRate(counts: Counts): Interval {
	return wilsonInterval(counts.unresolved, attemptsOf(counts));
}

export type Rates = { readonly attempts: number } & { readonly [Key in RateKey]: Interval };

/** Every rate of a group with its 95 % interval; together the five rates sum to one. */
export function ratesOf(counts: Counts): Rates {
	return {
		attempts: attemptsOf(counts),
		approvalRate: approvalRate(counts),
		terminalTechnicalRate: terminalTechnicalRate(counts),
		upstreamRate: upstreamRate(counts),
		businessRate: businessRate(counts),
		unresolvedRate: unresolvedRate(counts)
	};
}
