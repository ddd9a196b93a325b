import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import { apiRouter, needs, principalOf, refusals } from '#api/platform/http.ts';
import { facetValues } from './facets.repo.ts';
import { facetPath, facetQuery, facetsSchema } from './facets.schemas.ts';

const facets = createRoute({
	method: 'get',
	path: '/facets/{dimension}',
	tags: ['fleet'],
	summary: 'The values that a filter can take',
	middleware: [needs('read')] as const,
	request: { params: facetPath, query: facetQuery },
	responses: {
		...refusals,
		200: {
			description: 'Most terminals first; with q, what begins with it before what only holds it',
			content: { 'application/json': { schema: facetsSchema } }
		}
	}
});

export function facetsRoutes({ db }: Pick<Deps, 'db'>) {
	return apiRouter().openapi(facets, async (c) => {
		const { dimension: facet } = c.req.valid('param');
		const { q, limit } = c.req.valid('query');
		const { scope } = principalOf(c, 'read');
		const rows = await readBounded(db, async (trx) => facetValues(trx, scope, { facet, q, limit: limit + 1 }));
		return c.json({ items: rows.slice(0, limit), hasMore: rows.length > limit }, 200);
	});
}
