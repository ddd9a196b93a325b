import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import { apiRouter, needs, principalOf, refusals } from '#api/platform/http.ts';
import { KEYS_FILE } from './keys.columns.ts';
import { keyListSchema, keyQuery } from './keys.schemas.ts';
import { keyPages } from './keys.usecases.ts';

const list = createRoute({
	method: 'get',
	path: '/keys',
	tags: ['certificates'],
	summary: 'Keys of terminals by slot, with those that are missing',
	description: 'By check value, as the latest heartbeats tell. There is no key material in Tillwatch.',
	middleware: [needs('read')] as const,
	request: { query: keyQuery },
	responses: {
		...refusals,
		200: { description: 'By terminal and slot', content: { 'application/json': { schema: keyListSchema } } }
	}
});

export function keysRoutes({ db, exports }: Pick<Deps, 'db' | 'exports'>) {
	return apiRouter().openapi(list, async (c) => {
		const { format, limit, cursor, ...filter } = c.req.valid('query');
		const { scope } = principalOf(c, 'read');
		const page = keyPages(scope, filter);
		if (format) return exports.send(c, format, KEYS_FILE, { page });
		return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
	});
}
