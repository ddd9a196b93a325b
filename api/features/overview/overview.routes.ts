import { createRoute } from '@hono/zod-openapi';
import { parseInstant } from '#lib/domain/instants.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import { apiRouter, needs, needsPerson, personOf, principalOf, refusals } from '#api/platform/http.ts';
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

export function overviewRoutes({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
	return apiRouter()
		.openapi(news, async (c) => {
			const { since } = c.req.valid('query');
			const principal = principalOf(c, 'read');
			const args = { since: since === undefined ? undefined : new Date(parseInstant(since)), now: clock.now() };
			return c.json(await readBounded(db, async (trx) => readNews(trx, principal, args)), 200);
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
