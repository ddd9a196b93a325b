import { createRoute } from '@hono/zod-openapi';
import { parseInstant } from '#lib/domain/instants.ts';
import { stateChangeKind } from '#lib/domain/state-changes.ts';
import { TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { calendarDay, dayName } from '#lib/domain/time-zones.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { apiRouter, needs, principalOf, refusals } from '#api/platform/http.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import { countChanges, listChanges, type ChangeRow } from './terminal-changes.repo.ts';
import { TERMINAL_CHANGES_FILE } from './terminals.columns.ts';
import { terminalChangesQuery, terminalChangesSchema, type TerminalChange } from './terminal-changes.schemas.ts';

const changes = createRoute({
	method: 'get',
	path: '/terminals/changes',
	tags: ['terminals'],
	summary: 'Which terminals changed their state, and when, in event time',
	description:
		'A closed business day stands as its data says, however late it came; the day that runs is told as it goes. Filters speak of what a terminal is now.',
	middleware: [needs('read')] as const,
	request: { query: terminalChangesQuery },
	responses: {
		...refusals,
		200: { description: 'Newest first', content: { 'application/json': { schema: terminalChangesSchema } } }
	}
});

type RouteDeps = Pick<Deps, 'db' | 'timeZone' | 'exports'>;

export function terminalChangesRoutes({ db, timeZone, exports }: RouteDeps) {
	return apiRouter().openapi(changes, async (c) => {
		const { sort, limit, cursor, since, until, format, ...rest } = c.req.valid('query');
		const { scope } = principalOf(c, 'read');
		const filter = { ...rest, since: instantOf(since), until: instantOf(until) };
		const page = async (trx: ReadDb, rowsMax: number, after: string | undefined) => {
			const position = after === undefined ? undefined : decodeCursor(sort, after, ['instant', 'id']);
			const order = { descending: sort.startsWith('-'), limit: rowsMax, cursor: position };
			const rows = await listChanges(trx, scope, filter, order);
			const { items, nextCursor } = pageFrom(rows, rowsMax, sort, (row) => [
				row.changed_at.toISOString(),
				row.terminal_id
			]);
			const total = await countChanges(trx, scope, filter);
			return { items: items.map((row) => changeItem(row, timeZone)), nextCursor, total };
		};
		if (format) return exports.send(c, format, TERMINAL_CHANGES_FILE, { page });
		return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
	});
}

/** The schema has let only instants through. */
function instantOf(text: string | undefined): Date | undefined {
	return text === undefined ? undefined : new Date(parseInstant(text));
}

function changeItem(row: ChangeRow, timeZone: string): TerminalChange {
	const from = row.from_state === null ? null : (TERMINAL_STATES[row.from_state] ?? null);
	const to = TERMINAL_STATES[row.to_state] ?? 'learning';
	return {
		terminalId: row.terminal_code,
		merchantId: row.merchant_code,
		merchantName: row.merchant_name,
		acquirerId: row.acquirer_code ?? '',
		vendor: row.vendor || null,
		model: row.model || null,
		changedAt: row.changed_at.toISOString(),
		isExact: isExact(row.changed_at, timeZone),
		from,
		to,
		kind: stateChangeKind(from, to),
		state: TERMINAL_STATES[row.state ?? -1] ?? 'learning'
	};
}

/** A change that only the judgement of its closed day tells stands at the last millisecond of that day. */
export function isExact(changedAt: Date, timeZone: string): boolean {
	const dayOf = (ms: number) => dayName(calendarDay(ms, timeZone));
	return dayOf(changedAt.getTime()) === dayOf(changedAt.getTime() + 1);
}
