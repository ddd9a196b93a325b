// Numbers for the senders' identifiers. Small dimensions get the next free smallint; merchants and terminals that nobody registered
// are taken as unregistered rather than refused.
import type { Sql } from '#api/platform/db/client.ts';

/** A dimension whose rows are one text and its number. */
export type DimensionTable = 'acquirer' | 'issuer' | 'carrier' | 'region' | 'firmware' | 'app_version';

const COLUMNS: Record<DimensionTable, { id: string; code: string }> = {
	acquirer: { id: 'acquirer_id', code: 'acquirer_code' },
	issuer: { id: 'issuer_id', code: 'issuer_code' },
	carrier: { id: 'carrier_id', code: 'carrier_code' },
	region: { id: 'region_id', code: 'region_code' },
	firmware: { id: 'firmware_id', code: 'version' },
	app_version: { id: 'app_version_id', code: 'version' }
};

/** Numbers must fit a smallint; what comes beyond is refused rather than lumped together. */
export const DIMENSION_VALUES_MAX = 32_000;

type Numbered = { id: number; code: string };

/** The numbers of these codes, new ones given out. Codes that no longer fit are missing from the answer. */
export async function numberDimension(sql: Sql, table: DimensionTable, codes: readonly string[]): Promise<Numbered[]> {
	const { id, code } = COLUMNS[table];
	return sql.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock(hashtext('number_dimension'), hashtext(${table}))`;
		await tx`
			insert into ${tx(table)} (${tx(id)}, ${tx(code)})
			select taken.last + row_number() over (order by new.code), new.code
			from (select distinct unnest(${codes as string[]}::text[]) as code) new,
				(select coalesce(max(${tx(id)}), 0) as last from ${tx(table)}) taken
			where not exists (select from ${tx(table)} old where old.${tx(code)} = new.code)
				and taken.last + (select count(*) from unnest(${codes as string[]}::text[])) <= ${DIMENSION_VALUES_MAX}`;
		return tx<Numbered[]>`
			select ${tx(id)} as id, ${tx(code)} as code from ${tx(table)} where ${tx(code)} = any(${codes as string[]})`;
	}) as Promise<Numbered[]>;
}

export type PairTable = 'terminal_model' | 'response_code';
const PAIR_COLUMNS: Record<PairTable, { id: string; first: string; second: string }> = {
	terminal_model: { id: 'model_id', first: 'vendor', second: 'model' },
	response_code: { id: 'code_id', first: 'profile', second: 'code' }
};

export type Pair = readonly [first: string, second: string];
type NumberedPair = { id: number; first: string; second: string };

export async function numberPairs(sql: Sql, table: PairTable, pairs: readonly Pair[]): Promise<NumberedPair[]> {
	const { id, first, second } = PAIR_COLUMNS[table];
	const firsts = pairs.map((pair) => pair[0]);
	const seconds = pairs.map((pair) => pair[1]);
	return sql.begin(async (tx) => {
		await tx`select pg_advisory_xact_lock(hashtext('number_dimension'), hashtext(${table}))`;
		await tx`
			insert into ${tx(table)} (${tx(id)}, ${tx(first)}, ${tx(second)})
			select taken.last + row_number() over (order by new.a, new.b), new.a, new.b
			from (select distinct * from unnest(${firsts}::text[], ${seconds}::text[]) as given(a, b)) new,
				(select coalesce(max(${tx(id)}), 0) as last from ${tx(table)}) taken
			where not exists (select from ${tx(table)} old where old.${tx(first)} = new.a and old.${tx(second)} = new.b)
				and taken.last + ${pairs.length} <= ${DIMENSION_VALUES_MAX}`;
		return tx<NumberedPair[]>`
			select ${tx(id)} as id, ${tx(first)} as first, ${tx(second)} as second from ${tx(table)}
			where (${tx(first)}, ${tx(second)}) in (select * from unnest(${firsts}::text[], ${seconds}::text[]))`;
	}) as Promise<NumberedPair[]>;
}

export type MerchantRow = { merchant_id: number; merchant_code: string; region_id: number };

/** Merchants by code; those not known yet are taken as unregistered. */
export async function takeMerchants(
	sql: Sql,
	codes: readonly string[],
	acquirerIds: readonly number[],
	now: Date
): Promise<MerchantRow[]> {
	const find = async () => sql<MerchantRow[]>`
		select merchant_id, merchant_code, region_id from merchant where merchant_code = any(${codes as string[]})`;
	const known = await find();
	if (known.length === codes.length) return known;
	await sql`
		insert into merchant (merchant_code, acquirer_id, first_seen_at, updated_at)
		select code, acquirer_id, ${now}, ${now}
		from unnest(${codes as string[]}::text[], ${acquirerIds as number[]}::smallint[]) as seen(code, acquirer_id)
		where not exists (select from merchant m where m.merchant_code = seen.code)
		order by code
		on conflict do nothing`;
	return find();
}

export type TerminalRow = { terminal_id: number; terminal_code: string; merchant_id: number | null };

/** Terminals by code; those not known yet are taken as unregistered, at the merchant they were seen with. */
export async function takeTerminals(
	sql: Sql,
	codes: readonly string[],
	acquirerIds: readonly number[],
	merchantIds: readonly (number | null)[],
	now: Date
): Promise<TerminalRow[]> {
	const known = await findTerminals(sql, codes);
	if (known.length === codes.length) return known;
	await sql`
		insert into terminal (terminal_code, acquirer_id, merchant_id, first_seen_at, updated_at)
		select code, acquirer_id, merchant_id, ${now}, ${now}
		from unnest(${codes as string[]}::text[], ${acquirerIds as number[]}::smallint[], ${merchantIds as number[]}::int[])
			as seen(code, acquirer_id, merchant_id)
		where not exists (select from terminal t where t.terminal_code = seen.code)
		order by code
		on conflict do nothing`;
	return findTerminals(sql, codes);
}

export async function findTerminals(sql: Sql, codes: readonly string[]): Promise<TerminalRow[]> {
	return sql<TerminalRow[]>`
		select terminal_id, terminal_code, merchant_id from terminal where terminal_code = any(${codes as string[]})`;
}

export type PeriodRow = {
	terminal_id: number;
	valid_from_ms: number;
	model_id: number;
	firmware_id: number;
	app_version_id: number;
	carrier_id: number;
	connection: number;
};

/** What these terminals were, oldest period first. '-infinity' comes as -1e18, before every instant. */
export async function periodsOf(sql: Sql, terminalIds: readonly number[]): Promise<PeriodRow[]> {
	return sql<PeriodRow[]>`
		select terminal_id, model_id, firmware_id, app_version_id, carrier_id, connection,
			case when isfinite(valid_from) then extract(epoch from valid_from) * 1000 else -1e18 end::float8 as valid_from_ms
		from terminal_period where terminal_id = any(${terminalIds as number[]})
		order by terminal_id, valid_from`;
}

export type FoundCodes = {
	acquirers: Map<string, number>;
	issuers: Map<string, number>;
	merchants: Map<string, number>;
	terminals: Map<string, number>;
};

/** Numbers that were given out already; gives out none. */
export async function findNumbers(
	sql: Sql,
	codes: { acquirers: string[]; issuers: string[]; merchants: string[]; terminals: string[] }
): Promise<FoundCodes> {
	const toMap = (rows: Numbered[]) => new Map(rows.map((row) => [row.code, row.id]));
	return {
		acquirers: toMap(
			await sql`select acquirer_id as id, acquirer_code as code from acquirer where acquirer_code = any(${codes.acquirers})`
		),
		issuers: toMap(
			await sql`select issuer_id as id, issuer_code as code from issuer where issuer_code = any(${codes.issuers})`
		),
		merchants: toMap(
			await sql`select merchant_id as id, merchant_code as code from merchant where merchant_code = any(${codes.merchants})`
		),
		terminals: toMap(
			await sql`select terminal_id as id, terminal_code as code from terminal where terminal_code = any(${codes.terminals})`
		)
	};
}

export async function findPairs(sql: Sql, table: PairTable, pairs: readonly Pair[]): Promise<NumberedPair[]> {
	const { id, first, second } = PAIR_COLUMNS[table];
	return sql<NumberedPair[]>`
		select ${sql(id)} as id, ${sql(first)} as first, ${sql(second)} as second from ${sql(table)}
		where (${sql(first)}, ${sql(second)}) in
			(select * from unnest(${pairs.map((pair) => pair[0])}::text[], ${pairs.map((pair) => pair[1])}::text[]))`;
}

export async function codesOfAcquirers(sql: Sql, acquirerIds: readonly number[]): Promise<string[]> {
	const rows = await sql<{ acquirer_code: string }[]>`
		select acquirer_code from acquirer where acquirer_id = any(${acquirerIds as number[]}::smallint[])`;
	return rows.map((row) => row.acquirer_code);
}

export async function findMerchantNumbers(sql: Sql, codes: readonly string[]): Promise<Map<string, number>> {
	const rows = await sql<Numbered[]>`
		select merchant_id as id, merchant_code as code from merchant where merchant_code = any(${codes as string[]})`;
	return new Map(rows.map((row) => [row.code, row.id]));
}

export async function findTerminalAcquirers(sql: Sql, codes: readonly string[]): Promise<Map<string, number>> {
	const rows = await sql<Numbered[]>`
		select acquirer_id as id, terminal_code as code from terminal where terminal_code = any(${codes as string[]})`;
	return new Map(rows.map((row) => [row.code, row.id]));
}
