// Groups of one dimension side by side, and why the overall rate differs from that of another window.
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import type { Comparison } from '#lib/domain/comparison.ts';
import { rateDifferences, type RateDifference } from '#lib/domain/rate-difference.ts';
import { ratesOf, wilsonInterval } from '#lib/domain/rates.ts';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { groupSums, type GroupRow } from './failure-groups.repo.ts';
import type { Group, Groups, GroupsQuery, GroupSums } from './failure-groups.schemas.ts';
import { pageOfGroups } from './failure-groups.order.ts';
import { currencyCode, groupOf } from './failure-series.usecases.ts';
import { planPieces, windowToCompare } from './failure-window.ts';
import type { FailureFilter } from './failures.schemas.ts';
import { dimensionsOf, filterIds } from './filter-ids.repo.ts';

export type GroupsQuestion = Pick<GroupsQuery, 'groupBy' | 'sort' | 'limit' | 'cursor'> & {
	filter: FailureFilter;
	comparison: Comparison;
	window: TimeWindow;
	zone: string;
};

const COUNTED = ['attempts', 'approved', 'terminal', 'upstream', 'business', 'unresolved'] as const;
type Sums = Record<(typeof COUNTED)[number], number>;
const NOTHING: Sums = { attempts: 0, approved: 0, terminal: 0, upstream: 0, business: 0, unresolved: 0 };

export async function readGroups(db: ReadDb, scope: Scope, question: GroupsQuestion): Promise<Groups> {
	const { filter, window, zone, groupBy, sort, limit, cursor } = question;
	const ids = await filterIds(db, filter);
	const compared = windowToCompare(question.comparison, window, zone);
	const dimensions = [...dimensionsOf(ids), groupBy];
	const sumsIn = async (span: TimeWindow) => {
		const { source, pieces } = await planPieces(db, span, zone, dimensions, null);
		return { source, rows: await groupSums(db, scope, { pieces, ids, zone, groupBy }) };
	};
	const { source, rows } = await sumsIn(window);
	const previousRows = compared === null ? null : (await sumsIn(compared)).rows;
	const pairs = pairsOf(rows, previousRows ?? []);
	const differences = previousRows === null ? null : differencesOf(pairs);
	const all = { now: totalOf(rows), before: totalOf(previousRows ?? []) };
	const groups = pairs.map((pair, index) => groupItem(groupBy, pair, all, differences?.[index] ?? null));
	const page = pageOfGroups(groups, sort, limit, cursor);
	return {
		...page,
		groupBy,
		...instants(window),
		timeZone: zone,
		source,
		overall: overallOf(all.now, rows.length),
		comparison:
			compared === null || previousRows === null
				? null
				: {
						...instants(compared),
						overall: overallOf(all.before, previousRows.length),
						change: changeOf(all.now, all.before),
						effect: differences && differences.reduce((sum, { effect }) => sum + effect, 0),
						mix: differences && differences.reduce((sum, { mix }) => sum + mix, 0),
						contributors: contributorsOf(groups)
					}
	};
}

type Pair = { named: GroupRow; now: Sums; before: Sums; causes: GroupRow | null };

/** Every group that occurs in either window. */
function pairsOf(rows: readonly GroupRow[], previousRows: readonly GroupRow[]): Pair[] {
	const before = new Map(previousRows.map((row) => [row.group_id, row]));
	const now = new Set(rows.map((row) => row.group_id));
	return [
		...rows.map((row) => ({ named: row, now: row, before: before.get(row.group_id) ?? NOTHING, causes: row })),
		...previousRows
			.filter((row) => !now.has(row.group_id))
			.map((row) => ({ named: row, now: NOTHING, before: row, causes: null }))
	];
}

function differencesOf(pairs: readonly Pair[]): RateDifference[] | null {
	const counts = ({ attempts, terminal }: Sums) => ({ attempts, failures: terminal });
	return rateDifferences(pairs.map(({ now, before }) => ({ before: counts(before), after: counts(now) })));
}

function groupItem(
	groupBy: GroupsQuery['groupBy'],
	{ named, now, before, causes }: Pair,
	all: { now: Sums; before: Sums },
	difference: RateDifference | null
): Group {
	const expected = all.now.attempts === 0 ? 0 : (now.attempts * all.now.terminal) / all.now.attempts;
	return {
		group: groupOf(named, groupBy),
		groupLabel: named.group_label,
		profile: named.group_profile,
		...measuresOf(now, all.now.attempts),
		observedToExpected: expected === 0 ? null : now.terminal / expected,
		causes: Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, causes?.[cause] ?? 0])) as Record<
			FailureCause,
			number
		>,
		amountMinor: causes?.amount_minor ?? null,
		currency: causes?.currency == null ? null : currencyCode(causes.currency),
		previous: before.attempts === 0 ? null : measuresOf(before, all.before.attempts),
		change: changeOf(now, before),
		effect: difference?.effect ?? null,
		mix: difference?.mix ?? null
	};
}

/** Few enough for one sentence. */
const CONTRIBUTORS_MAX = 4;

function contributorsOf(groups: readonly Group[]): NonNullable<Groups['comparison']>['contributors'] {
	return groups
		.flatMap(({ group, groupLabel, profile, effect, mix }) => [
			{ group, groupLabel, profile, part: 'effect' as const, difference: effect ?? 0 },
			{ group, groupLabel, profile, part: 'mix' as const, difference: mix ?? 0 }
		])
		.filter(({ difference }) => difference !== 0)
		.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
		.slice(0, CONTRIBUTORS_MAX);
}

function changeOf(now: Sums, before: Sums): number | null {
	if (now.attempts === 0 || before.attempts === 0) return null;
	return now.terminal / now.attempts - before.terminal / before.attempts;
}

function totalOf(rows: readonly Sums[]): Sums {
	const total = { ...NOTHING };
	for (const row of rows) for (const column of COUNTED) total[column] += row[column];
	return total;
}

/** A group that only the compared window knows has rates of 0 in [0, 1]: nothing was attempted, nothing is known. */
function measuresOf(sums: Sums, ofAttempts: number): GroupSums {
	const rates = ratesOf({ ...sums, all: sums.attempts, excluded: 0, reversals: 0 });
	const share = wilsonInterval(sums.attempts, ofAttempts);
	return {
		...(Object.fromEntries(COUNTED.map((column) => [column, sums[column]])) as Sums),
		rate: rates.terminalTechnicalRate.rate ?? 0,
		rateLow: rates.terminalTechnicalRate.low,
		rateHigh: rates.terminalTechnicalRate.high,
		approvalRate: rates.approvalRate.rate ?? 0,
		approvalLow: rates.approvalRate.low,
		approvalHigh: rates.approvalRate.high,
		upstreamRate: rates.upstreamRate.rate ?? 0,
		upstreamLow: rates.upstreamRate.low,
		upstreamHigh: rates.upstreamRate.high,
		businessRate: rates.businessRate.rate ?? 0,
		businessLow: rates.businessRate.low,
		businessHigh: rates.businessRate.high,
		unresolvedRate: rates.unresolvedRate.rate ?? 0,
		share: share.rate ?? 0,
		shareLow: share.low,
		shareHigh: share.high
	};
}

function overallOf(sums: Sums, groups: number): Groups['overall'] {
	if (sums.attempts === 0) return null;
	const { share: _share, shareLow: _low, shareHigh: _high, ...measures } = measuresOf(sums, sums.attempts);
	return { ...measures, groups };
}

const instants = ({ fromMs, toMs }: TimeWindow) => ({
	from: new Date(fromMs).toISOString(),
	to: new Date(toMs).toISOString()
});
