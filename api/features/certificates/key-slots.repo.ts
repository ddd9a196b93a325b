// Which keys terminals tell of, slot by slot, and which of them are missing. Nothing here ever is key material.
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { KeyState } from '#lib/domain/certificates.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { inScope, type Scope } from '#api/platform/scope.ts';
import { EXPECTED_KEYS } from './certificate-reasons.repo.ts';
import type { KeyQuery } from './keys.schemas.ts';

export type KeyFilter = Pick<KeyQuery, 'acquirer' | 'merchant' | 'terminal' | 'vendor' | 'model' | 'kind' | 'state'>;

export type KeyRow = {
	terminal_code: string;
	acquirer_code: string;
	merchant_code: string | null;
	merchant_name: string | null;
	vendor: string | null;
	model: string | null;
	/** Empty for a key that is expected and was never told of. */
	slot: string;
	kind: string | null;
	check_value: string | null;
	state: KeyState;
	seen_from: Date | null;
	gone_at: Date | null;
};

const among = (column: RawBuilder<unknown>, values: readonly string[]) =>
	values.length === 0 ? [] : [sql<SqlBool>`${column} = any(${values as string[]}::text[])`];

const oneOf = (column: string, rows: RawBuilder<unknown>, code: RawBuilder<unknown>, values: readonly string[]) =>
	among(code, values).map((isNamed) => sql<SqlBool>`${sql.ref(`t.${column}`)} in (${rows} where ${isNamed})`);

export type ExpectedKey = { model_id: number; kind: string };

/** Kinds of keys that the terminals of a model have: found from all slots of the fleet, and so once a question. */
export async function expectedKeys(db: ReadDb): Promise<ExpectedKey[]> {
	const { rows } = await sql<ExpectedKey>`${EXPECTED_KEYS} order by model_id, kind`.execute(db);
	return rows;
}

/** What is asked: a filter, and what is expected of each model. */
export type KeyQuestion = { filter: KeyFilter; expected: readonly ExpectedKey[] };

/** Slots under every filter but that of their state. Names are looked up for the page alone. */
function slots(scope: Scope, { filter, expected }: KeyQuestion) {
	const { acquirer, merchant, terminal, vendor, model, kind } = filter;
	const ofTerminal = [
		inScope(scope, 't.acquirer_id'),
		...oneOf('acquirer_id', sql`select acquirer_id from acquirer`, sql`acquirer_code`, acquirer),
		...oneOf('merchant_id', sql`select merchant_id from merchant`, sql`merchant_code`, merchant),
		...among(sql`t.terminal_code`, terminal),
		...oneOf('model_id', sql`select model_id from terminal_model`, sql`vendor`, vendor),
		...oneOf('model_id', sql`select model_id from terminal_model`, sql`model`, model)
	];
	const ofKey = [sql<SqlBool>`true`, ...among(sql`kind`, kind)];
	return sql`
		t as materialized (
			select t.terminal_id, t.terminal_code, t.acquirer_id, t.merchant_id, t.model_id,
				t.is_registered and t.status = 'active' as is_in_use
			from terminal t where ${sql.join(ofTerminal, sql` and `)}),
		expected as (select * from jsonb_to_recordset(${JSON.stringify(expected)}::text::jsonb) as e(model_id int, kind text)),
		slots as (
			select t.*, k.slot, k.kind, k.check_value, k.seen_from, k.gone_at, case when k.gone_at is null then 'loaded'
				when t.is_in_use and expected.kind is not null and not exists (select from terminal_key other
					where other.terminal_id = k.terminal_id and other.kind = k.kind and other.gone_at is null) then 'missing'
				else 'gone' end as state
			from terminal_key k join t using (terminal_id) left join expected on expected.model_id = t.model_id and expected.kind = k.kind
			union all
			select t.*, '', expected.kind, null, null, null, 'missing' from t join expected on expected.model_id = t.model_id
			where t.is_in_use and exists (select from terminal_key k where k.terminal_id = t.terminal_id)
				and not exists (select from terminal_key k where k.terminal_id = t.terminal_id and k.kind = expected.kind)),
		matching as (select * from slots where ${sql.join(ofKey, sql` and `)})`;
}

const inState = ({ state }: KeyFilter) => sql.join([sql`true`, ...among(sql`state`, state)], sql` and `);

/** By terminal and slot; one row more than asked for, when there are more. */
export async function listKeys(
	db: ReadDb,
	scope: Scope,
	asked: KeyQuestion,
	page: { limit: number; after: { terminal: string; slot: string; kind: string } | undefined }
): Promise<KeyRow[]> {
	const order = sql`terminal_code collate "C", slot collate "C", coalesce(kind, '') collate "C"`;
	const beyond = page.after
		? sql`(${order}) > (${page.after.terminal}, ${page.after.slot}, ${page.after.kind})`
		: sql`true`;
	const { rows } = await sql<KeyRow>`with ${slots(scope, asked)}
		select terminal_code, acquirer_code, merchant_code, m.name as merchant_name, vendor, model, slot, kind, check_value, state, seen_from,
			gone_at
		from (select * from matching where ${inState(asked.filter)} and ${beyond} order by ${order} limit ${page.limit + 1}) page
			join acquirer using (acquirer_id) left join merchant m on m.merchant_id = page.merchant_id
			left join terminal_model using (model_id)
		order by ${order}`.execute(db);
	return rows;
}

/** By state, whichever state is listed. */
export async function countKeys(db: ReadDb, scope: Scope, asked: KeyQuestion) {
	const { rows } = await sql<{ state: KeyState; slots: number }>`with ${slots(scope, asked)}
		select state, count(*)::int as slots from matching group by state`.execute(db);
	return new Map(rows.map((row) => [row.state, row.slots]));
}
