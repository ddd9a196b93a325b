import { createRoute } from '@hono/zod-openapi';
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { rowChunks } from '#api/platform/db/row-chunks.ts';
import { apiRouter, needs, principalOf, refusals, refusalsWithNotFound } from '#api/platform/http.ts';
import { decodeCursor, pageFrom, type CursorKind } from '#api/platform/paging.ts';
import { readTerminal } from './terminal-detail.usecases.ts';
import { terminalItem } from './terminal-item.ts';
import { countTerminals, listTerminals, terminalsInOrder } from './terminal-list.repo.ts';
import { allTransactions, readTransactions } from './terminal-transactions.usecases.ts';
import { TERMINAL_TRANSACTIONS_FILE, TERMINALS_FILE } from './terminals.columns.ts';
import {
	terminalDetailSchema,
	terminalListQuery,
	terminalListSchema,
	terminalPath,
	terminalTransactionsQuery,
	terminalTransactionsSchema,
	type TerminalSort
} from './terminals.schemas.ts';

const list = createRoute({
	method: 'get',
	path: '/terminals',
	tags: ['terminals'],
	summary: 'The terminals of the fleet with their state',
	description: 'Filters speak of what a terminal is now. `q` finds terminals by code, serial or merchant.',
	middleware: [needs('read')] as const,
	request: { query: terminalListQuery },
	responses: {
		...refusals,
		200: { description: 'Worst first', content: { 'application/json': { schema: terminalListSchema } } }
	}
});

const detail = createRoute({
	method: 'get',
	path: '/terminals/{terminalId}',
	tags: ['terminals'],
	summary: 'One terminal: what it is and was, how it does and why it is in its state',
	middleware: [needs('read')] as const,
	request: { params: terminalPath },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'The terminal', content: { 'application/json': { schema: terminalDetailSchema } } }
	}
});

const transactions = createRoute({
	method: 'get',
	path: '/terminals/{terminalId}/transactions',
	tags: ['terminals'],
	summary: 'What happened at a terminal, newest first',
	description: 'All of it, unless `window`, or `from` and `to`, bound it.',
	middleware: [needs('read')] as const,
	request: { params: terminalPath, query: terminalTransactionsQuery },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'Newest first', content: { 'application/json': { schema: terminalTransactionsSchema } } }
	}
});

/** What the values are that a list is ordered by. */
const SORT_KINDS: Record<TerminalSort, CursorKind> = {
	terminalId: 'string',
	serial: 'string',
	state: 'number',
	urgency: 'number',
	rate: 'number',
	rateLow: 'number',
	approvalRate: 'number',
	upstreamRate: 'number',
	businessRate: 'number',
	attempts: 'number',
	terminal: 'number',
	failedAmountMinor: 'number',
	mainCause: 'number',
	...(Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, 'number'])) as Record<FailureCause, CursorKind>),
	lastTransactionAt: 'number',
	lastSeenAt: 'number',
	merchant: 'string',
	acquirer: 'string',
	model: 'string',
	firmware: 'string',
	appVersion: 'string',
	connection: 'number',
	carrier: 'string',
	region: 'string',
	status: 'string',
	registered: 'number',
	installedAt: 'number',
	firstSeenAt: 'number',
	batteryPct: 'number'
};

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

export function terminalsRoutes({ db, clock, timeZone, exports }: RouteDeps) {
	return apiRouter()
		.openapi(list, async (c) => {
			const { sort, limit, cursor, offset, format, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const field = sort.replace('-', '') as TerminalSort;
			const order = { filter, sort: field, descending: sort.startsWith('-') };
			const pageAfter = async (trx: ReadDb, rowsMax: number, after: string | undefined, leapt = 0) => {
				const position = after === undefined ? undefined : decodeCursor(sort, after, [SORT_KINDS[field], 'id']);
				const rows = await listTerminals(trx, scope, { ...order, limit: rowsMax, cursor: position, offset: leapt });
				const page = pageFrom(rows, rowsMax, sort, (row) => [row.sort_value, row.terminal_id]);
				return { ...page, items: page.items.map(terminalItem), total: await countTerminals(trx, scope, filter) };
			};
			const page = async (trx: ReadDb, rowsMax: number, after: string | undefined) => pageAfter(trx, rowsMax, after);
			const rows = (trx: ReadDb) => {
				const all = terminalsInOrder(trx, scope, { ...order, limit: null, cursor: undefined });
				return rowChunks(trx, all, terminalItem);
			};
			if (format) return exports.send(c, format, TERMINALS_FILE, { page, rows });
			return c.json(await readBounded(db, async (trx) => pageAfter(trx, limit, cursor, offset)), 200);
		})
		.openapi(detail, async (c) => {
			const { terminalId } = c.req.valid('param');
			const { scope } = principalOf(c, 'read');
			const now = clock.now();
			return c.json(await readBounded(db, async (trx) => readTerminal(trx, scope, terminalId, now, timeZone)), 200);
		})
		.openapi(transactions, async (c) => {
			const { terminalId } = c.req.valid('param');
			const query = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const now = clock.now();
			const page = async (trx: ReadDb, limit: number, cursor: string | undefined) =>
				readTransactions(trx, scope, terminalId, { ...query, limit, cursor }, now, timeZone);
			const rows = (trx: ReadDb) => allTransactions(trx, scope, terminalId, query, now, timeZone);
			if (query.format) return exports.send(c, query.format, TERMINAL_TRANSACTIONS_FILE, { page, rows });
			return c.json(await readBounded(db, async (trx) => page(trx, query.limit, query.cursor)), 200);
		});
}
