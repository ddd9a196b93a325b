// The SQL half of keyset paging (api/platform/paging.ts): rows after a cursor, in the order of the list.
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';

export type SortOrder = {
	/** The value that orders rows; never null, or rows would fall out of the list. */
	by: Expression<unknown>;
	/** Breaks ties, ascending in both directions; unique. */
	id: Expression<unknown>;
	descending: boolean;
};

/** Rows that come after `[value, id]`; all rows without a cursor. */
export function afterCursor(order: SortOrder, cursor: readonly unknown[] | undefined): RawBuilder<SqlBool> {
	if (cursor === undefined) return sql<SqlBool>`true`;
	const [given, id] = cursor;
	// A cursor's number may be a fraction, also where the column holds whole ones.
	const value = typeof given === 'number' ? sql`${given}::float8` : sql`${given}`;
	const beyond = order.descending ? sql`<` : sql`>`;
	return sql<SqlBool>`(${order.by} ${beyond} ${value} or (${order.by} = ${value} and ${order.id} > ${id}))`;
}

export function orderBy(order: SortOrder): RawBuilder<unknown> {
	return sql`${order.by} ${order.descending ? sql`desc` : sql`asc`}, ${order.id}`;
}
