// Keyset paging: a cursor holds the sort values and the id of the last row seen, so a page deep down costs what the first one costs.
import { z } from '@hono/zod-openapi';
import { CURSOR_LENGTH_MAX } from '#lib/domain/fleet-filter.ts';
import { parseInstant } from '#lib/domain/instants.ts';
import { requestInvalid } from './errors.ts';

export const PAGE_ROWS_DEFAULT = 50;
export const PAGE_ROWS_MAX = 500;

export const pageQuery = {
	limit: z.coerce
		.number()
		.int()
		.min(1)
		.max(PAGE_ROWS_MAX)
		.default(PAGE_ROWS_DEFAULT)
		.openapi({
			description: `Rows per page, at most ${PAGE_ROWS_MAX}`
		}),
	cursor: z.string().max(CURSOR_LENGTH_MAX).optional().openapi({ description: '`nextCursor` of the page before' })
};

export const pageOf = <T extends z.ZodType>(item: T) =>
	z.object({
		items: z.array(item),
		nextCursor: z.string().nullable().openapi({ description: 'Null on the last page' }),
		total: z.number().int().openapi({ description: 'Rows that match the filters, over all pages' })
	});

/** Values of the order-by columns of the last row, the unique one last. */
export type CursorValues = readonly (string | number | null)[];

/** The sort is part of the cursor: a cursor taken under another order would skip rows silently. */
export function encodeCursor(sort: string, values: CursorValues): string {
	return Buffer.from(JSON.stringify([sort, ...values])).toString('base64url');
}

/** What a value of a cursor must be, so that a forged one is refused here and not by the database. */
export type CursorKind = 'string' | 'number' | 'id' | 'uuid' | 'instant' | 'instant or null';

const ID_MAX = 2 ** 31 - 1;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const isInstant = (value: unknown) => typeof value === 'string' && typeof parseInstant(value) === 'number';

const IS_OF_KIND: Record<CursorKind, (value: unknown) => boolean> = {
	// Postgres has no text with NUL or half a character in it.
	string: (value) => typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
	number: (value) => Number.isFinite(value),
	id: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= ID_MAX,
	uuid: (value) => typeof value === 'string' && UUID.test(value),
	instant: isInstant,
	'instant or null': (value) => value === null || isInstant(value)
};

export function decodeCursor(sort: string, cursor: string, expected: readonly CursorKind[]): CursorValues {
	try {
		const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
		if (
			Array.isArray(parsed) &&
			parsed.length === expected.length + 1 &&
			parsed[0] === sort &&
			expected.every((kind, index) => IS_OF_KIND[kind](parsed[index + 1]))
		) {
			return parsed.slice(1) as CursorValues;
		}
	} catch {
		// falls through to the refusal
	}
	throw requestInvalid('The cursor does not belong to this list and order', {
		issues: [
			{ path: 'cursor', code: 'cursor.invalid', message: 'Take nextCursor of a page with the same sort and filters' }
		]
	});
}

/** Cuts one extra row off a result fetched with limit + 1, and makes the cursor from the last row kept. */
export function pageFrom<R>(rows: R[], limit: number, sort: string, valuesOf: (row: R) => CursorValues) {
	const items = rows.slice(0, limit);
	const last = items.at(-1);
	return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(sort, valuesOf(last)) : null };
}
