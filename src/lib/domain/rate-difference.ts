/** What a group contributed to a rate in one window: `attempts` of everything, of which `failures` count. */
export interface WindowCounts {
	readonly attempts: number;
	readonly failures: number;
}

/** Why an overall rate differs between two windows, as far as one group is concerned; all as differences of proportions. */
export interface RateDifference {
	/** The group itself fares better or worse: its mean share × the change of its rate. */
	readonly effect: number;
	/** More or less of the traffic is of this group: the change of its share × how much worse than all it is on average. */
	readonly mix: number;
}

/**
 * Splits the difference of the overall rate between two windows over the groups, symmetrically in time: who swaps the windows gets
 * the same numbers with the other sign. Effects and mixes together are the whole difference, with no rest left over.
 *
 * Kitagawa, E. M. (1955), Components of a Difference Between Two Rates, Journal of the American Statistical Association 50 (272),
 * 1168–1194. The overall rate taken off in `mix` follows the same idea: shifting shares among groups that are all alike explains
 * nothing, and the mixes of all groups sum to the same with it and without it.
 *
 * A group without attempts in one window has no rate there: it takes that of the other, so that it coming or going counts as mix.
 * Null where a window is empty, since no rate can differ from no data.
 */
export function rateDifferences(
	groups: readonly { readonly before: WindowCounts; readonly after: WindowCounts }[]
): RateDifference[] | null {
	const before = sum(groups.map((group) => group.before));
	const after = sum(groups.map((group) => group.after));
	if (before.attempts === 0 || after.attempts === 0) return null;
	const overallMean = (before.failures / before.attempts + after.failures / after.attempts) / 2;
	return groups.map((group) => {
		const shareBefore = group.before.attempts / before.attempts;
		const shareAfter = group.after.attempts / after.attempts;
		const rateBefore = rateOf(group.before) ?? rateOf(group.after) ?? 0;
		const rateAfter = rateOf(group.after) ?? rateBefore;
		return {
			effect: ((shareBefore + shareAfter) / 2) * (rateAfter - rateBefore),
			mix: (shareAfter - shareBefore) * ((rateBefore + rateAfter) / 2 - overallMean)
		};
	});
}

function rateOf({ attempts, failures }: WindowCounts): number | null {
	return attempts === 0 ? null : failures / attempts;
}

function sum(all: readonly WindowCounts[]): WindowCounts {
	return all.reduce(
		(total, each) => ({ attempts: total.attempts + each.attempts, failures: total.failures + each.failures }),
		{ attempts: 0, failures: 0 }
	);
}
