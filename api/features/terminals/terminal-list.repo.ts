// The registry with the health board beside it.
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { parseInstant } from '#lib/domain/instants.ts';
import { LEARNING_ATTEMPTS_MAX, TERMINAL_STATES, TERMINAL_STATES_BY_URGENCY } from '#lib/domain/terminal-states.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { afterCursor, orderBy, type SortOrder } from '#api/platform/db/keyset.ts';
import { containing } from '#api/platform/db/search.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import type { RegistryFilter, TerminalSort } from './terminals.schemas.ts';

export type ListArgs = {
	filter: RegistryFilter;
	sort: TerminalSort;
	descending: boolean;
	/** Null for all of them. */
	limit: number | null;
	cursor: readonly unknown[] | undefined;
	/** Rows to leap over; none unless told. */
	offset?: number;
};

const LEARNING = sql.lit(TERMINAL_STATES.indexOf('learning'));
const URGENCY_ORDER = sql.lit(
	`{${TERMINAL_STATES_BY_URGENCY.map((state) => TERMINAL_STATES.indexOf(state)).join(',')}}`
);

/** A terminal that the state job has not seen yet is still learning. */
const STATE = sql<number>`coalesce(s.state, ${LEARNING})`;

/** Earlier than every instant: where nothing was ever heard of a terminal. */
const NEVER = sql.lit(-1e300);

/** Without attempts a share of nothing comes after every share there is. */
const shareOf = (column: string) =>
	sql<number>`coalesce(${sql.ref(`s.${column}`)}::float8 / nullif(s.attempts, 0), -1)`;
const instantOf = (column: string) => sql<number>`coalesce(extract(epoch from ${sql.ref(column)})::float8, ${NEVER})`;
/** By the bytes: ten times as fast as by the rules of a language, and codes have no language. */
const codeOf = (column: string) => sql<string>`coalesce(${sql.ref(column)}, '') collate "C"`;

const countOf = (cause: FailureCause) => sql<number>`coalesce(${sql.ref(`s.${cause}`)}, 0)`;
const MOST = sql`greatest(${sql.join(FAILURE_CAUSES.map((cause) => sql.ref(`s.${cause}`)))})`;

/** The most frequent cause by its place among the causes, of several the first one; -1 without failures. */
const MAIN_CAUSE = sql<number>`case when ${MOST} > 0 then array_position(array[${sql.join(
	FAILURE_CAUSES.map((cause) => sql.ref(`s.${cause}`))
)}], ${MOST}) - 1 else -1 end`;

const CAUSE_SORTS = Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, countOf(cause)])) as Record<
	FailureCause,
	RawBuilder<number>
>;

const SORT_VALUES: Record<TerminalSort, RawBuilder<string | number>> = {
	terminalId: codeOf('t.terminal_code'),
	serial: codeOf('t.serial'),
	state: sql`array_position(${URGENCY_ORDER}::smallint[], ${STATE}::smallint)`,
	urgency: sql`coalesce(s.rate_low + (s.attempts > ${sql.lit(LEARNING_ATTEMPTS_MAX)})::int, 0)`,
	rate: shareOf('terminal'),
	rateLow: sql`coalesce(s.rate_low, 0)`,
	approvalRate: shareOf('approved'),
	upstreamRate: shareOf('upstream'),
	businessRate: shareOf('business'),
	attempts: sql`coalesce(s.attempts, 0)`,
	terminal: sql`coalesce(s.terminal, 0)`,
	failedAmountMinor: sql`coalesce(s.failed_minor, -1)`,
	mainCause: MAIN_CAUSE,
	...CAUSE_SORTS,
	lastTransactionAt: instantOf('s.last_transaction_at'),
	lastSeenAt: instantOf('h.last_seen_at'),
	merchant: sql`coalesce(m.name, m.merchant_code, '')`,
	acquirer: codeOf('a.acquirer_code'),
	model: sql`(tm.vendor || ' ' || tm.model) collate "C"`,
	firmware: codeOf('f.version'),
	appVersion: codeOf('av.version'),
	connection: sql`t.connection`,
	carrier: codeOf('c.carrier_code'),
	region: codeOf('r.region_code'),
	status: codeOf('t.status'),
	registered: sql`t.is_registered::int`,
	installedAt: instantOf('t.installed_at'),
	firstSeenAt: instantOf('t.first_seen_at'),
	batteryPct: sql`coalesce(h.battery_pct, 101)`
};

/**
 * Every table that a list filters by, sorts by or shows. All are joined to the left by a unique key, so Postgres leaves out
 * those that a query does not mention.
 */
export function terminalsJoined(db: ReadDb, scope: Scope) {
	return db
		.selectFrom('terminal as t')
		.leftJoin('acquirer as a', 'a.acquirer_id', 't.acquirer_id')
		.leftJoin('merchant as m', 'm.merchant_id', 't.merchant_id')
		.leftJoin('region as r', 'r.region_id', 'm.region_id')
		.leftJoin('terminal_model as tm', 'tm.model_id', 't.model_id')
		.leftJoin('firmware as f', 'f.firmware_id', 't.firmware_id')
		.leftJoin('app_version as av', 'av.app_version_id', 't.app_version_id')
		.leftJoin('carrier as c', 'c.carrier_id', 't.carrier_id')
		.leftJoin('terminal_state as s', 's.terminal_id', 't.terminal_id')
		.leftJoin('heartbeat as h', 'h.terminal_id', 't.terminal_id')
		.where(inScope(scope, 't.acquirer_id'));
}

/** What a list and a page of one terminal both show. */
export const TERMINAL_COLUMNS = [
	't.terminal_id',
	't.terminal_code',
	't.serial',
	'a.acquirer_code',
	'm.merchant_code',
	'm.name as merchant_name',
	'tm.vendor',
	'tm.model',
	'f.version as firmware',
	'av.version as app_version',
	't.connection',
	'c.carrier_code',
	'r.region_code',
	't.status',
	't.is_registered',
	't.installed_at',
	't.first_seen_at',
	's.state',
	's.attempts',
	's.approved',
	's.terminal',
	's.upstream',
	's.business',
	's.unresolved',
	...FAILURE_CAUSES.map((cause) => `s.${cause}` as const),
	's.failed_minor',
	's.currency',
	's.peer_rate',
	's.last_transaction_at',
	's.as_of',
	'h.last_seen_at',
	'h.battery_pct'
] as const;

export function terminalsFiltered(db: ReadDb, scope: Scope, filter: RegistryFilter) {
	const { status, firstSeenFrom } = filter;
	const states = filter.state.map((state) => TERMINAL_STATES.indexOf(state));
	return terminalsJoined(db, scope)
		.$if(filter.acquirer.length > 0, (query) => query.where('a.acquirer_code', 'in', filter.acquirer))
		.$if(filter.merchant.length > 0, (query) => query.where('m.merchant_code', 'in', filter.merchant))
		.$if(filter.terminal.length > 0, (query) => query.where('t.terminal_code', 'in', filter.terminal))
		.$if(filter.vendor.length > 0, (query) => query.where('tm.vendor', 'in', filter.vendor))
		.$if(filter.model.length > 0, (query) => query.where('tm.model', 'in', filter.model))
		.$if(filter.firmware.length > 0, (query) => query.where('f.version', 'in', filter.firmware))
		.$if(filter.carrier.length > 0, (query) => query.where('c.carrier_code', 'in', filter.carrier))
		.$if(filter.region.length > 0, (query) => query.where('r.region_code', 'in', filter.region))
		.$if(status.length > 0, (query) => query.where('t.status', 'in', status))
		.$if(states.length > 0, (query) => query.where(STATE, 'in', states))
		.$if(filter.registered !== undefined, (query) => query.where('t.is_registered', '=', filter.registered ?? true))
		.$if(firstSeenFrom !== undefined, (query) => query.where('t.first_seen_at', '>=', instantDate(firstSeenFrom)))
		.$if(filter.q !== '', (query) => query.where(isFound(db, filter.q)));
}

/** Only for instants that the schema let through. */
const instantDate = (text: string | undefined) => new Date(parseInstant(text ?? ''));

/**
 * By code or serial of the terminal, or by its merchant. Read off the row itself: one pass over the registry costs the same
 * whether nearly everything matches or one terminal, which two indexed searches put together do not.
 */
function isFound(db: ReadDb, q: string): Expression<SqlBool> {
	const pattern = containing(q);
	const merchants = db
		.selectFrom('merchant')
		.select('merchant_id')
		.where(sql`(merchant_code || ' ' || coalesce(name, ''))`, 'ilike', pattern);
	return sql<SqlBool>`((t.terminal_code || ' ' || coalesce(t.serial, '')) ilike ${pattern} or t.merchant_id in (${merchants}))`;
}

/** How many terminals the filter lets pass. */
export async function countTerminals(db: ReadDb, scope: Scope, filter: RegistryFilter): Promise<number> {
	const { total } = await terminalsFiltered(db, scope, filter)
		.select(({ fn }) => fn.countAll<number>().as('total'))
		.executeTakeFirstOrThrow();
	return total;
}

function pageOfIds(db: ReadDb, scope: Scope, args: ListArgs) {
	const { offset = 0 } = args;
	const value = SORT_VALUES[args.sort];
	const order: SortOrder = { by: value, id: sql`t.terminal_id`, descending: args.descending };
	return terminalsFiltered(db, scope, args.filter)
		.select(['t.terminal_id', value.as('sort_value')])
		.where(afterCursor(order, args.cursor))
		.orderBy(orderBy(order))
		.limit(args.limit === null ? null : args.limit + 1)
		.$if(offset > 0, (query) => query.offset(offset));
}

/** All of them in the order asked for, ties by our own number. */
export function terminalsInOrder(db: ReadDb, scope: Scope, args: ListArgs) {
	const order: SortOrder = { by: sql`page.sort_value`, id: sql`t.terminal_id`, descending: args.descending };
	return terminalsJoined(db, scope)
		.innerJoin(pageOfIds(db, scope, args).as('page'), 'page.terminal_id', 't.terminal_id')
		.select(TERMINAL_COLUMNS)
		.select('page.sort_value')
		.orderBy(orderBy(order));
}

/**
 * One page and one row more. In two statements: with so many tables Postgres would join all of them for the whole fleet
 * before it looked at the page.
 */
export async function listTerminals(db: ReadDb, scope: Scope, args: ListArgs) {
	const page = await pageOfIds(db, scope, args).execute();
	const ids = `{${page.map((row) => row.terminal_id).join(',')}}`;
	const rows = await terminalsJoined(db, scope)
		.select(TERMINAL_COLUMNS)
		.where('t.terminal_id', '=', sql<number>`any(${ids}::int[])`)
		.execute();
	const byId = new Map(rows.map((row) => [row.terminal_id, row]));
	return page.flatMap(({ terminal_id: id, sort_value }) => {
		const row = byId.get(id);
		return row ? [{ ...row, sort_value }] : [];
	});
}

export type TerminalRow = Awaited<ReturnType<typeof listTerminals>>[number];
