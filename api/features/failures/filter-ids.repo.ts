// Turns the codes of a filter into our own numbers once, so that the big tables are filtered by constants.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { causeIndex } from '#lib/domain/causes.ts';
import { scopeIndex } from '#lib/domain/scopes.ts';
import { TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { readQualifiedCode } from '#lib/domain/qualified-codes.ts';
import { CONNECTIONS, ENTRY_MODES, PRODUCTS } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { containing } from '#api/platform/db/search.ts';
import type { Dimension } from './sources.ts';
import type { FailureFilter } from './failures.schemas.ts';

/** Per dimension, the numbers that may pass; an absent dimension lets all pass, an empty list none. */
export type FilterIds = {
	readonly by: Partial<Record<Dimension, readonly number[]>>;
	/** Terminals chosen by what they are now: their state, or a search. */
	readonly terminals?: RawBuilder<SqlBool>;
};

/** An unknown code is no error: nothing happened there, so nothing is counted. */
export async function filterIds(db: ReadDb, filter: FailureFilter): Promise<FilterIds> {
	const terminals = terminalsNow(filter);
	const found = await Promise.all([
		idsOf(db, 'acquirer', filter.acquirer),
		idsOf(db, 'merchant', filter.merchant),
		idsOf(db, 'terminal', filter.terminal),
		idsOf(db, 'issuer', filter.issuer),
		idsOf(db, 'carrier', filter.carrier),
		idsOf(db, 'region', filter.region),
		firmwareIds(db, filter.firmware),
		modelIds(db, filter.vendor, filter.model),
		codeIds(db, filter.code),
		appVersionIds(db, filter.appVersion)
	]);
	const [acquirer, merchant, terminal, issuer, carrier, region, firmware, model, code, appVersion] = found;
	const chosen: Partial<Record<Dimension, readonly number[] | undefined>> = {
		acquirer,
		merchant,
		terminal,
		issuer,
		carrier,
		region,
		firmware,
		model,
		code,
		cause: chosenOf(filter.cause.map(causeIndex)),
		scope: chosenOf(filter.scope.map(scopeIndex)),
		product: chosenOf(filter.product.map((product) => PRODUCTS.indexOf(product))),
		entryMode: chosenOf(filter.entryMode.map((mode) => ENTRY_MODES.indexOf(mode))),
		connection: chosenOf(filter.connection.map((connection) => CONNECTIONS.indexOf(connection))),
		mcc: chosenOf(filter.mcc.map(Number)),
		appVersion
	};
	const by = Object.fromEntries(Object.entries(chosen).filter(([, ids]) => ids !== undefined));
	return terminals === undefined ? { by } : { by, terminals };
}

/** What the facts must be told apart by to apply the filter. */
export function dimensionsOf(ids: FilterIds): Dimension[] {
	const dimensions = Object.keys(ids.by) as Dimension[];
	return ids.terminals === undefined ? dimensions : [...dimensions, 'terminal'];
}

/** Dimensions that say where a transaction happened. */
const PLACE_DIMENSIONS = ['acquirer', 'merchant', 'terminal'] as const;
export type PlaceIds = Partial<Record<(typeof PLACE_DIMENSIONS)[number], readonly number[]>>;

/** Parts the choice of places from the filter of what happened there. */
export function splitPlaces(ids: FilterIds): { placeIds: PlaceIds; otherIds: FilterIds } {
	const { acquirer, merchant, terminal, ...by } = ids.by;
	return {
		placeIds: { ...(acquirer && { acquirer }), ...(merchant && { merchant }), ...(terminal && { terminal }) },
		otherIds: { by }
	};
}

/** The choice of places as one condition; true where none is made. */
export function placeConditions(ids: PlaceIds): RawBuilder<SqlBool> {
	const conditions = PLACE_DIMENSIONS.flatMap((dimension) => {
		const chosen = ids[dimension];
		return chosen === undefined ? [] : [sql<SqlBool>`${sql.ref(`${dimension}_id`)} = any(${idList(chosen)})`];
	});
	return conditions.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

const chosenOf = (ids: number[]) => (ids.length === 0 ? undefined : ids);

async function idsOf(
	db: ReadDb,
	table: 'acquirer' | 'merchant' | 'terminal' | 'issuer' | 'carrier' | 'region',
	codes: readonly string[]
): Promise<number[] | undefined> {
	if (codes.length === 0) return undefined;
	const rows = await db
		.selectFrom(table)
		.select(sql<number>`${sql.ref(`${table}_id`)}`.as('id'))
		.where(sql.ref(`${table}_code`), 'in', codes)
		.execute();
	return rows.map((row) => row.id);
}

async function firmwareIds(db: ReadDb, versions: readonly string[]): Promise<number[] | undefined> {
	if (versions.length === 0) return undefined;
	const rows = await db.selectFrom('firmware').select('firmware_id').where('version', 'in', versions).execute();
	return rows.map((row) => row.firmware_id);
}

async function appVersionIds(db: ReadDb, versions: readonly string[]): Promise<number[] | undefined> {
	if (versions.length === 0) return undefined;
	const rows = await db.selectFrom('app_version').select('app_version_id').where('version', 'in', versions).execute();
	return rows.map((row) => row.app_version_id);
}

async function codeIds(db: ReadDb, qualified: readonly string[]): Promise<number[] | undefined> {
	if (qualified.length === 0) return undefined;
	const codes = qualified.map(readQualifiedCode);
	const [profiles, texts] = [codes.map((each) => each?.profile ?? ''), codes.map((each) => each?.code ?? '')];
	const rows = await db
		.selectFrom('response_code')
		.select('code_id')
		.where(sql<SqlBool>`(profile, code) in (select * from unnest(${profiles}::text[], ${texts}::text[]))`)
		.execute();
	return rows.map((row) => row.code_id);
}

async function modelIds(
	db: ReadDb,
	vendors: readonly string[],
	models: readonly string[]
): Promise<number[] | undefined> {
	if (vendors.length === 0 && models.length === 0) return undefined;
	const rows = await db
		.selectFrom('terminal_model')
		.select('model_id')
		.$if(vendors.length > 0, (query) => query.where('vendor', 'in', vendors))
		.$if(models.length > 0, (query) => query.where('model', 'in', models))
		.execute();
	return rows.map((row) => row.model_id);
}

function terminalsNow({ state, q }: Pick<FailureFilter, 'state' | 'q'>): RawBuilder<SqlBool> | undefined {
	const conditions = [];
	if (state.length > 0) conditions.push(terminalsInState(state));
	if (q !== '') conditions.push(terminalsFound(q));
	return conditions.length === 0 ? undefined : sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}

/** A terminal that the state job has not seen yet is still learning. */
function terminalsInState(states: FailureFilter['state']): RawBuilder<SqlBool> {
	const indexes = states.map((state) => TERMINAL_STATES.indexOf(state));
	return sql<SqlBool>`terminal_id in (
		select t.terminal_id from terminal t left join terminal_state s using (terminal_id)
		where coalesce(s.state, ${sql.lit(TERMINAL_STATES.indexOf('learning'))}) = any(${idList(indexes)}))`;
}

/** The expressions are those of the trigram indexes, or the indexes would not be used. */
function terminalsFound(q: string): RawBuilder<SqlBool> {
	const pattern = containing(q);
	return sql<SqlBool>`terminal_id in (
		select terminal_id from terminal where (terminal_code || ' ' || coalesce(serial, '')) ilike ${pattern}
		union all
		select t.terminal_id from terminal t join merchant m using (merchant_id)
		where (m.merchant_code || ' ' || coalesce(m.name, '')) ilike ${pattern})`;
}

/** A list of our own numbers as one parameter. */
export function idList(ids: readonly number[]): RawBuilder<number[]> {
	return sql<number[]>`${`{${ids.join(',')}}`}::int[]`;
}
