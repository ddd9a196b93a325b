import { merchantCategory } from '#lib/domain/merchant-category.ts';
import { TERMINAL_STATES, TERMINAL_STATES_BY_URGENCY } from '#lib/domain/terminal-states.ts';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import type { Scope } from '#api/platform/scope.ts';
import type { CountedRows } from './counted-rows.repo.ts';
import { merchantsNow, placeDimensions, ranking, type RankedRow, type RankingArgs } from './failure-ranking.repo.ts';
import { planPieces } from './failure-window.ts';
import type { FailureFilter, MerchantRanking, RankingSort, TerminalRanking } from './failures.schemas.ts';
import { dimensionsOf, filterIds, splitPlaces } from './filter-ids.repo.ts';
import { merchantIdentities, placeCounts, terminalIdentities, type PlaceCounts } from './place-details.repo.ts';
import { measures } from './ranking-measures.ts';
import type { Place } from './sources.ts';

export type RankingQuestion = {
	filter: FailureFilter;
	window: TimeWindow;
	/** What it is compared with; null for nothing. */
	compared: TimeWindow | null;
	zone: string;
	sort: RankingSort | `-${RankingSort}`;
	limit: number;
	cursor: string | undefined;
};

export type WholeRanking = Omit<RankingQuestion, 'limit' | 'cursor'>;

/** The route adds which windows it was. */
type WindowField = 'from' | 'to' | 'timeZone' | 'comparison';

type Ranked = { row: RankedRow; counts: PlaceCounts; before: PlaceCounts | null };

export async function rankTerminals(
	db: ReadDb,
	scope: Scope,
	question: RankingQuestion
): Promise<Omit<TerminalRanking, WindowField>> {
	const { nextCursor, places, total } = await rank(db, scope, 'terminal', question);
	return { items: await terminalItems(db, scope, places), nextCursor, total };
}

async function terminalItems(db: ReadDb, scope: Scope, places: readonly Ranked[]): Promise<TerminalRanking['items']> {
	const identities = await terminalIdentities(
		db,
		scope,
		places.map(({ row }) => row.id)
	);
	const byId = new Map(identities.map((identity) => [identity.id, identity]));
	return places.flatMap(({ row, counts, before }) => {
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
			...measures(row, counts, before),
			state: TERMINAL_STATES[identity.state ?? -1] ?? 'learning'
		};
	});
}

export async function rankMerchants(
	db: ReadDb,
	scope: Scope,
	question: RankingQuestion
): Promise<Omit<MerchantRanking, WindowField>> {
	const { nextCursor, places, total } = await rank(db, scope, 'merchant', question);
	return { items: await merchantItems(db, scope, places), nextCursor, total };
}

async function merchantItems(db: ReadDb, scope: Scope, places: readonly Ranked[]): Promise<MerchantRanking['items']> {
	const identities = await merchantIdentities(
		db,
		scope,
		places.map(({ row }) => row.id)
	);
	const byId = new Map(identities.map((identity) => [identity.id, identity]));
	return places.flatMap(({ row, counts, before }) => {
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
			...measures(row, counts, before),
			state: TERMINAL_STATES_BY_URGENCY[identity.urgency ?? -1] ?? 'learning'
		};
	});
}

/** All terminals in order, for files: they are ranked once, and their rows looked up some thousands at a time. */
export async function* allRankedTerminals(
	db: ReadDb,
	scope: Scope,
	question: WholeRanking
): AsyncGenerator<TerminalRanking['items']> {
	for await (const places of allRanked(db, scope, 'terminal', question)) yield terminalItems(db, scope, places);
}

export async function* allRankedMerchants(
	db: ReadDb,
	scope: Scope,
	question: WholeRanking
): AsyncGenerator<MerchantRanking['items']> {
	for await (const places of allRanked(db, scope, 'merchant', question)) yield merchantItems(db, scope, places);
}

/** Four numbers each: what is in memory of a file whose rows are written one after the other. */
const RANKED_AT_ONCE = 100_000;
const DETAILED_AT_ONCE = 5_000;

async function* allRanked(
	db: ReadDb,
	scope: Scope,
	place: Place,
	question: WholeRanking
): AsyncGenerator<readonly Ranked[]> {
	const plan = await planRanking(db, scope, place, question);
	for (let cursor: readonly unknown[] | undefined, isDone = false; !isDone;) {
		const { rows } = await ranking(db, scope, { ...plan.args, limit: RANKED_AT_ONCE, cursor });
		const ranked = rows.slice(0, RANKED_AT_ONCE);
		for (let from = 0; from < ranked.length; from += DETAILED_AT_ONCE) {
			yield await withCounts(db, scope, plan, ranked.slice(from, from + DETAILED_AT_ONCE));
		}
		const last = ranked.at(-1);
		cursor = last && [last.sort_value, last.id];
		isDone = rows.length <= RANKED_AT_ONCE;
	}
}

async function rank(db: ReadDb, scope: Scope, place: Place, question: RankingQuestion) {
	const { limit, cursor, sort } = question;
	const plan = await planRanking(db, scope, place, question);
	const after =
		cursor === undefined
			? undefined
			: decodeCursor(sort, cursor, [plan.args.sort === 'id' ? 'string' : 'number', 'id']);
	const { rows, total } = await ranking(db, scope, { ...plan.args, limit, cursor: after });
	const page = pageFrom(rows, limit, sort, (row) => [row.sort_value, row.id]);
	return { nextCursor: page.nextCursor, places: await withCounts(db, scope, plan, page.items), total };
}

type CountedPlaces = Omit<CountedRows, 'dimensions' | 'columns'>;

type RankingPlan = {
	args: Omit<RankingArgs, 'limit' | 'cursor'>;
	/** Where the rows of single places are counted: by cause too. */
	detailed: CountedPlaces;
	/** The same in the compared window. */
	before: CountedPlaces | null;
};

async function planRanking(db: ReadDb, scope: Scope, place: Place, question: WholeRanking): Promise<RankingPlan> {
	const { filter, window, compared, zone, sort } = question;
	const isTerminal = place === 'terminal';
	const ids = await filterIds(db, isTerminal ? filter : { ...filter, state: [], q: '' });
	const { placeIds, otherIds } = splitPlaces(ids);
	const ranked = new Set([...dimensionsOf(ids), ...placeDimensions(place, placeIds)]);
	const { pieces } = await planPieces(db, window, zone, ranked, null, 'outcomes');
	// Of single places it is told at how many terminals.
	const countedIn = async (span: TimeWindow): Promise<CountedPlaces> => {
		const plan = await planPieces(db, span, zone, new Set([...ranked, 'terminal'] as const), null);
		return { pieces: plan.pieces, zone, ids: { by: { ...otherIds.by, ...placeIds } } };
	};
	return {
		args: {
			place,
			pieces,
			zone,
			ids: otherIds,
			shownIds: placeIds,
			listed: isTerminal ? (ids.terminals ?? null) : merchantsNow(scope, filter),
			sort: sort.replace('-', '') as RankingSort,
			descending: sort.startsWith('-')
		},
		detailed: await countedIn(window),
		before: compared && (await countedIn(compared))
	};
}

async function withCounts(
	db: ReadDb,
	scope: Scope,
	{ args: { place }, detailed, before }: RankingPlan,
	rows: readonly RankedRow[]
): Promise<Ranked[]> {
	const placeIds = rows.map((row) => row.id);
	const counts = await placeCounts(db, scope, place, placeIds, detailed);
	const countsById = new Map(counts.map((each) => [each.id, each]));
	const countsBefore = before === null ? [] : await placeCounts(db, scope, place, placeIds, before);
	const beforeById = new Map(countsBefore.map((each) => [each.id, each]));
	return rows.flatMap((row): Ranked[] => {
		const found = countsById.get(row.id);
		return found ? [{ row, counts: found, before: beforeById.get(row.id) ?? null }] : [];
	});
}
