// Which table answers a question. Every source counts the same transactions (ingest writes all of them in one statement),
// so the cheapest that knows the dimensions asked for is taken.
import type { Bucket } from '#lib/domain/time-windows.ts';
import { SLICE_DIMENSIONS, SLICES, type SliceDimension } from '#api/platform/db/roll-ups.ts';

/** By what transactions can be told apart when they are counted. */
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
	'code'
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What is ranked against its like. */
export type Place = 'terminal' | 'merchant';

export type RollUp = 'cause_hour' | 'fleet_minute' | 'issuer_hour' | 'slice_day' | 'terminal_day' | 'terminal_hour';
/** `txn` holds the facts. */
export type Source = RollUp | 'txn';

/**
 * Which roll-ups know which dimensions, cheapest first, each with what answers the edges of its grain. The fleet's hours are
 * read from cause_hour: an hour has eleven causes at most, but sixty minutes.
 */
const LADDERS: readonly { ladder: readonly RollUp[]; knows: readonly Dimension[] }[] = [
	{ ladder: ['cause_hour', 'fleet_minute'], knows: ['acquirer'] },
	{ ladder: ['cause_hour'], knows: ['acquirer', 'cause'] },
	{ ladder: ['issuer_hour'], knows: ['acquirer', 'issuer'] },
	{ ladder: ['terminal_day', 'terminal_hour'], knows: ['acquirer', 'merchant', 'terminal'] }
];

const TOO_COARSE_FOR: Record<Bucket, readonly Source[]> = {
	'5m': ['cause_hour', 'issuer_hour', 'terminal_hour', 'terminal_day', 'slice_day'],
	hour: ['terminal_day', 'slice_day'],
	day: []
};

/** The sources of a question, coarsest first, the facts last. `bucket` is null for one sum over the whole window. */
export function ladderFor(dimensions: Iterable<Dimension>, bucket: Bucket | null): readonly Source[] {
	const asked = [...dimensions];
	const tooCoarse = bucket === null ? [] : TOO_COARSE_FOR[bucket];
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

/** Sources that are true of the days listed in folded_day only. */
export function isFolded(source: Source): source is 'terminal_day' | 'slice_day' {
	return source === 'terminal_day' || source === 'slice_day';
}
