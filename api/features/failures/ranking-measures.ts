// What a ranking says of a place: its rates, what its peers would lead one to expect, and how it fared in the compared window.
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { rateChange } from '#lib/domain/rate-change.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import type { RankedRow } from './failure-ranking.repo.ts';
import { currencyCode } from './failure-series.usecases.ts';
import type { RankingMeasures } from './failures.schemas.ts';
import type { PlaceCounts } from './place-details.repo.ts';

/** Beside what the place is. `before` is null when nothing is compared, or nothing was attempted then. */
export function measures(
	row: RankedRow,
	counts: PlaceCounts,
	before: PlaceCounts | null
): Omit<RankingMeasures, 'state'> {
	const { approved, terminal, upstream, business, unresolved } = counts;
	const attempts = attemptsOf(counts);
	const interval = wilsonInterval(terminal, attempts);
	const peerRate = row.peer_attempts > 0 ? row.peer_terminal / row.peer_attempts : null;
	const expected = peerRate === null ? null : attempts * peerRate;
	return {
		attempts,
		approved,
		terminal,
		upstream,
		business,
		unresolved,
		rate: terminal / attempts,
		rateLow: interval.low,
		rateHigh: interval.high,
		approvalRate: approved / attempts,
		upstreamRate: upstream / attempts,
		businessRate: business / attempts,
		unresolvedRate: unresolved / attempts,
		peerRate,
		expected,
		observedToExpected: expected === null || expected === 0 ? null : terminal / expected,
		...changeSince(counts, before),
		causes: Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, counts[cause]])) as Record<FailureCause, number>,
		amountMinor: counts.amount_minor,
		currency: counts.currency === null ? null : currencyCode(counts.currency),
		failedAmountMinor:
			counts.amount_minor === null || counts.approved_minor === null
				? null
				: counts.amount_minor - counts.approved_minor
	};
}

const attemptsOf = ({ approved, terminal, upstream, business, unresolved }: PlaceCounts) =>
	approved + terminal + upstream + business + unresolved;

function changeSince(now: PlaceCounts, before: PlaceCounts | null) {
	const attempts = before === null ? 0 : attemptsOf(before);
	if (before === null || attempts === 0) return { previous: null, change: null, changeLow: null, changeHigh: null };
	const interval = wilsonInterval(before.terminal, attempts);
	const change = rateChange(wilsonInterval(now.terminal, attemptsOf(now)), interval);
	return {
		previous: {
			attempts,
			terminal: before.terminal,
			rate: before.terminal / attempts,
			rateLow: interval.low,
			rateHigh: interval.high
		},
		change: change?.difference ?? null,
		changeLow: change?.low ?? null,
		changeHigh: change?.high ?? null
	};
}
