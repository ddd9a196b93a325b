import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { merchantCategory } from '#lib/domain/merchant-category.ts';
import { terminalTechnicalRate } from '#lib/domain/rates.ts';
import { TERMINAL_STATES, TERMINAL_STATES_BY_URGENCY } from '#lib/domain/terminal-states.ts';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import type { Scope } from '#api/platform/scope.ts';
import { merchantsNow, ranking, type RankedRow } from './failure-ranking.repo.ts';
import { currencyCode } from './failure-series.usecases.ts';
import { planPieces } from './failure-window.ts';
import type { FailureFilter, MerchantRanking, RankingSort, TerminalRanking } from './failures.schemas.ts';
import { dimensionsOf, filterIds, splitPlaces } from './filter-ids.repo.ts';
import { merchantIdentities, placeCounts, terminalIdentities, type PlaceCounts } from './place-details.repo.ts';
import type { Place } from './sources.ts';

export type RankingQuestion = {
	filter: FailureFilter;
	window: TimeWindow;
	zone: string;
	sort: RankingSort | `-${RankingSort}`;
	limit: number;
	cursor: string | undefined;
};

type Ranked = { row: RankedRow; counts: PlaceCounts };

export async function rankTerminals(
	db: ReadDb,
	scope: Scope,
	question: RankingQuestion
): Promise<Omit<TerminalRanking, 'from' | 'to' | 'timeZone'>> {
	const { page, places, total } = await rank(db, scope, 'terminal', question);
	const identities = await terminalIdentities(
		db,
		scope,
		places.map(({ row }) => row.id)
	);
	const byId = new Map(identities.map((identity) => [identity.id, identity]));
	const items = places.flatMap(({ row, counts }) => {
		const identity = byId.get(row.id);
		if (!identity) return [];
		return {
			terminalId: identity.terminal_code,
			merchantId: identity.merchant_code,
			merchantName: identity.merchant_name,
			acquirerId: identity.acquirer_code,
			region: identity.region_code || null,
			registered: identity.is_registered,
			vendor: identity.vendor || null,
			model: identity.model || null,
			firmware: identity.firmware || null,
			carrier: identity.carrier_code || null,
			...measures(row, counts),
			state: TERMINAL_STATES[identity.state ?? -1] ?? 'learning'
		};
	});
	return { items, nextCursor: page.nextCursor, total };
}

export async function rankMerchants(
	db: ReadDb,
	scope: Scope,
	question: RankingQuestion
): Promise<Omit<MerchantRanking, 'from' | 'to' | 'timeZone'>> {
	const { page, places, total } = await rank(db, scope, 'merchant', question);
	const identities = await merchantIdentities(
		db,
		scope,
		places.map(({ row }) => row.id)
	);
	const byId = new Map(identities.map((identity) => [identity.id, identity]));
	const items = places.flatMap(({ row, counts }) => {
		const identity = byId.get(row.id);
		if (!identity) return [];
		return {
			merchantId: identity.merchant_code,
			name: identity.name,
			acquirerId: identity.acquirer_code,
			region: identity.region_code || null,
			registered: identity.is_registered,
			mcc: merchantCategory(identity.mcc),
			terminals: counts.terminals,
			...measures(row, counts),
			state: TERMINAL_STATES_BY_URGENCY[identity.urgency ?? -1] ?? 'learning'
		};
	});
	return { items, nextCursor: page.nextCursor, total };
}

async function rank(db: ReadDb, scope: Scope, place: Place, question: RankingQuestion) {
	const { filter, window, zone, limit, cursor } = question;
	const isTerminal = place === 'terminal';
	const ids = await filterIds(db, isTerminal ? filter : { ...filter, state: [], q: '' });
	const { placeIds, otherIds } = splitPlaces(ids);
	const dimensions = new Set([...dimensionsOf(ids), 'acquirer', 'merchant', 'terminal'] as const);
	const { pieces } = await planPieces(db, window, zone, dimensions, null, 'outcomes');
	const detailed = await planPieces(db, window, zone, dimensions, null);
	const sort = question.sort.replace('-', '') as RankingSort;
	const descending = question.sort.startsWith('-');
	const { rows, total } = await ranking(db, scope, {
		place,
		pieces,
		zone,
		ids: otherIds,
		shownIds: placeIds,
		listed: isTerminal ? (ids.terminals ?? null) : merchantsNow(scope, filter),
		sort,
		descending,
		limit,
		cursor:
			cursor === undefined
				? undefined
				: decodeCursor(question.sort, cursor, [sort === 'id' ? 'string' : 'number', 'id'])
	});
	const page = pageFrom(rows, limit, question.sort, (row) => [row.sort_value, row.id]);
	const counts = await placeCounts(
		db,
		scope,
		place,
		page.items.map((row) => row.id),
		{ pieces: detailed.pieces, zone, ids: { by: { ...otherIds.by, ...placeIds } } }
	);
	const countsById = new Map(counts.map((each) => [each.id, each]));
	const places = page.items.flatMap((row): Ranked[] => {
		const found = countsById.get(row.id);
		return found ? [{ row, counts: found }] : [];
	});
	return { page, places, total };
}

/** What is measured at a place, beside what it is. */
function measures(row: RankedRow, counts: PlaceCounts) {
	const { approved, terminal, upstream, business, unresolved } = counts;
	const attempts = approved + terminal + upstream + business + unresolved;
	const interval = terminalTechnicalRate({ ...counts, all: attempts, excluded: 0, reversals: 0 });
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
		causes: Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, counts[cause]])) as Record<FailureCause, number>,
		amountMinor: counts.amount_minor,
		currency: counts.currency === null ? null : currencyCode(counts.currency),
		failedAmountMinor:
			counts.amount_minor === null || counts.approved_minor === null
				? null
				: counts.amount_minor - counts.approved_minor
	};
}
