import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wholeList } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf, refusals } from '#api/platform/http.ts';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import { allRankedMerchants, allRankedTerminals, rankMerchants, rankTerminals } from './failure-ranking.usecases.ts';
import { readSeries } from './failure-series.usecases.ts';
import { readSummary } from './failure-summary.usecases.ts';
import { windowOf, windowToCompare } from './failure-window.ts';
import { MERCHANT_RANKING_FILE, SERIES_FILE, TERMINAL_RANKING_FILE } from './failures.columns.ts';
import {
	merchantRankingSchema,
	rankingQuery,
	seriesQuery,
	seriesSchema,
	summaryQuery,
	summarySchema,
	terminalRankingSchema
} from './failures.schemas.ts';

export const WINDOW_TEXT =
	'The window holds `from` and not `to`, to the millisecond: whole hours and days are read from roll-ups, what is left ' +
	'at its edges from the transactions. Without `from` and `to` it is the named `window`. Filters speak of the transaction ' +
	'as it happened; with `cause` or `scope` only such transactions are counted, in `attempts` too.';

export const json = <Schema>(schema: Schema, description: string) => ({
	...refusals,
	200: { description, content: { 'application/json': { schema } } }
});

const series = createRoute({
	method: 'get',
	path: '/failures/series',
	tags: ['failures'],
	summary: 'Attempts and failures over time',
	description: `Buckets without attempts are left out. Buckets of \`5m\` cover at most 3 days, \`hour\` 93 days; questions that only the transactions can answer 31 days: those by more than two of issuer, code, model, firmware, carrier, region, product, cause and scope (or by two of issuer, region, and model or firmware), by entry mode, connection or app version with any but code, cause and scope, or by any of all these together with merchant, mcc, terminal, state or q, or in buckets of less than a day (save issuer or cause alone in hours). ${WINDOW_TEXT}`,
	middleware: [needs('read')] as const,
	request: { query: seriesQuery },
	responses: json(seriesSchema, 'One item per bucket and group with at least one attempt, oldest first')
});

const summary = createRoute({
	method: 'get',
	path: '/failures/summary',
	tags: ['failures'],
	summary: 'Counts and rates of a window, those of the one it is compared with, and how fresh the data is',
	description: WINDOW_TEXT,
	middleware: [needs('read')] as const,
	request: { query: summaryQuery },
	responses: json(summarySchema, 'Rates are sums over sums, each with its 95 % Wilson interval')
});

const terminals = createRoute({
	method: 'get',
	path: '/failures/terminals',
	tags: ['failures'],
	summary: 'Terminals ranked by how badly they fare',
	description: `Peers of a terminal are the other terminals of its model (where it is the only one, all others), in the same window and under the same filters save those of acquirer, merchant, terminal, state and q. ${WINDOW_TEXT}`,
	middleware: [needs('read')] as const,
	request: { query: rankingQuery },
	responses: json(terminalRankingSchema, 'Terminals with at least one attempt')
});

const merchants = createRoute({
	method: 'get',
	path: '/failures/merchants',
	tags: ['failures'],
	summary: 'Merchants ranked by how badly they fare',
	description: `Peers of a merchant are the other merchants of its category code; without one, or alone in it, all other merchants. ${WINDOW_TEXT}`,
	middleware: [needs('read')] as const,
	request: { query: rankingQuery },
	responses: json(merchantRankingSchema, 'Merchants with at least one attempt')
});

export const spanOf = ({ fromMs, toMs }: TimeWindow) => ({
	from: new Date(fromMs).toISOString(),
	to: new Date(toMs).toISOString()
});

export const instants = (window: TimeWindow, timeZone: string) => ({ ...spanOf(window), timeZone });

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

export function failuresRoutes({ db, clock, timeZone, exports }: RouteDeps) {
	return apiRouter()
		.openapi(series, async (c) => {
			const { bucket, groupBy, format, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = windowOf(filter, clock.now(), timeZone);
			const read = async (trx: ReadDb) => readSeries(trx, scope, { filter, window, zone: timeZone, bucket, groupBy });
			if (format) return exports.send(c, format, SERIES_FILE, { page: async (trx) => wholeList(await read(trx)) });
			const answer = await readBounded(db, read);
			return c.json({ ...answer, ...instants(window, timeZone) }, 200);
		})
		.openapi(summary, async (c) => {
			const { compare, compareFrom, compareTo, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = windowOf(filter, clock.now(), timeZone);
			const comparison = { compare: compare === 'none' ? 'previous' : compare, compareFrom, compareTo } as const;
			const previous = windowToCompare(comparison, window, timeZone) ?? window;
			return c.json(
				await readBounded(db, async (trx) => readSummary(trx, scope, { filter, window, previous, zone: timeZone })),
				200
			);
		})
		.openapi(terminals, async (c) => {
			const { sort, limit, cursor, format, compare, compareFrom, compareTo, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = windowOf(filter, clock.now(), timeZone);
			const compared = windowToCompare({ compare, compareFrom, compareTo }, window, timeZone);
			const question = { filter, window, compared, zone: timeZone, sort };
			const pageAfter = async (trx: ReadDb, rowsMax: number, after: string | undefined) =>
				rankTerminals(trx, scope, { ...question, limit: rowsMax, cursor: after });
			const rows = (trx: ReadDb) => allRankedTerminals(trx, scope, question);
			if (format) return exports.send(c, format, TERMINAL_RANKING_FILE, { page: pageAfter, rows });
			const page = await readBounded(db, async (trx) => pageAfter(trx, limit, cursor));
			return c.json({ ...page, ...instants(window, timeZone), comparison: compared && spanOf(compared) }, 200);
		})
		.openapi(merchants, async (c) => {
			const { sort, limit, cursor, format, compare, compareFrom, compareTo, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = windowOf(filter, clock.now(), timeZone);
			const compared = windowToCompare({ compare, compareFrom, compareTo }, window, timeZone);
			const question = { filter, window, compared, zone: timeZone, sort };
			const pageAfter = async (trx: ReadDb, rowsMax: number, after: string | undefined) =>
				rankMerchants(trx, scope, { ...question, limit: rowsMax, cursor: after });
			const rows = (trx: ReadDb) => allRankedMerchants(trx, scope, question);
			if (format) return exports.send(c, format, MERCHANT_RANKING_FILE, { page: pageAfter, rows });
			const page = await readBounded(db, async (trx) => pageAfter(trx, limit, cursor));
			return c.json({ ...page, ...instants(window, timeZone), comparison: compared && spanOf(compared) }, 200);
		});
}
