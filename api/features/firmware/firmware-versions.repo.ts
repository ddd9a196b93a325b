// Which firmware terminals run, what the catalogue says of it, and how payments went on it.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { FirmwareRelease, FirmwareSpan, ReleaseStatus } from '#lib/domain/firmware-judgement.ts';
import type { VersionScheme } from '#lib/domain/version-schemes.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { SLICE_DIMENSIONS } from '#api/platform/db/roll-ups.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';

export type ModelFilter = {
	acquirer: readonly string[];
	vendor: readonly string[];
	model: readonly string[];
	firmware: readonly string[];
};

/** How many terminals of each model report each version; an empty text where a terminal never said. */
export async function installedVersions(db: ReadDb, scope: Scope, filter: ModelFilter) {
	// Counted by numbers first: a hundred thousand rows are not worth joining for a few hundred groups.
	const counted = db
		.selectFrom('terminal as t')
		.select(({ fn }) => ['t.model_id', 't.firmware_id', fn.countAll<number>().as('terminals')])
		.where(inScope(scope, 't.acquirer_id'))
		.where('t.model_id', '!=', 0)
		.$if(filter.acquirer.length > 0, (query) =>
			query.innerJoin('acquirer as a', 'a.acquirer_id', 't.acquirer_id').where('a.acquirer_code', 'in', filter.acquirer)
		)
		.groupBy(['t.model_id', 't.firmware_id'])
		.as('counted');
	return db
		.selectFrom(counted)
		.innerJoin('terminal_model as tm', 'tm.model_id', 'counted.model_id')
		.innerJoin('firmware as f', 'f.firmware_id', 'counted.firmware_id')
		.select(['counted.model_id', 'counted.firmware_id', 'counted.terminals', 'tm.vendor', 'tm.model', 'f.version'])
		.$if(filter.vendor.length > 0, (query) => query.where('tm.vendor', 'in', filter.vendor))
		.$if(filter.model.length > 0, (query) => query.where('tm.model', 'in', filter.model))
		.orderBy('counted.model_id')
		.orderBy('counted.firmware_id')
		.execute();
}

export type CatalogueRow = FirmwareRelease & { vendor: string; model: string };

/** Every release of every model; a vendor's catalogue belongs to nobody in particular. */
export async function firmwareCatalogue(db: ReadDb): Promise<CatalogueRow[]> {
	return db
		.selectFrom('firmware_release')
		.select([
			'vendor',
			'model',
			'version',
			'rank',
			sql<ReleaseStatus>`status`.as('status'),
			sql<number | null>`(extract(epoch from released_at) * 1000)::float8`.as('releasedAtMs'),
			sql<number | null>`(extract(epoch from end_of_support_at) * 1000)::float8`.as('endOfSupportMs'),
			'min_secure as minSecure',
			sql<VersionScheme | null>`scheme`.as('scheme')
		])
		.orderBy('vendor')
		.orderBy('model')
		.orderBy('version')
		.execute();
}

/** Attempts and terminal technical failures by model and version, of the closed days in the span. */
export async function trafficByVersion(
	db: ReadDb,
	scope: Scope,
	span: { first: string; last: string },
	filter: Pick<ModelFilter, 'acquirer'>
) {
	const acquirers = db
		.selectFrom('acquirer as a')
		.select('a.acquirer_id')
		.where(inScope(scope, 'a.acquirer_id'))
		.$if(filter.acquirer.length > 0, (query) => query.where('a.acquirer_code', 'in', filter.acquirer));
	const summed = db
		.selectFrom('slice_day as s')
		.select([
			's.value_a',
			's.value_b',
			sql<number>`sum(s.approved + s.terminal + s.upstream + s.business + s.unresolved)::float8`.as('attempts'),
			sql<number>`sum(s.terminal)::float8`.as('terminal')
		])
		.where('s.acquirer_id', 'in', acquirers)
		.where('s.dimension_a', '=', SLICE_DIMENSIONS.indexOf('model'))
		.where('s.dimension_b', '=', SLICE_DIMENSIONS.indexOf('firmware'))
		.where(sql`s.day`, '>=', sql`${span.first}::date`)
		.where(sql`s.day`, '<=', sql`${span.last}::date`)
		.where('s.day', 'in', db.selectFrom('folded_day').select('day').where('has_slices', '=', true))
		.groupBy(['s.value_a', 's.value_b'])
		.as('summed');
	return db
		.selectFrom(summed)
		.innerJoin('terminal_model as tm', 'tm.model_id', 'summed.value_a')
		.innerJoin('firmware as f', 'f.firmware_id', 'summed.value_b')
		.select(['tm.vendor', 'tm.model', 'f.version', 'summed.attempts', 'summed.terminal'])
		.execute();
}

export type ChangedTerminal = { terminal_id: number; model_id: number; firmware_id: number; spans: FirmwareSpan[] };

/** Terminals that changed more than once since an instant, with the versions that they had then, oldest first. */
export async function repeatedlyChanged(
	db: ReadDb,
	scope: Scope,
	since: Date,
	until: Date
): Promise<ChangedTerminal[]> {
	const { rows } = await sql<ChangedTerminal>`
		with changed as (
			select terminal_id from terminal_period
			where valid_from >= ${since} and valid_from < ${until} and ${inScope(scope, 'acquirer_id')}
			group by terminal_id having count(*) > 1),
		told as (
			select p.terminal_id, p.valid_from, f.version, lag(f.version) over (partition by p.terminal_id order by p.valid_from) as before
			from terminal_period p join changed using (terminal_id) join firmware f using (firmware_id)
			where p.firmware_id <> 0 and p.valid_from < ${until} and ${inScope(scope, 'p.acquirer_id')})
		select t.terminal_id, t.model_id::int as model_id, t.firmware_id::int as firmware_id,
			json_agg(json_build_object('version', told.version, 'fromMs',
				case when isfinite(told.valid_from) then extract(epoch from told.valid_from) * 1000 else 0 end) order by told.valid_from) as spans
		from told join terminal t using (terminal_id)
		where told.version is distinct from told.before
		group by t.terminal_id having count(*) > 2 order by t.terminal_id`.execute(db);
	return rows;
}

/** Which terminals: those of a model with a version, by our numbers, and single ones. */
export type TerminalPick = {
	pairs: readonly { model_id: number; firmware_id: number }[];
	terminalIds: readonly number[];
};

const intArray = (values: readonly number[]) => sql`${`{${values.join(',')}}`}::int[]`;

function isPicked({ pairs, terminalIds }: TerminalPick): RawBuilder<SqlBool> {
	const models = intArray(pairs.map(({ model_id }) => model_id));
	const versions = intArray(pairs.map(({ firmware_id }) => firmware_id));
	return sql<SqlBool>`(t.terminal_id = any(${intArray(terminalIds)})
		or (t.model_id, t.firmware_id) in (select * from unnest(${models}, ${versions})))`;
}

export type OutdatedFilter = {
	acquirer: readonly string[];
	merchant: readonly string[];
	region: readonly string[];
	terminal: readonly string[];
};

function picked(db: ReadDb, scope: Scope, pick: TerminalPick, filter: OutdatedFilter) {
	return db
		.selectFrom('terminal as t')
		.innerJoin('terminal_model as tm', 'tm.model_id', 't.model_id')
		.innerJoin('firmware as f', 'f.firmware_id', 't.firmware_id')
		.innerJoin('acquirer as a', 'a.acquirer_id', 't.acquirer_id')
		.leftJoin('merchant as m', 'm.merchant_id', 't.merchant_id')
		.leftJoin('region as r', 'r.region_id', 'm.region_id')
		.where(inScope(scope, 't.acquirer_id'))
		.where(isPicked(pick))
		.$if(filter.acquirer.length > 0, (query) => query.where('a.acquirer_code', 'in', filter.acquirer))
		.$if(filter.terminal.length > 0, (query) => query.where('t.terminal_code', 'in', filter.terminal))
		.$if(filter.merchant.length > 0, (query) => query.where('m.merchant_code', 'in', filter.merchant))
		.$if(filter.region.length > 0, (query) => query.where('r.region_code', 'in', filter.region));
}

/** Picked terminals by their code, with when they got the firmware that they have; null when they always had it. */
export async function pickedTerminals(
	db: ReadDb,
	scope: Scope,
	pick: TerminalPick,
	filter: OutdatedFilter,
	page: { limit: number; after: string | undefined }
) {
	return picked(db, scope, pick, filter)
		.select([
			't.terminal_id',
			't.terminal_code',
			't.model_id',
			't.firmware_id',
			'a.acquirer_code',
			'm.merchant_code',
			'm.name as merchant_name',
			'tm.vendor',
			'tm.model',
			'f.version',
			'r.region_code',
			sql<Date | null>`(select min(p.valid_from) from terminal_period p
				where p.terminal_id = t.terminal_id and p.valid_from > coalesce((select max(o.valid_from) from terminal_period o
					where o.terminal_id = t.terminal_id and o.firmware_id <> t.firmware_id), '-infinity'))`.as('since')
		])
		.$if(page.after !== undefined, (query) => query.where(sql<SqlBool>`t.terminal_code collate "C" > ${page.after}`))
		.orderBy(sql`t.terminal_code collate "C"`)
		.limit(page.limit + 1)
		.execute();
}

export async function countPicked(
	db: ReadDb,
	scope: Scope,
	pick: TerminalPick,
	filter: OutdatedFilter
): Promise<number> {
	const { n } = await picked(db, scope, pick, filter)
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.executeTakeFirstOrThrow();
	return n;
}

/** Only their numbers: for whoever works through all of them. */
export async function pickedTerminalIds(db: ReadDb, scope: Scope, pick: TerminalPick) {
	return db
		.selectFrom('terminal as t')
		.select(['t.terminal_id', 't.model_id', 't.firmware_id'])
		.where(inScope(scope, 't.acquirer_id'))
		.where(isPicked(pick))
		.where('t.status', '=', 'active')
		.orderBy('t.terminal_id')
		.execute();
}
