// From what the sales of a series say one by one (fee-signs.ts) to why they were charged otherwise than agreed.
import { explainOvercharges, likeliestRatePpm, roundingToleranceMinor, type FeeDriftKind } from './fee-kinds.ts';
import type { FeeSign } from './fee-signs.ts';

/** Sales of one terminal, merchant and product that say the same. */
export type SignSums = {
	readonly sales: number;
	/** All sales of the days on which there are such, whatever they say. */
	readonly seriesSales: number;
	readonly amountMinor: number;
	readonly chargedMinor: number;
	readonly expectedMinor: number;
	readonly firstMs: number;
	readonly firstCode: string | null;
	readonly lastMs: number;
	readonly overMinMinor: number;
	readonly overMaxMinor: number;
	readonly chargedMinMinor: number;
	readonly chargedMaxMinor: number;
	readonly rateLowPpm: number | null;
	readonly rateHighPpm: number | null;
};

export type Series = Partial<Record<FeeSign, SignSums>>;

/** A terminal that is configured otherwise than agreed on. */
export type ProfileGap = { readonly sinceMs: number; readonly agreedPpm: number; readonly configuredPpm: number };

export type FeeFinding = {
	readonly kind: FeeDriftKind;
	/** What its sales say: every sale of the series that says so is one of them, and no other. */
	readonly signs: readonly FeeSign[];
	readonly sinceMs: number;
	readonly lastMs: number | null;
	readonly firstSale: string | null;
	readonly effectivePpm: number | null;
	readonly sales: number;
	readonly amountMinor: number;
	readonly chargedMinor: number;
	readonly expectedMinor: number;
};

/** A category typed wrong once or twice is a slip. */
const HOPPED_SALES_MIN = 3;
const PPM = 1_000_000;

/** Everything that is wrong with a series; nothing for one that is charged as agreed on. */
export function feeFindings(series: Series, gap: ProfileGap | null): FeeFinding[] {
	const charged = overcharges(series);
	const findings = charged.map(finding);
	const hopped = series.other_mcc;
	if (hopped && hopped.sales >= HOPPED_SALES_MIN) {
		findings.push(finding({ kind: 'mcc_hop', sums: hopped, signs: ['other_mcc'] }));
	}
	if (findings.length === 0 && series.rounding && isBeyondRounding(series.rounding)) {
		findings.push(finding({ kind: 'rounding', sums: series.rounding, signs: ['rounding'] }));
	}
	return gap === null ? findings : withGap(findings, charged, gap);
}

const driftOf = ({ chargedMinor, expectedMinor }: SignSums) => chargedMinor - expectedMinor;
const isBeyondRounding = (sums: SignSums) => Math.abs(driftOf(sums)) > roundingToleranceMinor(sums.seriesSales);
const isOneRate = ({ rateLowPpm: low, rateHighPpm: high }: SignSums) => low !== null && high !== null && low <= high;
const isSameOnTop = ({ overMinMinor, overMaxMinor }: SignSums) => overMaxMinor - overMinMinor <= 1;

type Signed = { sums: SignSums; signs: readonly FeeSign[] };
type Explained = Signed & { kind: FeeDriftKind };

function overcharges(series: Series): Explained[] {
	const found: Explained[] = [];
	let over = signed('over', series.over);
	let stale = signed('stale', series.stale);
	let capped = signed('over_cap', series.over_cap);
	const rounding = signed('rounding', series.rounding);
	// A small sale at a raised rate may cost just what it did before the last change: then it belongs to the raise.
	if (over && stale && (isOneRate(both(over, stale).sums) || stale.sums.sales <= over.sums.sales)) {
		over = both(over, stale);
		stale = undefined;
	}
	// The same amount on top of everything also lifts capped sales over their cap, where one uncapped rate does not explain them.
	if (capped && (over ? isSameOnTop(both(over, capped).sums) : isSameOnTop(capped.sums) && !isOneRate(capped.sums))) {
		over = over ? both(over, capped) : capped;
		capped = undefined;
	}
	if (over) {
		const kind = explainOvercharges(over.sums);
		if (kind === 'silent_raise') found.push({ kind, ...withRounded(over, rounding) });
		else if (kind === 'minimum_fee_applied') found.push({ kind, ...withSameCharge(over, rounding) });
		else found.push({ kind, ...over });
	}
	if (capped) found.push({ kind: 'cap_not_applied', ...capped });
	if (stale) found.push({ kind: 'stale_rate', ...(over ? stale : withRounded(stale, rounding)) });
	return found;
}

const signed = (sign: FeeSign, sums: SignSums | undefined): Signed | undefined => sums && { sums, signs: [sign] };
const both = (a: Signed, b: Signed): Signed => ({ sums: merged(a.sums, b.sums), signs: [...a.signs, ...b.signs] });
const withSalesOf = (a: Signed, b: Signed): Signed => ({
	sums: withMoneyOf(a.sums, b.sums),
	signs: [...a.signs, ...b.signs]
});

/** A rate that is off by a fraction of a unit is lost in the rounding of small sales, and is charged on them all the same. */
function withRounded(own: Signed, rounding: Signed | undefined): Signed {
	const isSameSide = rounding !== undefined && Math.sign(driftOf(rounding.sums)) === Math.sign(driftOf(own.sums));
	return isSameSide ? withSalesOf(own, rounding) : own;
}

/** A minimum also lifts sales that lie a unit below it, which rounding alone would explain. */
function withSameCharge(own: Signed, rounding: Signed | undefined): Signed {
	const charges = [own.sums.chargedMaxMinor, rounding?.sums.chargedMinMinor, rounding?.sums.chargedMaxMinor];
	const isSame = rounding !== undefined && charges.every((minor) => minor === own.sums.chargedMinMinor);
	return isSame ? withSalesOf(own, rounding) : own;
}

/** Sums of both; what explains both. */
function merged(a: SignSums, b: SignSums): SignSums {
	const highest = (x: number | null, y: number | null) => (x === null ? y : y === null ? x : Math.max(x, y));
	const lowest = (x: number | null, y: number | null) => (x === null ? y : y === null ? x : Math.min(x, y));
	return {
		...withMoneyOf(a, b),
		overMinMinor: Math.min(a.overMinMinor, b.overMinMinor),
		overMaxMinor: Math.max(a.overMaxMinor, b.overMaxMinor),
		chargedMinMinor: Math.min(a.chargedMinMinor, b.chargedMinMinor),
		chargedMaxMinor: Math.max(a.chargedMaxMinor, b.chargedMaxMinor),
		rateLowPpm: highest(a.rateLowPpm, b.rateLowPpm),
		rateHighPpm: lowest(a.rateHighPpm, b.rateHighPpm)
	};
}

function withMoneyOf(sums: SignSums, more: SignSums): SignSums {
	const first = more.firstMs < sums.firstMs ? more : sums;
	return {
		...sums,
		sales: sums.sales + more.sales,
		seriesSales: Math.max(sums.seriesSales, more.seriesSales),
		amountMinor: sums.amountMinor + more.amountMinor,
		chargedMinor: sums.chargedMinor + more.chargedMinor,
		expectedMinor: sums.expectedMinor + more.expectedMinor,
		firstMs: first.firstMs,
		firstCode: first.firstCode,
		lastMs: Math.max(sums.lastMs, more.lastMs)
	};
}

function finding({ kind, sums, signs }: Explained): FeeFinding {
	const average = sums.amountMinor === 0 ? null : Math.round((sums.chargedMinor / sums.amountMinor) * PPM);
	const isRate = kind === 'silent_raise' || kind === 'stale_rate';
	const likeliest = isRate ? likeliestRatePpm(sums.rateLowPpm, sums.rateHighPpm) : null;
	return {
		kind,
		signs,
		sinceMs: sums.firstMs,
		lastMs: sums.lastMs,
		firstSale: sums.firstCode,
		effectivePpm: likeliest ?? average,
		sales: sums.sales,
		amountMinor: sums.amountMinor,
		chargedMinor: sums.chargedMinor,
		expectedMinor: sums.expectedMinor
	};
}

function isAtRate({ rateLowPpm: low, rateHighPpm: high }: SignSums, { configuredPpm, agreedPpm }: ProfileGap): boolean {
	return low !== null && high !== null && configuredPpm >= low && configuredPpm <= high && configuredPpm !== agreedPpm;
}

/** What is charged by the terminal's own, wrong profile is no silent raise; a wrong profile that nobody charges by costs nothing yet. */
function withGap(findings: readonly FeeFinding[], charged: readonly Explained[], gap: ProfileGap): FeeFinding[] {
	const isBy = (kind: FeeDriftKind) => charged.some((each) => each.kind === kind && isAtRate(each.sums, gap));
	// The terminal was not told of the new agreement: its sales say so already.
	if (isBy('stale_rate')) return [...findings];
	if (isBy('silent_raise')) {
		return findings.map((each) => {
			if (each.kind !== 'silent_raise') return each;
			const sinceMs = Math.min(each.sinceMs, gap.sinceMs);
			return { ...each, kind: 'configured_differs', effectivePpm: gap.configuredPpm, sinceMs };
		});
	}
	const none = { sales: 0, amountMinor: 0, chargedMinor: 0, expectedMinor: 0 };
	const unbilled = { signs: [], sinceMs: gap.sinceMs, lastMs: null, firstSale: null, effectivePpm: null, ...none };
	return [...findings, { kind: 'configured_differs', ...unbilled }];
}
