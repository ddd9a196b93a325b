// The one statement that stores a batch of transactions: facts and every roll-up, or nothing. Exactly once even if the process or
// the database is killed in the middle, because there is no middle.
import { FAILURE_CAUSES, causeIndex } from '#lib/domain/causes.ts';
import { scopeIndex } from '#lib/domain/scopes.ts';
import { TRANSACTION_TYPES } from '#lib/domain/transactions.ts';

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
	'latency_ms',
	'fee_minor',
	'card_token',
	'reversal_reason'
];

const SCOPE_COLUMNS = ['terminal', 'upstream', 'business', 'ambiguous'] as const;
const NO_ATTEMPT = -1;

/** Roll-up columns after the key: how each is made from a single fact, and from a group of facts. */
const COUNTERS: readonly { column: string; ofFact: string; ofGroup: string }[] = [
	counter('total', 'true'),
	counter('approved', `outcome in (${scopeIndex('approved')}, ${scopeIndex('approved_check')})`),
	counter('approved_check', `outcome = ${scopeIndex('approved_check')}`),
	...SCOPE_COLUMNS.map((scope) =>
		counter(scope === 'ambiguous' ? 'unresolved' : scope, `outcome = ${scopeIndex(scope)}`)
	),
	...FAILURE_CAUSES.map((cause) =>
		counter(cause, `outcome > ${scopeIndex('approved_check')} and cause = ${causeIndex(cause)}`)
	),
	{ column: 'latency_count', ofFact: 'count(latency_ms)', ofGroup: 'sum(latency_count)' },
	amount('latency_ms_sum', 'latency_ms', 'true'),
	amount('amount_minor', 'amount_minor', `outcome <> ${NO_ATTEMPT}`),
	amount('approved_minor', 'amount_minor', `outcome in (${scopeIndex('approved')}, ${scopeIndex('approved_check')})`),
	amount('fee_minor', 'fee_minor', 'true')
];
export const COUNTER_COLUMNS = COUNTERS.map((each) => each.column);

function counter(column: string, condition: string) {
	return {
		column,
		ofFact: condition === 'true' ? 'count(*)' : `count(*) filter (where ${condition})`,
		ofGroup: condition === 'true' ? 'sum(facts)' : `coalesce(sum(facts) filter (where ${condition}), 0)`
	};
}

function amount(column: string, source: string, condition: string) {
	const filter = condition === 'true' ? '' : ` filter (where ${condition})`;
	return {
		column,
		ofFact: `coalesce(sum(${source})${filter}, 0)`,
		ofGroup: `coalesce(sum(${source})${filter}, 0)`
	};
}

export function rollUp(table: string, key: Record<string, string>, from: 'stored' | 'grouped'): string {
	const keyColumns = Object.keys(key);
	const order = keyColumns.map((_, index) => index + 1).join(', ');
	// Every writer touches rows in key order and tables in the same order: no deadlock between two batches.
	return `insert into ${table} as t (${[...keyColumns, ...COUNTER_COLUMNS].join(', ')})
	select ${[...Object.values(key), ...COUNTERS.map((each) => (from === 'stored' ? each.ofFact : each.ofGroup))].join(', ')}
	from ${from} group by ${order} order by ${order}
	on conflict (${keyColumns.join(', ')}) do update set ${COUNTER_COLUMNS.map((c) => `${c} = t.${c} + excluded.${c}`).join(', ')}`;
}

const hourOf = (instant: string) => `date_trunc('hour', ${instant}, $${COLUMNS.length + 1}::text)`;

/** What a fact counts as: its scope, or no attempt at all. */
export function outcomeOf(scope: string): string {
	const reversal = TRANSACTION_TYPES.indexOf('reversal');
	return `case when type = ${reversal} or ${scope} = ${scopeIndex('excluded')} then ${NO_ATTEMPT} else ${scope} end`;
}

/**
 * Each sent row beside what is known of its id: `same` is null for a new id, true for the identical record, false for other content.
 * The bounds are literals, so that the planner opens those partitions only.
 */
function lookUp(knownFrom: string, knownTo: string): string {
	const parameters = COLUMNS.map((name, index) => `$${index + 1}::${TXN_COLUMNS[name]}[]`).join(', ');
	return `with looked as (
	select sent.*, before.same
	from unnest(${parameters}) with ordinality as sent(${COLUMNS.join(', ')}, ordinal)
	left join lateral (
		select (${SENT_COLUMNS.map((name) => `known.${name}`).join(', ')}) is not distinct from (${SENT_COLUMNS.map(asSent).join(', ')}) as same
		from txn known
		where known.txn_code = sent.txn_code and known.acquirer_id = sent.acquirer_id
			and known.occurred_at >= '${knownFrom}' and known.occurred_at < '${knownTo}'
		limit 1
	) before on true
)`;
}

const asSent = (name: TxnColumn) => (name === 'occurred_at' ? 'to_timestamp(sent.occurred_at / 1000)' : `sent.${name}`);

/** Tables that a fact is counted in, in the order in which every writer touches them. */
export const ROLLUP_TABLES = ['terminal_hour', 'issuer_hour', 'cause_hour', 'fleet_minute'] as const;
export type RollUpTable = (typeof ROLLUP_TABLES)[number];

function rollUpOfBatch(table: RollUpTable): string {
	const currency = { currency: 'currency' };
	const acquirer = { acquirer_id: 'acquirer_id' };
	const hour = { hour: hourOf('occurred_at') };
	switch (table) {
		case 'terminal_hour':
			return rollUp(
				table,
				{ terminal_id: 'terminal_id', ...hour, merchant_id: 'merchant_id', ...acquirer, ...currency },
				'stored'
			);
		case 'issuer_hour':
			return rollUp(table, { ...acquirer, issuer_id: 'issuer_id', ...hour, ...currency }, 'stored');
		case 'cause_hour':
			return rollUp(table, { ...acquirer, cause: 'cause', hour: hourOf('minute'), ...currency }, 'grouped');
		case 'fleet_minute':
			return rollUp(table, { ...acquirer, minute: 'minute', ...currency }, 'grouped');
	}
}

/**
 * Parameters: one array per column of TXN_COLUMNS, the fleet's time zone, and the code_ids that no rule knows.
 * One result row, a StoreResult. Fewer roll-ups are for measuring what one of them costs.
 */
export function storeTransactionsSql(
	knownFrom: string,
	knownTo: string,
	rollUps: readonly RollUpTable[] = ROLLUP_TABLES
): string {
	return `${lookUp(knownFrom, knownTo)}, stored as (
	insert into txn (${COLUMNS.join(', ')})
	select ${COLUMNS.map(asSent).join(', ')} from looked sent where same is null
	on conflict do nothing
	returning occurred_at, terminal_id, merchant_id, acquirer_id, issuer_id, code_id, currency, cause, latency_ms, amount_minor, fee_minor,
		${outcomeOf('scope')} as outcome
), grouped as (
	select acquirer_id, currency, date_trunc('minute', occurred_at) as minute, outcome, cause, count(*) as facts,
		count(latency_ms) as latency_count, sum(latency_ms) as latency_ms, sum(amount_minor) as amount_minor, sum(fee_minor) as fee_minor
	from stored group by 1, 2, 3, 4, 5
), ${rollUps
		.map(
			(table) => `into_${table} as (
	${rollUpOfBatch(table)}
), `
		)
		.join('')}unmapped as (
	insert into unmapped_code as t (code_id, acquirer_id, transactions, first_at, last_at)
	select code_id, acquirer_id, count(*), min(occurred_at), max(occurred_at)
	from stored where code_id = any($${COLUMNS.length + 2}::smallint[]) group by 1, 2 order by 1, 2
	on conflict (code_id, acquirer_id) do update set transactions = t.transactions + excluded.transactions,
		first_at = least(t.first_at, excluded.first_at), last_at = greatest(t.last_at, excluded.last_at)
)
select (select count(*) from stored)::int as stored, ${REPEATED_AND_CONFLICTS}`;
}

/** What a batch would give, without storing anything: for a dry run, and for what another writer stored in the same moment. */
export function compareTransactionsSql(knownFrom: string, knownTo: string): string {
	return `${lookUp(knownFrom, knownTo)} select 0 as stored, ${REPEATED_AND_CONFLICTS}`;
}

const REPEATED_AND_CONFLICTS = `(select count(*) from looked where same)::int as repeated,
	(select coalesce(array_agg(ordinal order by ordinal), '{}') from looked where not same)::int[] as conflicts`;

/** `stored` new facts, `repeated` identical ones, `conflicts`: 1-based places of rows whose id is known with other content. */
export type StoreResult = { stored: number; repeated: number; conflicts: number[] };
