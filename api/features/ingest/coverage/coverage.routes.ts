import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wholeList } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf, refusals } from '#api/platform/http.ts';
import { COVERAGE_FILE, SENDERS_FILE } from './coverage.columns.ts';
import {
	coverageAnswer,
	coverageListQuery,
	coverageListSchema,
	sendersAnswer,
	sendersQuery
} from './coverage.schemas.ts';
import { readCoverage, readFinding, readSenders } from './coverage.usecases.ts';

const figures = createRoute({
	method: 'get',
	path: '/ingest/coverage',
	tags: ['Data sources'],
	summary:
		'Expected against seen, both ways: what is registered and silent, what reports and is not registered, which sender is overdue',
	middleware: [needs('read')] as const,
	responses: {
		...refusals,
		200: { description: 'All figures', content: { 'application/json': { schema: coverageAnswer } } }
	}
});

const senders = createRoute({
	method: 'get',
	path: '/ingest/coverage/senders',
	tags: ['Data sources'],
	summary: 'How often each sender reports, and which is overdue by its own rhythm',
	middleware: [needs('read')] as const,
	request: { query: sendersQuery },
	responses: {
		...refusals,
		200: { description: 'Overdue ones first', content: { 'application/json': { schema: sendersAnswer } } }
	}
});

const places = createRoute({
	method: 'get',
	path: '/ingest/coverage/places',
	tags: ['Data sources'],
	summary: 'The terminals or merchants behind one of these figures, by their code',
	middleware: [needs('read')] as const,
	request: { query: coverageListQuery },
	responses: {
		...refusals,
		200: { description: 'A page', content: { 'application/json': { schema: coverageListSchema } } }
	}
});

export function coverageRoutes({ db, clock, exports }: Pick<Deps, 'db' | 'clock' | 'exports'>) {
	return apiRouter()
		.openapi(figures, async (c) => {
			const { scope } = principalOf(c, 'read');
			return c.json(await readBounded(db, async (trx) => readCoverage(trx, scope, clock.now())), 200);
		})
		.openapi(senders, async (c) => {
			const { format } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const all = async (trx: ReadDb) => ({ items: await readSenders(trx, scope, clock.now()) });
			if (format) return exports.send(c, format, SENDERS_FILE, { page: async (trx) => wholeList(await all(trx)) });
			return c.json(await readBounded(db, all), 200);
		})
		.openapi(places, async (c) => {
			const { finding, format, limit, cursor } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const page = async (trx: ReadDb, rowsMax: number, after: string | undefined) =>
				readFinding(trx, scope, finding, rowsMax, after);
			if (format) return exports.send(c, format, COVERAGE_FILE, { page });
			return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
		});
}
