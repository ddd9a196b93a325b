import type { Comparison } from '#lib/domain/comparison.ts';
import { FLEET_FILTER_DEFAULT } from '#lib/domain/fleet-filter.ts';
import type { Bucket, TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { planPieces, windowToCompare } from '../failure-window.ts';
import { dimensionsOf, filterIds, type FilterIds } from '../filter-ids.repo.ts';
import type { Dimension } from '../sources.ts';
import { allRules } from './code-rules.repo.ts';
import { codeAttempts, codeBreadths, codeNames, codeSums, type Counted } from './code-usage.repo.ts';
import type { FactFilter } from './code-usage.schemas.ts';
import { usageRows, type UsageRow } from './usage-items.ts';

const MS_PER_DAY = 86_400_000;
const HOURS_SPAN_MAX_MS = 50 * 3_600_000;
/** A quarter: places are counted among single transactions, those that were not approved. */
export const PLACES_SPAN_DAYS_MAX = 100;

export type FactChoice = {
	window: TimeWindow;
	filter: Omit<FactFilter, 'window' | 'from' | 'to'>;
	zone: string;
	nowMs: number;
};

/** Filters speak of the transaction as it happened; what a code means filters the rows, not the transactions. */
export const idsOf = async (db: ReadDb, { filter }: Pick<FactChoice, 'filter'>): Promise<FilterIds> =>
	filterIds(db, { ...FLEET_FILTER_DEFAULT, ...filter });

/** Where to read the sums of a window, told apart by these dimensions besides those of the filter. */
export async function countedIn(
	db: ReadDb,
	{ window, zone, ids }: { window: TimeWindow; zone: string; ids: FilterIds },
	dimensions: readonly Dimension[],
	bucket: Bucket | null = null
): Promise<Counted> {
	const { pieces } = await planPieces(db, window, zone, [...dimensionsOf(ids), ...dimensions], bucket);
	return { pieces, ids, zone };
}

/** The window as facts, for what only they know; null when there would be too many. */
export function countedFacts({ window, zone }: FactChoice, ids: FilterIds): Counted | null {
	if (window.toMs - window.fromMs > PLACES_SPAN_DAYS_MAX * MS_PER_DAY) return null;
	return { pieces: [{ source: 'txn', ...window }], ids, zone };
}

/** What the shares of codes are set against: the time just before, unless somebody chose otherwise. */
export function windowBefore(
	{ window, zone }: Pick<FactChoice, 'window' | 'zone'>,
	comparison?: Comparison
): TimeWindow {
	const isChosen = comparison !== undefined && comparison.compare !== 'none';
	return windowToCompare(isChosen ? comparison : { compare: 'previous' }, window, zone) ?? window;
}

/** A code is rare in most hours: a share of them would be mostly chance. */
export const usualBucket = ({ fromMs, toMs }: TimeWindow): Bucket =>
	toMs - fromMs > HOURS_SPAN_MAX_MS ? 'day' : 'hour';

/** All codes of the window with what they mean at its end. */
export async function readUsage(
	db: ReadDb,
	scope: Scope,
	choice: FactChoice,
	comparedTo: TimeWindow = windowBefore(choice)
): Promise<UsageRow[]> {
	const { window, zone, nowMs } = choice;
	const ids = await idsOf(db, choice);
	const bucket = usualBucket(window);
	const facts = countedFacts(choice, ids);
	const before = await countedIn(db, { window: comparedTo, zone, ids }, ['code']);
	const sums = await codeSums(db, scope, {
		...(await countedIn(db, { window, zone, ids }, ['code'], bucket)),
		bucket
	});
	return usageRows({
		sums,
		names: await codeNames(db, [...new Set(sums.map((row) => row.code_id))]),
		previous: await codeAttempts(db, scope, before),
		breadths: facts && (await codeBreadths(db, scope, facts)),
		rules: await allRules(db),
		course: { window, bucket, zone, nowMs }
	});
}
