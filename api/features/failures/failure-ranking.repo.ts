// Terminals and merchants in order of how badly they fare, over any window. First everything is ranked by the few sums that
// the order needs; the page's rows are then looked up one by one (place-details.repo.ts).
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { LEARNING_ATTEMPTS_MAX, TERMINAL_STATES_BY_URGENCY } from '#lib/domain/terminal-states.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { afterCursor, orderBy, type SortOrder } from '#api/platform/db/keyset.ts';
import { containing } from '#api/platform/db/search.ts';
import { wilsonLow } from '#api/platform/db/wilson.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { ATTEMPTS, COUNTS, countedRows, type CountedRows } from './counted-rows.repo.ts';
import type { FailureFilter, RankingSort } from './failures.schemas.ts';
import { idList, placeConditions, type PlaceIds } from './filter-ids.repo.ts';
import { urgencyOf } from './place-details.repo.ts';
import type { Dimension, Place } from './sources.ts';

export type RankedRow = {
	id: number;
	sort_value: number | string;
	/** Terminal failures and attempts of the peers, itself left out. */
	peer_terminal: number;
	peer_attempts: number;
};

export type RankingArgs = Omit<CountedRows, 'dimensions' | 'columns'> & {
	place: Place;
	/** Which places are listed; peers are all places in scope, listed or not. */
	listed: RawBuilder<SqlBool> | null;
	/** The choice of acquirer, merchant and terminal, which narrows what is shown and leaves the peers as they are. */
	shownIds: PlaceIds;
	sort: RankingSort;
	descending: boolean;
	limit: number;
	cursor: readonly unknown[] | undefined;
};

/** Below every value, for places that have none: last in the usual order. */
const NO_VALUE = sql.lit(-1e300);

const RATE_LOW = wilsonLow(sql.ref('terminal'), sql.ref('attempts'));

const SORT_VALUES: Record<RankingSort, (place: Place) => RawBuilder<unknown>> = {
	urgency: () => sql`${RATE_LOW} + (attempts > ${sql.lit(LEARNING_ATTEMPTS_MAX)})::int`,
	rateLow: () => RATE_LOW,
	rate: () => sql`terminal::float8 / attempts`,
	attempts: () => sql`attempts`,
	terminal: () => sql`terminal`,
	observedToExpected: () =>
		sql`coalesce(terminal * peer_attempts::float8 / nullif(attempts * peer_terminal::float8, 0), ${NO_VALUE})`,
	amountMinor: () => sql`coalesce(amount_minor::float8, ${NO_VALUE})`,
	id: (place) => sql.ref(`${place}_code`)
};

/**
 * A page of places with at least one shown attempt, ordered by the sort value, ties by our own number. Every row carries
 * `total`, the number of places over all pages; a page beyond the last is one row with null in its place. A place that has
 * moved to an acquirer out of scope is not listed, as if it did not exist; what it did before still counts for its peers.
 *
 * The registry is read once as a whole: how many places there will be is not known beforehand, and looking up each of a hundred
 * thousand takes ten times as long.
 */
function rankingQuery(db: ReadDb, scope: Scope, args: RankingArgs) {
	const { place, sort, descending, limit, cursor, listed, shownIds, ...counted } = args;
	const needsAmount = sort === 'amountMinor';
	const rows = countedRows(scope, {
		...counted,
		dimensions: placeDimensions(place, shownIds),
		columns: needsAmount ? [...COUNTS, 'amount_minor'] : COUNTS
	});
	const sums = [...placeSums(shownIds), ...(needsAmount ? [shownAmount(shownIds)] : [])];
	const order: SortOrder = { by: sql.ref('sort_value'), id: sql.ref('id'), descending };
	const id = sql.ref(`${place}_id`);
	return db
		.selectFrom(
			sql<Partial<RankedRow> & { total: number }>`(
		with place as (
			select ${id}, ${sql.join(sums)}
			from ${rows} counted group by ${id}
		), registry as materialized (
			select ${id}, acquirer_id, ${sql.ref(`${place}_code`)}, ${PEER_KEY[place]} from ${sql.table(place)}
		), judged as materialized (
			select place.*, registry.acquirer_id, ${sql.ref(`registry.${place}_code`)}, ${PEER_KEY[place]} as peer_key
			from place join registry using (${id})
		), peers as (
			select peer_key, sum(all_terminal) as terminal, sum(all_attempts) as attempts from judged group by peer_key
		), fleet as (
			select sum(terminal) as terminal, sum(attempts) as attempts from peers
		), compared as (
			select judged.*, ${PEER_SUMS}
			from judged cross join fleet left join peers on peers.peer_key = judged.peer_key
		), ranked as (
			select ${id} as id, (${SORT_VALUES[sort](place)}) as sort_value, peer_terminal, peer_attempts
			from compared where attempts > 0 and ${inScope(scope, 'acquirer_id')} and ${listed ?? sql`true`}
		)
		select counted.total, page.*
		from (select count(*)::int as total from ranked) counted
		left join (
			select * from ranked where ${afterCursor(order, cursor)} order by ${orderBy(order)} limit ${sql.lit(limit + 1)}
		) page on true
		order by ${orderBy(order)})`.as('ranking')
		)
		.selectAll();
}

export async function ranking(
	db: ReadDb,
	scope: Scope,
	args: RankingArgs
): Promise<{ rows: RankedRow[]; total: number }> {
	const rows = await rankingQuery(db, scope, args).execute();
	return {
		rows: rows.filter((row): row is RankedRow & { total: number } => row.id !== null),
		total: rows[0]?.total ?? 0
	};
}

/** What attempts are told apart by to be summed up by place and narrowed to the chosen places. Merchants alone are read from far fewer rows. */
export function placeDimensions(place: Place, shownIds: PlaceIds): Dimension[] {
	return place === 'terminal' || shownIds.terminal !== undefined
		? ['terminal', 'merchant', 'acquirer']
		: ['merchant', 'acquirer'];
}

/** Without a choice of places all that a place did is shown, and need not be added up twice. */
function placeSums(shownIds: PlaceIds): RawBuilder<unknown>[] {
	const all = [sql`sum(terminal) as all_terminal`, sql`sum(${ATTEMPTS}) as all_attempts`];
	if (Object.keys(shownIds).length === 0)
		return [...all, sql`sum(terminal) as terminal`, sql`sum(${ATTEMPTS}) as attempts`];
	const isShown = placeConditions(shownIds);
	return [
		...all,
		sql`coalesce(sum(terminal) filter (where ${isShown}), 0) as terminal`,
		sql`coalesce(sum(${ATTEMPTS}) filter (where ${isShown}), 0) as attempts`
	];
}

/** Null where the shown attempts are in several currencies. */
function shownAmount(shownIds: PlaceIds): RawBuilder<unknown> {
	const isShown = sql`${ATTEMPTS} > 0 and ${placeConditions(shownIds)}`;
	return sql`case when min(currency) filter (where ${isShown}) = max(currency) filter (where ${isShown})
		then sum(amount_minor) filter (where ${isShown}) end as amount_minor`;
}

/** Terminals are compared with the same model, merchants with the same line of business. */
const PEER_KEY: Record<Place, RawBuilder<unknown>> = { terminal: sql.ref('model_id'), merchant: sql.ref('mcc') };

/** Without a key, or alone under it, a place is compared with all others. */
const PEER_SUMS = sql.join(
	(['terminal', 'attempts'] as const).map((column) => {
		const itself = sql.ref(`all_${column}`);
		return sql`case when peers.attempts > all_attempts then ${sql.ref(`peers.${column}`)} - ${itself}
			else ${sql.ref(`fleet.${column}`)} - ${itself} end::bigint as ${sql.ref(`peer_${column}`)}`;
	})
);

/** Merchants chosen by what they are now: the most urgent state among their terminals, or a search. */
export function merchantsNow(scope: Scope, { state, q }: Pick<FailureFilter, 'state' | 'q'>): RawBuilder<SqlBool> {
	const conditions = [sql<SqlBool>`true`];
	if (state.length > 0) {
		const urgencies = state.map((each) => TERMINAL_STATES_BY_URGENCY.indexOf(each));
		conditions.push(sql<SqlBool>`merchant_id in (
			select merchant_id from terminal left join terminal_state using (terminal_id)
			where ${inScope(scope, 'terminal.acquirer_id')}
			group by merchant_id having ${urgencyOf} = any(${idList(urgencies)}))`);
	}
	if (q !== '') {
		conditions.push(sql<SqlBool>`merchant_id in (
			select merchant_id from merchant where (merchant_code || ' ' || coalesce(name, '')) ilike ${containing(q)})`);
	}
	return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}
