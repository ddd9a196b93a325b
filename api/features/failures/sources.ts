// Which table answers a question. Every source counts the same transactions (ingest writes all of them in one statement),
// so the cheapest that knows the dimensions asked for is taken.
import type { Bucket } from '#lib/domain/time-windows.ts';
import { SLICE_DIMENSIONS, SLICES, type SliceDimension } from '#api/platform/db/roll-ups.ts';

/** By what transactions can be told apart when they are counted. Vendor is a trait of the model, mcc of the merchant as it is registered. */
export const DIMENSIONS = [
	'acquirer',
	'merchant',
	'terminal',
	'issuer',
	'model',
	'firmware',
	'carrier',
	'region',
	'cause',
	'scope',
	'product',
	'code',
	'connection',
	'entryMode',
	'appVersion',
	'latency',
	'vendor',
	'mcc'
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What is ranked against its like. */
export type Place = 'terminal' | 'merchant';

export type RollUp =
	| 'cause_hour'
	| 'fleet_minute'
	| 'issuer_hour'
	| 'merchant_running'
	| 'slice_day'
	| 'terminal_day'
	| 'terminal_hour'
	| 'terminal_running';
/** `txn` holds the facts. */
export type Source = RollUp | 'txn';

/**
 * Which roll-ups know which dimensions, cheapest first, each with what answers the edges of its grain. The fleet's hours are
 * read from cause_hour: an hour has eleven causes at most, but sixty minutes.
 */
const LADDERS: readonly { ladder: readonly RollUp[]; knows: readonly Dimension[] }[] = [
	{ ladder: ['cause_hour', 'fleet_minute'], knows: ['acquirer'] },
	{ ladder: ['cause_hour'], knows: ['acquirer', 'cause'] },
	{ ladder: ['slice_day', 'issuer_hour'], knows: ['acquirer', 'issuer'] },
	{ ladder: ['merchant_running', 'terminal_day', 'terminal_hour'], knows: ['acquirer', 'merchant', 'mcc'] },
	{ ladder: ['terminal_running', 'terminal_day', 'terminal_hour'], knows: ['acquirer', 'merchant', 'terminal', 'mcc'] }
];

const TOO_COARSE_FOR: Record<Bucket, readonly Source[]> = {
	'5m': [
		'cause_hour',
		'issuer_hour',
		'terminal_hour',
		'terminal_day',
		'slice_day',
		'terminal_running',
		'merchant_running'
	],
	hour: ['terminal_day', 'slice_day', 'terminal_running', 'merchant_running'],
	day: ['terminal_running', 'merchant_running']
};

/**
 * What is asked of the counts: `outcomes` are the attempts by how they ended and their amount, `all` the causes and approved
 * amounts too, which terminal_running leaves out.
 */
export type Detail = 'outcomes' | 'all';

/** The sources of a question, coarsest first, the facts last. `bucket` is null for one sum over the whole window. */
export function ladderFor(
	dimensions: Iterable<Dimension>,
	bucket: Bucket | null,
	detail: Detail = 'all'
): readonly Source[] {
	const asked = [...dimensions].map((dimension) => (dimension === 'vendor' ? 'model' : dimension));
	const tooCoarse: readonly Source[] = [
		...(bucket === null ? [] : TOO_COARSE_FOR[bucket]),
		...(detail === 'all' ? (['terminal_running'] as const) : [])
	];
	const found = LADDERS.find(({ knows }) => asked.every((dimension) => knows.includes(dimension)));
	const ladder = found?.ladder ?? (sliceOf(asked) === undefined ? [] : (['slice_day'] as const));
	return [...ladder.filter((source) => !tooCoarse.includes(source)), 'txn'];
}

/** The dimensions by which slice_day must be read to tell these apart, in its own order; undefined where it cannot. */
export function sliceOf(dimensions: Iterable<Dimension>): SliceDimension[] | undefined {
	const asked = new Set(dimensions);
	asked.delete('acquirer');
	const slice = SLICE_DIMENSIONS.filter((dimension) => asked.has(dimension));
	const isKept = SLICES.some(([a, b]) => slice.length <= 2 && slice[0] === a && slice[1] === b);
	return isKept && slice.length === asked.size ? slice : undefined;
}

/** Sources that are true of the days only that are listed in folded_day. */
export function isFolded(source: Source): source is 'terminal_day' | 'slice_day' {
	return source === 'terminal_day' || source === 'slice_day';
}

/** Sources whose rows hold all until the end of a week: what happened in some weeks of running_week is the difference of two. */
export function isRunning(source: Source): source is 'terminal_running' | 'merchant_running' {
	return source === 'terminal_running' || source === 'merchant_running';
}
