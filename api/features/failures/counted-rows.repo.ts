// One shape for all sources of counts: rows that say when, where, and how many attempts ended how. A row of the facts is a
// row of ones and zeros, so facts and roll-ups add up in one statement.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { causeIndex, type FailureCause } from '#lib/domain/causes.ts';
import { scopeIndex, type OutcomeScope } from '#lib/domain/scopes.ts';
import { addDays, calendarDay, dayName } from '#lib/domain/time-zones.ts';
import { TRANSACTION_TYPES } from '#lib/domain/transactions.ts';
import { LATENCY_STEP, NO_SLICE_VALUE, RUNNING_TABLES, SLICE_DIMENSIONS } from '#api/platform/db/roll-ups.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { idList, type FilterIds } from './filter-ids.repo.ts';
import { isFolded, isRunning, sliceOf, type Dimension, type Source } from './sources.ts';
import type { Piece } from './window-pieces.ts';

export const COUNTS = ['approved', 'terminal', 'upstream', 'business', 'unresolved'] as const;
/** The attempts of a counted row. */
export const ATTEMPTS = sql<number>`(approved + terminal + upstream + business + unresolved)`;

export type CountColumn = (typeof COUNTS)[number] | FailureCause | 'total';

/** Columns of a counted row besides `at` and `currency`. */
export type CountedColumn = CountColumn | 'amount_minor' | 'approved_minor';

const COLUMN_OF_DIMENSION: Record<Dimension, string> = {
	acquirer: 'acquirer_id',
	merchant: 'merchant_id',
	terminal: 'terminal_id',
	issuer: 'issuer_id',
	model: 'model_id',
	firmware: 'firmware_id',
	carrier: 'carrier_id',
	region: 'region_id',
	cause: 'cause',
	scope: 'scope',
	product: 'product',
	code: 'code_id',
	connection: 'connection',
	entryMode: 'entry_mode',
	appVersion: 'app_version_id',
	latency: 'latency_step',
	vendor: 'vendor_id',
	mcc: 'merchant_mcc'
};

/** Null in the facts where it was not given, and a number of its own in slice_day. */
const MAY_BE_MISSING: readonly Dimension[] = ['product', 'entryMode', 'latency'];

export const dimensionColumn = (dimension: Dimension) => sql.ref(COLUMN_OF_DIMENSION[dimension]);

export type CountedRows = {
	pieces: readonly Piece[];
	ids: FilterIds;
	zone: string;
	dimensions: readonly Dimension[];
	columns: readonly CountedColumn[];
	/** Columns that only facts have, as they are; the pieces must then all be of facts. */
	perFact?: readonly ('latency_ms' | 'card_token' | 'amount_minor')[];
};

/** All attempts of the pieces that pass scope and filter, as `(at, currency, …dimensions, …columns)`; not yet added up. */
export function countedRows(
	scope: Scope,
	{ pieces, ids, zone, dimensions, columns, perFact = [] }: CountedRows
): RawBuilder<unknown> {
	const asked = [...dimensions, ...(Object.keys(ids.by) as Dimension[])];
	const selects = pieces.map((piece) => {
		const selected = [
			sql`${instantColumn(piece.source, zone)} as at`,
			sql`currency`,
			...dimensions.map(dimensionColumn),
			...columns.map((column) => sql`${countColumn(piece.source, column)} as ${sql.ref(column)}`),
			...perFact.map((column) => sql.ref(column))
		];
		const conditions = [within(piece, zone), inScope(scope, 'acquirer_id'), ...filterConditions(ids)];
		return sql`select ${sql.join(selected)} from ${sourceTable(piece, asked, zone)} where ${sql.join(conditions, sql` and `)}`;
	});
	return sql`(${sql.join(selects, sql` union all `)})`;
}

/** The source, with a column for what it does not hold itself of the dimensions asked for. */
function sourceTable(piece: Piece, asked: readonly Dimension[], zone: string): RawBuilder<unknown> {
	const { source } = piece;
	const own = source === 'slice_day' ? sliceTable(asked) : (weeksTable(piece, zone) ?? sql.table(source));
	const derived = [
		...(asked.includes('latency') && source === 'txn' ? [{ value: sql.raw(LATENCY_STEP), as: 'latency_step' }] : []),
		...(asked.includes('mcc') ? [{ value: sql`registered.mcc`, as: 'merchant_mcc' }] : []),
		...(asked.includes('vendor') ? [{ value: sql`made.vendor_id`, as: 'vendor_id' }] : [])
	].map(({ value, as }) => sql`${value} as ${sql.ref(as)}`);
	if (derived.length === 0) return sql`${own} counted`;
	const merchants = asked.includes('mcc') ? sql` join merchant registered using (merchant_id)` : sql``;
	const makers = asked.includes('vendor') ? sql` join ${VENDORS} made using (model_id)` : sql``;
	return sql`(select counted.*, ${sql.join(derived)} from ${own} counted${merchants}${makers}) derived`;
}

/** A vendor has no number of its own: the least of its models stands for it. */
const VENDORS = sql`(select model_id, min(model_id) over (partition by vendor) as vendor_id from terminal_model)`;

/** slice_day holds values of any dimension in the same two columns: here they get the names that they have in the facts. */
function sliceTable(asked: readonly Dimension[]): RawBuilder<unknown> {
	const slice = sliceOf(asked.map((dimension) => (dimension === 'vendor' ? 'model' : dimension)));
	if (slice === undefined) throw new RangeError(`slice_day does not know ${asked.join(', ')}`);
	const values = slice.map((dimension, place) => {
		const value = sql.ref(place === 0 ? 'value_a' : 'value_b');
		const given = MAY_BE_MISSING.includes(dimension) ? sql`nullif(${value}, ${sql.lit(NO_SLICE_VALUE)})` : value;
		return sql`${given} as ${dimensionColumn(dimension)}`;
	});
	const [a, b = NO_SLICE_VALUE] = slice.map((dimension) => SLICE_DIMENSIONS.indexOf(dimension));
	return sql`(select slice_day.*, ${sql.join(values)} from slice_day
		where dimension_a = ${sql.lit(a)} and dimension_b = ${sql.lit(b)})`;
}

/**
 * What happened in the weeks of the piece: all until the end of the last one less all until the end of the one before the first.
 * Where there are no rows of that one, the sums begin with the first.
 */
function weeksTable({ source, fromMs, toMs }: Piece, zone: string): RawBuilder<unknown> | undefined {
	if (!isRunning(source)) return undefined;
	const { key, columns } = RUNNING_TABLES[source];
	const [before, last] = [fromMs, toMs].map((ms) => dayName(addDays(calendarDay(ms, zone), -7)));
	const keyColumns = sql.join(key.map((column) => sql.ref(column)));
	const differences = columns.map((column) => {
		const of = (table: string) => sql.ref(`${table}.${column}`);
		return sql`${of('last')} - coalesce(${of('before')}, 0) as ${sql.ref(column)}`;
	});
	return sql`(select last.week, ${keyColumns}, ${sql.join(differences)}
		from ${sql.table(source)} last
		left join (select * from ${sql.table(source)} where week = ${before}::date) before using (${keyColumns})
		where last.week = ${last}::date and last.total > coalesce(before.total, 0))`;
}

function filterConditions(ids: FilterIds): RawBuilder<SqlBool>[] {
	const conditions = Object.entries(ids.by).map(
		([dimension, values]) => sql<SqlBool>`${dimensionColumn(dimension as Dimension)} = any(${idList(values)})`
	);
	return ids.terminals === undefined ? conditions : [...conditions, ids.terminals];
}

function instantColumn(source: Source, zone: string): RawBuilder<Date> {
	switch (source) {
		case 'txn':
			return sql`occurred_at`;
		case 'fleet_minute':
			return sql`minute`;
		case 'terminal_running':
		case 'merchant_running':
			return sql`week::timestamp at time zone ${sql.lit(zone)}`;
		case 'terminal_day':
		case 'slice_day':
			return sql`day::timestamp at time zone ${sql.lit(zone)}`;
		default:
			return sql`hour`;
	}
}

/** Bounds are values of the partition key's own type, so that the partitions outside are not even opened. */
function within({ source, fromMs, toMs }: Piece, zone: string): RawBuilder<SqlBool> {
	if (isRunning(source)) return sql<SqlBool>`true`;
	if (isFolded(source)) {
		const [from, to] = [fromMs, toMs].map((ms) => dayName(calendarDay(ms, zone)));
		return sql<SqlBool>`day >= ${from}::date and day < ${to}::date`;
	}
	const column = sql.ref(source === 'txn' ? 'occurred_at' : source === 'fleet_minute' ? 'minute' : 'hour');
	return sql<SqlBool>`${column} >= ${new Date(fromMs)}::timestamptz and ${column} < ${new Date(toMs)}::timestamptz`;
}

const scopes = (...names: OutcomeScope[]) => sql.join(names.map((name) => sql.lit(scopeIndex(name))));

/** Neither an excluded outcome nor a reversal: the denominator of every rate. */
const IS_ATTEMPT = sql<SqlBool>`scope <> ${scopes('excluded')} and type <> ${sql.lit(TRANSACTION_TYPES.indexOf('reversal'))}`;

const SCOPES_OF_COUNT: Record<(typeof COUNTS)[number], readonly OutcomeScope[]> = {
	approved: ['approved', 'approved_check'],
	terminal: ['terminal'],
	upstream: ['upstream'],
	business: ['business'],
	unresolved: ['ambiguous']
};

function countColumn(source: Source, column: CountedColumn): RawBuilder<number> {
	return source === 'txn' ? factColumn(column) : sql`${sql.ref(column)}`;
}

/** What one transaction adds to a column of the roll-ups. */
function factColumn(column: CountedColumn): RawBuilder<number> {
	if (column === 'total') return sql`1`;
	if (column === 'amount_minor') return sql`case when ${IS_ATTEMPT} then amount_minor else 0 end`;
	if (column === 'approved_minor') {
		return sql`case when ${IS_ATTEMPT} and scope in (${scopes('approved', 'approved_check')}) then amount_minor else 0 end`;
	}
	if (isCount(column)) return sql`(${IS_ATTEMPT} and scope in (${scopes(...SCOPES_OF_COUNT[column])}))::int`;
	const isFailure = sql`${IS_ATTEMPT} and scope not in (${scopes('approved', 'approved_check')})`;
	return sql`(${isFailure} and cause = ${sql.lit(causeIndex(column))})::int`;
}

function isCount(column: CountColumn): column is (typeof COUNTS)[number] {
	return column in SCOPES_OF_COUNT;
}
