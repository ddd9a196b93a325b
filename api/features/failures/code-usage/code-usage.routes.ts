import { createRoute } from '@hono/zod-openapi';
import { codeOfSegment } from '#lib/domain/code-actions.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wholeList } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf, refusals, refusalsWithNotFound } from '#api/platform/http.ts';
import { allPlaces, readCode } from './code-detail.usecases.ts';
import { PLACES_FILE, USAGE_FILE } from './code-usage.columns.ts';
import {
	codeDetailSchema,
	codePath,
	codeQuery,
	placesQuery,
	placesSchema,
	usageQuery,
	usageSchema
} from './code-usage.schemas.ts';
import { windowOf } from '../failure-window.ts';
import { instants, spanOf } from '../failures.routes.ts';
import { readUsage, windowBefore } from './code-usage.usecases.ts';
import { chosenRows, usagePage, type UsageRow } from './usage-items.ts';

const WINDOW_TEXT =
	'The window holds `from` and not `to`. Filters by merchant or terminal, or by two of issuer, model, firmware and region, are ' +
	'counted from single transactions: at most 31 days. Meanings are those of the rule in force at the end of the window.';

const usage = createRoute({
	method: 'get',
	path: '/response-codes/usage',
	tags: ['Response codes'],
	summary: 'The codes seen in a window: what they mean, who must act, how often and since when',
	description: WINDOW_TEXT,
	middleware: [needs('read')] as const,
	request: { query: usageQuery },
	responses: {
		...refusals,
		200: { description: 'The most frequent first', content: { 'application/json': { schema: usageSchema } } }
	}
});

const detail = createRoute({
	method: 'get',
	path: '/response-codes/{codeProfile}/{responseCode}',
	tags: ['Response codes'],
	summary: 'One code: its rules, what other profiles make of it, its course, and where it happens',
	description: WINDOW_TEXT,
	middleware: [needs('read')] as const,
	request: { params: codePath, query: codeQuery },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'The code', content: { 'application/json': { schema: codeDetailSchema } } }
	}
});

const places = createRoute({
	method: 'get',
	path: '/response-codes/{codeProfile}/{responseCode}/places',
	tags: ['Response codes'],
	summary: 'Where one code happens most: terminals, merchants, issuers and models',
	description: WINDOW_TEXT,
	middleware: [needs('read')] as const,
	request: { params: codePath, query: placesQuery },
	responses: {
		...refusalsWithNotFound,
		200: {
			description: 'The ten with most of each kind; of a kind that is not counted, none',
			content: { 'application/json': { schema: placesSchema } }
		}
	}
});

export type CodeUsageRouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

export function codeUsageRoutes({ db, clock, timeZone, exports }: CodeUsageRouteDeps) {
	return apiRouter()
		.openapi(usage, async (c) => {
			const {
				sort,
				limit,
				cursor,
				format,
				cause,
				scope: scopes,
				actor,
				mapped,
				q,
				profile,
				compare,
				compareFrom,
				compareTo,
				...filter
			} = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const now = clock.now();
			const window = windowOf(filter, now, timeZone);
			const comparedTo = windowBefore({ window, zone: timeZone }, { compare, compareFrom, compareTo });
			const choice = { cause, scope: scopes, actor, mapped, q, profile };
			const read = async (trx: ReadDb) =>
				readUsage(trx, scope, { window, filter, zone: timeZone, nowMs: now.getTime() }, comparedTo);
			if (format) {
				let rows: UsageRow[] | undefined;
				return exports.send(c, format, USAGE_FILE, {
					page: async (trx, rowsMax, after) => {
						rows ??= chosenRows(await read(trx), choice).chosen;
						return usagePage(rows, { sort, limit: rowsMax, cursor: after });
					}
				});
			}
			const rows = await readBounded(db, read);
			const { chosen, profiles } = chosenRows(rows, choice);
			const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
			const page = usagePage(chosen, { sort, limit, cursor });
			const comparison = spanOf(comparedTo);
			return c.json({ ...page, ...instants(window, timeZone), comparison, attempts, profiles }, 200);
		})
		.openapi(detail, async (c) => {
			const { codeProfile, responseCode } = c.req.valid('param');
			const { bucket, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const now = clock.now();
			const window = windowOf(filter, now, timeZone);
			const key = { profile: codeProfile, code: codeOfSegment(responseCode) };
			const answer = await readBounded(db, async (trx) =>
				readCode(trx, scope, key, { window, filter, bucket, zone: timeZone, nowMs: now.getTime() })
			);
			return c.json({ ...answer, ...instants(window, timeZone) }, 200);
		})
		.openapi(places, async (c) => {
			const { codeProfile, responseCode } = c.req.valid('param');
			const { format, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const now = clock.now();
			const window = windowOf(filter, now, timeZone);
			const key = { profile: codeProfile, code: codeOfSegment(responseCode) };
			const args = { window, filter, bucket: undefined, zone: timeZone, nowMs: now.getTime() };
			const read = async (trx: ReadDb) => ({ items: allPlaces(await readCode(trx, scope, key, args)) });
			if (format) return exports.send(c, format, PLACES_FILE, { page: async (trx) => wholeList(await read(trx)) });
			return c.json({ ...(await readBounded(db, read)), ...instants(window, timeZone) }, 200);
		});
}
