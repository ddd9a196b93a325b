// Whose rate of terminal failures differs from that of the week before by more than chance explains, however many are compared.
import { fisherExact } from '#lib/domain/exact-test.ts';
import { discoveries } from '#lib/domain/false-discovery.ts';
import { WINDOW_DAYS_MAX } from '#lib/domain/fleet-filter.ts';
import { merchantCategory } from '#lib/domain/merchant-category.ts';
import { failureChangeKind, rateChange, type RateChangeKind } from '#lib/domain/rate-change.ts';
import { wilsonInterval, type Interval } from '#lib/domain/rates.ts';
import { TERMINAL_STATES_BY_URGENCY } from '#lib/domain/terminal-states.ts';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import { addDays, calendarDay, startOfDay } from '#lib/domain/time-zones.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { sortedPage } from '#api/platform/sorted-page.ts';
import { planPieces } from '../failure-window.ts';
import { windowEmpty, windowTooLong } from '../failures.errors.ts';
import { merchantIdentities } from '../place-details.repo.ts';
import { merchantCounts, type MerchantCounts } from './merchant-changes.repo.ts';
import type { MerchantChange, MerchantChangesQuery, MerchantChangeSort } from './merchant-changes.schemas.ts';

/** A whole week, so that every weekday is in what a merchant is compared with. */
const DAYS_BEFORE = 7;
const MS_PER_DAY = 86_400_000;

export type Halves = { before: TimeWindow; now: TimeWindow };

/** Seven whole days of the fleet and the beginning of the day of the moment; and everything from the moment on. */
export function halvesAround(sinceMs: number, nowMs: number, zone: string): Halves {
	if (sinceMs >= nowMs) throw windowEmpty('`since` must lie in the past');
	if (nowMs - sinceMs > WINDOW_DAYS_MAX * MS_PER_DAY) {
		throw windowTooLong(`\`since\` may lie at most ${WINDOW_DAYS_MAX} days back`);
	}
	const fromMs = startOfDay(addDays(calendarDay(sinceMs, zone), -DAYS_BEFORE), zone);
	return { before: { fromMs, toMs: sinceMs }, now: { fromMs: sinceMs, toMs: nowMs } };
}

export type ChangedMerchant = MerchantCounts & {
	kind: RateChangeKind;
	now: Interval;
	before: Interval;
	difference: number;
	low: number;
	high: number;
};

/** Every merchant whose rate changed either way, in no particular order, and how many were compared. */
export async function changedMerchants(
	db: ReadDb,
	scope: Scope,
	{ before, now }: Halves,
	zone: string
): Promise<{ changed: ChangedMerchant[]; compared: number }> {
	const dimensions = ['acquirer', 'merchant'] as const;
	const [planBefore, planNow] = [
		await planPieces(db, before, zone, dimensions, null, 'outcomes'),
		await planPieces(db, now, zone, dimensions, null, 'outcomes')
	];
	const rows = await merchantCounts(db, scope, { before: planBefore.pieces, now: planNow.pieces, zone });
	const stands = discoveries(rows.map(chanceOf));
	const changed = rows.flatMap((row, index): ChangedMerchant[] => {
		if (!stands[index]) return [];
		const rates = {
			now: wilsonInterval(row.terminal, row.attempts),
			before: wilsonInterval(row.previous_terminal, row.previous_attempts)
		};
		const change = rateChange(rates.now, rates.before);
		const kind = change && failureChangeKind(change);
		return change && kind ? [{ ...row, ...rates, ...change, kind }] : [];
	});
	return { changed, compared: rows.length };
}

/** How likely such a difference is where nothing changed. */
function chanceOf(row: MerchantCounts): number {
	return fisherExact(
		{ failures: row.terminal, attempts: row.attempts },
		{ failures: row.previous_terminal, attempts: row.previous_attempts }
	);
}

export const countKind = (changed: readonly ChangedMerchant[], kind: RateChangeKind) =>
	changed.filter((each) => each.kind === kind).length;

const SORT_VALUES: Record<MerchantChangeSort, (row: ChangedMerchant) => number> = {
	evidence: ({ kind, low, high }) => (kind === 'worse' ? low : -high),
	change: ({ difference }) => difference,
	rate: ({ now }) => now.rate ?? 0,
	previousRate: ({ before }) => before.rate ?? 0,
	attempts: ({ attempts }) => attempts
};

type Question = Pick<MerchantChangesQuery, 'kind' | 'sort'> & { limit: number; cursor: string | undefined };

/** One page of them, ties by our own number. */
export async function changesPage(
	db: ReadDb,
	scope: Scope,
	changed: readonly ChangedMerchant[],
	{ kind, ...order }: Question
) {
	const listed = changed.filter((each) => kind === undefined || each.kind === kind);
	const sortValue = SORT_VALUES[order.sort.replace('-', '') as MerchantChangeSort];
	const page = sortedPage(listed, { ...order, keyOf: (row) => [sortValue(row), row.id], kinds: ['number', 'id'] });
	const ids = page.items.map(({ id }) => id);
	const identities = new Map((await merchantIdentities(db, scope, ids)).map((each) => [each.id, each]));
	const items = page.items.flatMap((row) => {
		const identity = identities.get(row.id);
		return identity ? [itemOf(row, identity)] : [];
	});
	return { ...page, items };
}

type Identity = Awaited<ReturnType<typeof merchantIdentities>>[number];

function itemOf(row: ChangedMerchant, identity: Identity): MerchantChange {
	return {
		merchantId: identity.merchant_code,
		name: identity.name,
		acquirerId: identity.acquirer_code,
		region: identity.region_code || null,
		mcc: merchantCategory(identity.mcc),
		registered: identity.is_registered,
		state: TERMINAL_STATES_BY_URGENCY[identity.urgency ?? -1] ?? 'learning',
		kind: row.kind,
		...measuresOf(row.terminal, row.attempts, row.now),
		previous: measuresOf(row.previous_terminal, row.previous_attempts, row.before),
		change: row.difference,
		changeLow: row.low,
		changeHigh: row.high
	};
}

function measuresOf(terminal: number, attempts: number, { rate, low, high }: Interval) {
	return { attempts, terminal, rate: rate ?? 0, rateLow: low, rateHigh: high };
}
