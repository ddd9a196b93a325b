// Mounts every feature in one chain, so that the client's types follow from the routes.
import { sql } from 'kysely';
import type { Deps } from '#api/deps.ts';
import { AUTH_BASE_PATH } from '#api/features/identity/auth.ts';
import { toProblem } from '#api/platform/errors.ts';
import { apiRouter } from '#api/platform/http.ts';

export function createApp(deps: Deps) {
	return apiRouter()
		.use('*', async (c, next) => {
			c.set('requestId', crypto.randomUUID());
			c.set('principal', c.req.path.startsWith(AUTH_BASE_PATH) ? null : await deps.identity.authenticate(c.req.raw));
			await next();
		})
		.on(['GET', 'POST'], `${AUTH_BASE_PATH}/*`, async (c) => deps.auth.handler(c.req.raw))
		.get('/healthz', (c) => c.json({ status: 'ok' }, 200))
		.get('/readyz', async (c) => {
			await sql`select 1`.execute(deps.db);
			return c.json({ status: 'ready' }, 200);
		})
		.onError((error, c) => {
			const problem = toProblem(error, c.get('requestId'));
			return c.json(problem, problem.status as 500, { 'content-type': 'application/problem+json' });
		});
}

export type AppType = ReturnType<typeof createApp>;
