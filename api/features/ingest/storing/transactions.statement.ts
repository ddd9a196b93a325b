// The one statement that stores a batch of transactions: facts and every roll-up, or nothing. Exactly once even if the process or
// the database is killed in the middle, because there is no middle.
import { outcomeOf, rollUp } from '#api/platform/db/roll-ups.ts';

/** Column of txn -> type of its array parameter, in the order of the parameters. */
export const TXN_COLUMNS = {
	occurred_at: 'float8',
	amount_minor: 'bigint',
	terminal_id: 'int',
	merchant_id: 'int',
	latency_ms: 'int',
	fee_minor: 'int',
	acquirer_id: 'smallint',
	issuer_id: 'smallint',
	code_id: 'smallint',
	currency: 'smallint',
	model_id: 'smallint',
	firmware_id: 'smallint',
	app_version_id: 'smallint',
	carrier_id: 'smallint',
	region_id: 'smallint',
	connection: 'smallint',
	type: 'smallint',
	cause: 'smallint',
	scope: 'smallint',
	product: 'smallint',
	entry_mode: 'smallint',
	mcc: 'smallint',
	card_region: 'smallint',
	txn_code: 'text',
	card_token: 'text',
	reversal_reason: 'text'
} as const;

export type TxnColumn = keyof typeof TXN_COLUMNS;
const COLUMNS = Object.keys(TXN_COLUMNS) as TxnColumn[];

/** What the sender said. The rest of a row (cause, firmware …) is what we made of it then, and may differ when it is sent again. */
const SENT_COLUMNS: readonly TxnColumn[] = [
	'occurred_at',
	'terminal_id',
	'merchant_id',
	'amount_minor',
	'currency',
	'type',
	'code_id',
	'issuer_id',
	'product',
	'entry_mode',
	'mcc',
	'card_region',
	'latency_ms',
	'fee_minor',
	'card_token',
	'reversal_reason'
];

const TIME_ZONE = `$${COLUMNS.length + 1}::text`;
const UNMAPPED_CODE_IDS = `$${COLUMNS.length + 2}::smallint[]`;

/** Arrays side by side as rows. In the select list they are taken apart in step; in FROM each would first be stored whole. */
const SENT = `select ${COLUMNS.map((name, index) => `unnest($${index + 1}::${TXN_COLUMNS[name]}[]) as ${name}`).join(', ')}`;

const asSent = (name: TxnColumn) => (name === 'occurred_at' ? 'to_timestamp(sent.occurred_at / 1000)' : `sent.${name}`);

/** When known ids are looked for: literals, so that the planner opens those partitions only. */
export type IdentityBounds = readonly [from: string, to: string];

const sameId = ([from, to]: IdentityBounds) => `hashtext(known.txn_code) = hashtext(sent.txn_code)
			and known.txn_code = sent.txn_code and known.acquirer_id = sent.acquirer_id
			and known.occurred_at >= '${from}' and known.occurred_at < '${to}'`;

/** Tables that a fact is counted in, in the order in which every writer touches them. */
export const ROLLUP_TABLES = ['terminal_hour', 'issuer_hour', 'cause_hour', 'fleet_minute'] as const;
export type RollUpTable = (typeof ROLLUP_TABLES)[number];

function rollUpOfBatch(table: RollUpTable): string {
	const hour = { hour: 'hour' };
	const shared = { acquirer_id: 'acquirer_id', currency: 'currency' };
	switch (table) {
		case 'terminal_hour':
			return rollUp(table, { terminal_id: 'terminal_id', ...hour, merchant_id: 'merchant_id', ...shared }, 'stored');
		case 'issuer_hour':
			return rollUp(table, { issuer_id: 'issuer_id', ...hour, ...shared }, 'stored');
		case 'cause_hour':
			return rollUp(table, { cause: 'cause', ...hour, ...shared }, 'grouped');
		case 'fleet_minute':
			return rollUp(table, { minute: 'minute', ...shared }, 'grouped');
	}
}

/**
 * Stores the rows whose ids are not known, and counts them in every roll-up. Parameters: one array per column of TXN_COLUMNS, the
 * fleet's time zone, and the code_ids that no rule knows. One result row: how many were `stored`; what became of the others is
 * for compareTransactionsSql to tell. Fewer roll-ups are for measuring what one of them costs.
 */
export function storeTransactionsSql(bounds: IdentityBounds, rollUps: readonly RollUpTable[] = ROLLUP_TABLES): string {
	return `with stored as (
	insert into txn (${COLUMNS.join(', ')})
	select ${COLUMNS.map(asSent).join(', ')} from (${SENT}) sent
	left join lateral (
		select true as is_known from txn known where ${sameId(bounds)} limit 1
	) before on true
	where before.is_known is null
	on conflict do nothing
	returning terminal_id, merchant_id, acquirer_id, issuer_id, code_id, currency, cause, latency_ms, amount_minor, fee_minor, occurred_at,
		date_trunc('hour', occurred_at, ${TIME_ZONE}) as hour, ${outcomeOf('scope')} as outcome
), grouped as (
	select acquirer_id, currency, date_trunc('minute', occurred_at) as minute, hour, outcome, cause, count(*) as facts,
		count(latency_ms) as latency_count, sum(latency_ms) as latency_ms, sum(amount_minor) as amount_minor, sum(fee_minor) as fee_minor
	from stored group by 1, 2, 3, 4, 5, 6
), ${rollUps.map((table) => `into_${table} as (\n\t${rollUpOfBatch(table)}\n), `).join('')}unmapped as (
	insert into unmapped_code as t (code_id, acquirer_id, transactions, first_at, last_at)
	select code_id, acquirer_id, count(*), min(occurred_at), max(occurred_at)
	from stored where code_id = any(${UNMAPPED_CODE_IDS}) group by 1, 2 order by 1, 2
	on conflict (code_id, acquirer_id) do update set transactions = t.transactions + excluded.transactions,
		first_at = least(t.first_at, excluded.first_at), last_at = greatest(t.last_at, excluded.last_at)
)
select count(*)::int as stored from stored`;
}

/**
 * Each sent row beside what is stored under its id. Parameters: one array per column of TXN_COLUMNS. One result row, a Comparison.
 */
export function compareTransactionsSql(bounds: IdentityBounds): string {
	return `with looked as (
	select sent.place, before.same
	from (${SENT}, generate_subscripts($1::float8[], 1) as place) sent
	left join lateral (
		select bool_or((${SENT_COLUMNS.map((name) => `known.${name}`).join(', ')}) is not distinct from (${SENT_COLUMNS.map(asSent).join(', ')})) as same
		from txn known where ${sameId(bounds)}
	) before on true
)
select coalesce(array_agg(place order by place) filter (where same is null), '{}')::int[] as unknown,
	coalesce(array_agg(place order by place) filter (where not same), '{}')::int[] as conflicts
from looked`;
}

/** 1-based places: of rows whose id is not stored, and of rows whose id is stored with other content. The rest is stored as sent. */
export type Comparison = { unknown: number[]; conflicts: number[] };
