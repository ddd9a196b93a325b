// Pages of rows that were worked out in memory. They work by keyset all the same, as every list does.
import { decodeCursor, pageFrom, type CursorKind } from './paging.ts';

/** By what a row is ordered, and what is its own among all rows. */
export type SortKey = readonly [value: number | string, own: number | string];

/** Below every value, for rows that have none: last in the usual order. */
export const NO_SORT_VALUE = -Number.MAX_VALUE;

type PageArgs<Row> = {
	/** As asked for: descending with a leading `-`. */
	sort: string;
	limit: number;
	cursor: string | undefined;
	keyOf: (row: Row) => SortKey;
	/** What the values of a key are. */
	kinds: readonly [CursorKind, CursorKind];
};

/** One page in the order asked for; rows of the same value by what is their own, always upwards. */
export function sortedPage<Row>(rows: readonly Row[], { sort, limit, cursor, keyOf, kinds }: PageArgs<Row>) {
	const direction = sort.startsWith('-') ? -1 : 1;
	const order = (a: SortKey, b: SortKey) => direction * compare(a[0], b[0]) || compare(a[1], b[1]);
	const keyed = rows.map((row) => ({ row, key: keyOf(row) })).toSorted((a, b) => order(a.key, b.key));
	const after = cursor === undefined ? undefined : (decodeCursor(sort, cursor, kinds) as unknown as SortKey);
	const rest = after === undefined ? keyed : keyed.filter(({ key }) => order(key, after) > 0);
	const page = pageFrom(rest.slice(0, limit + 1), limit, sort, ({ key }) => key);
	return { items: page.items.map(({ row }) => row), nextCursor: page.nextCursor, total: rows.length };
}

function compare(a: number | string, b: number | string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
