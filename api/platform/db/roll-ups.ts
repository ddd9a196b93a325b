// What every roll-up counts, and how it is made of facts. Ingest, reclassification, rebuild and fold all write the same columns.
import { FAILURE_CAUSES, causeIndex } from '#lib/domain/causes.ts';
import { LATENCY_STEPS } from '#lib/domain/latency-steps.ts';
import { scopeIndex } from '#lib/domain/scopes.ts';
import { TRANSACTION_TYPES } from '#lib/domain/transactions.ts';

/** Held shared by whoever adds facts to days that are over, exclusively by the fold of such a day. */
export const FOLD_LOCK = 'fold_day';

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

/** The counters as expressions over single facts (`stored`) or over facts already added up (`grouped`), in order. */
export const countersFrom = (from: 'stored' | 'grouped'): string[] =>
	COUNTERS.map((each) => (from === 'stored' ? each.ofFact : each.ofGroup));

export function rollUp(table: string, key: Record<string, string>, from: 'stored' | 'grouped'): string {
	const keyColumns = Object.keys(key);
	const order = keyColumns.map((_, index) => index + 1).join(', ');
	// Every writer touches rows in key order and tables in the same order: no deadlock between two batches.
	return `insert into ${table} as t (${[...keyColumns, ...COUNTER_COLUMNS].join(', ')})
	select ${[...Object.values(key), ...countersFrom(from)].join(', ')}
	from ${from} group by ${order} order by ${order}
	on conflict (${keyColumns.join(', ')}) do update set ${COUNTER_COLUMNS.map((c) => `${c} = t.${c} + excluded.${c}`).join(', ')}`;
}

/** What a fact counts as: its scope, or no attempt at all. */
export function outcomeOf(scope: string): string {
	const reversal = TRANSACTION_TYPES.indexOf('reversal');
	return `case when type = ${reversal} or ${scope} = ${scopeIndex('excluded')} then ${NO_ATTEMPT} else ${scope} end`;
}

/**
 * By what slice_day tells transactions apart, each alone and two together (SLICES). The index is the table's smallint
 * (dimension_a, dimension_b): append, never reorder.
 */
export const SLICE_DIMENSIONS = [
	'issuer',
	'code',
	'model',
	'firmware',
	'carrier',
	'region',
	'product',
	'cause',
	'scope',
	'connection',
	'entryMode',
	'appVersion',
	'latency'
] as const;
export type SliceDimension = (typeof SLICE_DIMENSIONS)[number];

/** Column of the facts that holds a dimension of slice_day; `latency_step` is made of one (LATENCY_STEP). */
export const SLICE_COLUMNS: Record<SliceDimension, string> = {
	issuer: 'issuer_id',
	code: 'code_id',
	model: 'model_id',
	firmware: 'firmware_id',
	carrier: 'carrier_id',
	region: 'region_id',
	product: 'product',
	cause: 'cause',
	scope: 'scope',
	connection: 'connection',
	entryMode: 'entry_mode',
	appVersion: 'app_version_id',
	latency: 'latency_step'
};

/** In which of LATENCY_STEPS the latency of a fact lies, counted from 1; null without one. */
export const LATENCY_STEP = `width_bucket(latency_ms, '{${LATENCY_STEPS.join(',')}}'::int[])`;

/** In slice_day: no second dimension, and what was not given (product, entry mode, latency). */
export const NO_SLICE_VALUE = -1;

/** One or two dimensions in the order of SLICE_DIMENSIONS, which is how slice_day holds them. */
export type Slice = readonly [SliceDimension] | readonly [SliceDimension, SliceDimension];

/** Dimensions of many values, spread over all transactions: two of them together have nearly as many groups as there are facts. */
const BROAD: readonly SliceDimension[] = ['issuer', 'model', 'firmware', 'region'];

/** Dimensions that are kept alone and together with these only. */
const KEPT_WITH: Partial<Record<SliceDimension, readonly SliceDimension[]>> = {
	connection: ['code', 'cause', 'scope'],
	entryMode: ['code', 'cause', 'scope'],
	appVersion: ['code', 'cause', 'scope'],
	latency: ['code', 'model', 'carrier', 'product', 'cause', 'scope', 'connection', 'entryMode']
};

/** A code is not broad: nearly all transactions have the one for approved. A model runs few firmwares. */
function areKept(first: SliceDimension, second: SliceDimension): boolean {
	const isFew = !(BROAD.includes(first) && BROAD.includes(second)) || (first === 'model' && second === 'firmware');
	return KEPT_WITH[second]?.includes(first) ?? isFew;
}

/** Which slices there are: every dimension alone, and two of them where they make far fewer groups than there are facts. */
export const SLICES: readonly Slice[] = SLICE_DIMENSIONS.flatMap((first, index): Slice[] => [
	[first],
	...SLICE_DIMENSIONS.slice(index + 1)
		.filter((second) => areKept(first, second))
		.map((second) => [first, second] as const)
]);

/** Sums from the beginning of a run of weeks: per table its key beside the week, and what of terminal_day it adds up. */
export const RUNNING_TABLES = {
	terminal_running: {
		key: ['terminal_id', 'merchant_id', 'acquirer_id', 'currency'],
		columns: ['amount_minor', 'total', 'approved', 'terminal', 'upstream', 'business', 'unresolved']
	},
	merchant_running: { key: ['merchant_id', 'acquirer_id', 'currency'], columns: COUNTER_COLUMNS }
} as const;
