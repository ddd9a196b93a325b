import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wholeList } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf } from '#api/platform/http.ts';
import { readGroups } from './failure-groups.usecases.ts';
import { groupsQuery, groupsSchema } from './failure-groups.schemas.ts';
import {
	funnelQuery,
	funnelSchema,
	latencyQuery,
	latencySchema,
	patternQuery,
	retriesQuery,
	retriesSchema,
	rhythmSchema
} from './failure-patterns.schemas.ts';
import { readFunnel, readLatency, readRetries, readRhythm } from './failure-patterns.usecases.ts';
import { windowOf } from './failure-window.ts';
import { GROUPS_FILE, RETRIES_FILE } from './failures.columns.ts';
import { instants, json, WINDOW_TEXT } from './failures.routes.ts';

const FACTS_TEXT = 'Counted from single transactions: a window of at most 31 days.';

const groups = createRoute({
	method: 'get',
	path: '/failures/groups',
	tags: ['failures'],
	summary: 'Groups of one dimension side by side, and against another window',
	description: `With \`compare\`, every group that occurs in either window, and the difference of the overall rate split into what got worse (\`effect\`) and what shifted (\`mix\`). ${WINDOW_TEXT}`,
	middleware: [needs('read')] as const,
	request: { query: groupsQuery },
	responses: json(groupsSchema, 'Groups with at least one attempt')
});

const rhythm = createRoute({
	method: 'get',
	path: '/failures/rhythm',
	tags: ['failures'],
	summary: 'Attempts and failures by weekday and hour of the fleet’s clocks',
	description: WINDOW_TEXT,
	middleware: [needs('read')] as const,
	request: { query: patternQuery },
	responses: json(rhythmSchema, 'Up to 168 cells; those without attempts are left out')
});

const latency = createRoute({
	method: 'get',
	path: '/failures/latency',
	tags: ['failures'],
	summary: 'How long answers took, as percentiles over time',
	description: `Exact in hours and less, from single transactions: a window of at most 31 days. In days from counts of closed days by steps of latency, off by a twentieth at most, and under any one filter of code, model, vendor, carrier, product, cause, scope, connection and entry mode (with others exact, 31 days at most).`,
	middleware: [needs('read')] as const,
	request: { query: latencyQuery },
	responses: json(latencySchema, 'One item per bucket with at least one answer, oldest first')
});

const funnel = createRoute({
	method: 'get',
	path: '/failures/funnel',
	tags: ['failures'],
	summary: 'Attempts and failures of every terminal, as columns',
	description: `For a funnel plot: the more attempts, the closer to the centre a terminal must lie. ${WINDOW_TEXT}`,
	middleware: [needs('read')] as const,
	request: { query: funnelQuery },
	responses: json(funnelSchema, 'All terminals with at least one attempt')
});

const retries = createRoute({
	method: 'get',
	path: '/failures/retries',
	tags: ['failures'],
	summary: 'What trying again brings',
	description: `Sales are put together from attempts of the same card at the same terminal. A sale that began before the window counts from its first attempt inside. ${FACTS_TEXT}`,
	middleware: [needs('read')] as const,
	request: { query: retriesQuery },
	responses: json(retriesSchema, 'Counts of sales; a file holds those by their first outcome')
});

export function failurePatternsRoutes({
	db,
	clock,
	timeZone,
	exports
}: Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>) {
	return apiRouter()
		.openapi(groups, async (c) => {
			const { format, limit, cursor, ...question } = c.req.valid('query');
			const { groupBy, sort, compare, compareFrom, compareTo, ...filter } = question;
			const { scope } = principalOf(c, 'read');
			const window = windowOf(filter, clock.now(), timeZone);
			const comparison = { compare, compareFrom, compareTo };
			const pageAfter = async (trx: ReadDb, rowsMax: number, after: string | undefined) =>
				readGroups(trx, scope, {
					...{ filter, comparison, window, zone: timeZone, groupBy, sort },
					limit: rowsMax,
					cursor: after
				});
			if (format) return exports.send(c, format, GROUPS_FILE, { page: pageAfter });
			return c.json(await readBounded(db, async (trx) => pageAfter(trx, limit, cursor)), 200);
		})
		.openapi(rhythm, async (c) => {
			const filter = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = windowOf(filter, clock.now(), timeZone);
			const answer = await readBounded(db, async (trx) => readRhythm(trx, scope, { filter, window, zone: timeZone }));
			return c.json({ ...answer, ...instants(window, timeZone) }, 200);
		})
		.openapi(latency, async (c) => {
			const { bucket, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = windowOf(filter, clock.now(), timeZone);
			const answer = await readBounded(db, async (trx) =>
				readLatency(trx, scope, { filter, window, zone: timeZone, bucket })
			);
			return c.json({ ...answer, ...instants(window, timeZone) }, 200);
		})
		.openapi(funnel, async (c) => {
			const { ids, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = windowOf(filter, clock.now(), timeZone);
			const question = { filter, window, zone: timeZone, ids };
			const answer = await readBounded(db, async (trx) => readFunnel(trx, scope, question));
			return c.json({ ...answer, ...instants(window, timeZone) }, 200);
		})
		.openapi(retries, async (c) => {
			const { format, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = windowOf(filter, clock.now(), timeZone);
			const read = async (trx: ReadDb) => readRetries(trx, scope, { filter, window, zone: timeZone });
			if (format) {
				return exports.send(c, format, RETRIES_FILE, {
					page: async (trx) => wholeList({ items: (await read(trx)).byFirstOutcome })
				});
			}
			const answer = await readBounded(db, read);
			return c.json({ ...answer, ...instants(window, timeZone) }, 200);
		});
}
