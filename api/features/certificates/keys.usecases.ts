import { isWorkingKey, KEY_STATES } from '#lib/domain/certificates.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import type { Scope } from '#api/platform/scope.ts';
import { countKeys, expectedKeys, listKeys, type KeyFilter, type KeyRow } from './key-slots.repo.ts';
import type { KeyItem } from './keys.schemas.ts';

const ORDER = 'terminal';

/** The pages of one question; what is the same for all of them is found with the first. */
export function keyPages(scope: Scope, filter: KeyFilter) {
	let common: ReturnType<typeof commonOf> | undefined;
	return async (db: ReadDb, limit: number, cursor: string | undefined) => {
		const { asked, byState, total } = await (common ??= commonOf(db, scope, filter));
		const rows = await listKeys(db, scope, asked, { limit, after: readCursor(cursor) });
		const { items, nextCursor } = pageFrom(rows, limit, ORDER, (row) => [row.terminal_code, row.slot, row.kind ?? '']);
		return { items: items.map(keyItem), nextCursor, total, counts: Object.fromEntries(byState) };
	};
}

async function commonOf(db: ReadDb, scope: Scope, filter: KeyFilter) {
	const asked = { filter, expected: await expectedKeys(db) };
	const byState = await countKeys(db, scope, asked);
	const listed = KEY_STATES.filter((state) => filter.state.length === 0 || filter.state.includes(state));
	return { asked, byState, total: listed.reduce((sum, state) => sum + (byState.get(state) ?? 0), 0) };
}

function readCursor(cursor: string | undefined) {
	if (cursor === undefined) return undefined;
	const [terminal, slot, kind] = decodeCursor(ORDER, cursor, ['string', 'string', 'string']);
	return { terminal: String(terminal), slot: String(slot), kind: String(kind) };
}

function keyItem(row: KeyRow): KeyItem {
	const seenFrom = row.seen_from?.toISOString() ?? null;
	return {
		terminalId: row.terminal_code,
		acquirerId: row.acquirer_code,
		merchantId: row.merchant_code,
		merchantName: row.merchant_name,
		vendor: row.vendor || null,
		model: row.model || null,
		slot: row.slot === '' ? null : row.slot,
		kind: row.kind,
		checkValue: row.check_value,
		state: row.state,
		seenFrom,
		goneAt: row.gone_at?.toISOString() ?? null,
		signedOnAt: isWorkingKey(row.kind) ? seenFrom : null
	};
}
