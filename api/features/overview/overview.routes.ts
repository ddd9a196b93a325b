import { createRoute } from '@hono/zod-openapi';
import { parseInstant } from '#lib/domain/instants.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { sortedPage } from '#api/platform/sorted-page.ts';
import { apiRouter, needs, needsPerson, personOf, principalOf, refusals } from '#api/platform/http.ts';
import { FIRST_SEEN_FILE } from './first-seen.columns.ts';
import { firstSeenPageSchema, firstSeenQuery, type FirstSeen } from './first-seen.schemas.ts';
import { firstSeenKey, readFirstSeen, withTerminals } from './first-seen.usecases.ts';
import { lastLookSchema, newsQuery, newsSchema } from './overview.schemas.ts';
import { lastLookOf, lookNow, readNews } from './overview.usecases.ts';

const json = <Schema>(schema: Schema, description: string) => ({
	...refusals,
	200: { description, content: { 'application/json': { schema } } }
});

const news = createRoute({
	method: 'get',
	path: '/overview/news',
	tags: ['overview'],
	summary: 'What got worse, what recovered and what is new since one last looked',
	middleware: [needs('read')] as const,
	request: { query: newsQuery },
	responses: json(newsSchema, 'Counts; the lists have the rows')
});

const firstSeen = createRoute({
	method: 'get',
	path: '/overview/first-seen',
	tags: ['overview'],
	summary: 'Firmware versions, models, carriers and response codes that the fleet met for the first time',
	middleware: [needs('read')] as const,
	request: { query: firstSeenQuery },
	responses: json(firstSeenPageSchema, 'Newest first')
});

const lastLook = createRoute({
	method: 'get',
	path: '/overview/last-look',
	tags: ['overview'],
	summary: 'When the asking person last said to have seen everything',
	middleware: [needs('read')] as const,
	responses: json(lastLookSchema, 'The moment')
});

const look = createRoute({
	method: 'put',
	path: '/overview/last-look',
	tags: ['overview'],
	summary: 'Everything up to now has been seen by the asking person',
	middleware: [needsPerson('read')] as const,
	responses: json(lastLookSchema, 'The moment, which is now')
});

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

export function overviewRoutes({ db, clock, timeZone, exports }: RouteDeps) {
	return apiRouter()
		.openapi(news, async (c) => {
			const { since } = c.req.valid('query');
			const principal = principalOf(c, 'read');
			const at = since === undefined ? undefined : new Date(parseInstant(since));
			const args = { since: at, now: clock.now(), timeZone };
			return c.json(await readBounded(db, async (trx) => readNews(trx, principal, args)), 200);
		})
		.openapi(firstSeen, async (c) => {
			const { since, kind, limit, cursor, format } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const asked = { since: new Date(parseInstant(since)), now: clock.now(), timeZone };
			const page = async (trx: ReadDb, rowsMax: number, after: string | undefined) => {
				const all = await readFirstSeen(trx, scope, asked);
				const rows = all.filter((each) => kind === undefined || each.kind === kind);
				const keyOf = (row: FirstSeen) => [row.firstAt, firstSeenKey(row)] as const;
				const args = { sort: '-firstAt', limit: rowsMax, cursor: after, keyOf, kinds: ['string', 'string'] } as const;
				const shown = sortedPage(rows, args);
				return { ...shown, items: await withTerminals(trx, scope, shown.items) };
			};
			if (format) return exports.send(c, format, FIRST_SEEN_FILE, { page });
			return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
		})
		.openapi(lastLook, async (c) => {
			const at = await lastLookOf(db, principalOf(c, 'read'));
			return c.json({ lookedAt: at?.toISOString() ?? null }, 200);
		})
		.openapi(look, async (c) => {
			const at = await lookNow({ db, clock }, personOf(c), c.get('requestId'));
			return c.json({ lookedAt: at.toISOString() }, 200);
		});
}
