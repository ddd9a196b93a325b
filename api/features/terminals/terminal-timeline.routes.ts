import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wholeList } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf, refusalsWithNotFound } from '#api/platform/http.ts';
import { TERMINAL_PEERS_FILE, TERMINAL_VISITS_FILE } from './terminal-parts.columns.ts';
import {
	newVisitSchema,
	peersSchema,
	timelineQuery,
	timelineSchema,
	visitSchema,
	visitsSchema,
	wholeListQuery
} from './terminal-timeline.schemas.ts';
import { readPeers, readTimeline, readVisits, recordVisit } from './terminal-timeline.usecases.ts';
import { terminalPath } from './terminals.schemas.ts';

const timeline = createRoute({
	method: 'get',
	path: '/terminals/{terminalId}/timeline',
	tags: ['terminals'],
	summary: 'What happened to a terminal: transactions by the hour, states, versions, notices and visits',
	middleware: [needs('read')] as const,
	request: { params: terminalPath, query: timelineQuery },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'The window', content: { 'application/json': { schema: timelineSchema } } }
	}
});

const peers = createRoute({
	method: 'get',
	path: '/terminals/{terminalId}/peers',
	tags: ['terminals'],
	summary: 'Terminals of the same model, and where this one stands among them',
	middleware: [needs('read')] as const,
	request: { params: terminalPath, query: wholeListQuery },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'Its peers', content: { 'application/json': { schema: peersSchema } } }
	}
});

const visits = createRoute({
	method: 'get',
	path: '/terminals/{terminalId}/visits',
	tags: ['terminals'],
	summary: 'Who was at a terminal and what they did',
	middleware: [needs('read')] as const,
	request: { params: terminalPath, query: wholeListQuery },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'Newest first', content: { 'application/json': { schema: visitsSchema } } }
	}
});

const record = createRoute({
	method: 'post',
	path: '/terminals/{terminalId}/visits',
	tags: ['terminals'],
	summary: 'Write down a visit',
	middleware: [needs('configure')] as const,
	request: {
		params: terminalPath,
		body: { required: true, content: { 'application/json': { schema: newVisitSchema } } }
	},
	responses: {
		...refusalsWithNotFound,
		201: { description: 'Written down', content: { 'application/json': { schema: visitSchema } } }
	}
});

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

export function terminalTimelineRoutes({ db, clock, timeZone, exports }: RouteDeps) {
	return apiRouter()
		.openapi(timeline, async (c) => {
			const { terminalId } = c.req.valid('param');
			const { scope } = principalOf(c, 'read');
			const chosen = c.req.valid('query');
			const at = { now: clock.now(), timeZone };
			return c.json(await readBounded(db, async (trx) => readTimeline(trx, scope, terminalId, chosen, at)), 200);
		})
		.openapi(peers, async (c) => {
			const { terminalId } = c.req.valid('param');
			const { scope } = principalOf(c, 'read');
			const { format } = c.req.valid('query');
			const read = async (trx: ReadDb) => readPeers(trx, scope, terminalId);
			if (format)
				return exports.send(c, format, TERMINAL_PEERS_FILE, { page: async (trx) => wholeList(await read(trx)) });
			return c.json(await readBounded(db, read), 200);
		})
		.openapi(visits, async (c) => {
			const { terminalId } = c.req.valid('param');
			const { scope } = principalOf(c, 'read');
			const { format } = c.req.valid('query');
			const read = async (trx: ReadDb) => readVisits(trx, scope, terminalId);
			if (format)
				return exports.send(c, format, TERMINAL_VISITS_FILE, { page: async (trx) => wholeList(await read(trx)) });
			return c.json(await readBounded(db, read), 200);
		})
		.openapi(record, async (c) => {
			const { terminalId } = c.req.valid('param');
			const principal = principalOf(c, 'configure');
			const visit = c.req.valid('json');
			return c.json(await recordVisit({ db, clock }, principal, c.get('requestId'), terminalId, visit), 201);
		});
}
