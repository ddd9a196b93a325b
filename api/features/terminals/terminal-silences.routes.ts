import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wholeList } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf, refusalsWithNotFound } from '#api/platform/http.ts';
import { TERMINAL_SILENCES_FILE } from './terminal-silences.columns.ts';
import { silencesSchema } from './terminal-silences.schemas.ts';
import { readSilences } from './terminal-silences.usecases.ts';
import { wholeListQuery } from './terminal-timeline.schemas.ts';
import { terminalPath } from './terminals.schemas.ts';

const silences = createRoute({
	method: 'get',
	path: '/terminals/{terminalId}/silences',
	tags: ['terminals'],
	summary: 'When nothing was heard of a terminal for so long that it counted as silent',
	middleware: [needs('read')] as const,
	request: { params: terminalPath, query: wholeListQuery },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'Newest first', content: { 'application/json': { schema: silencesSchema } } }
	}
});

export function terminalSilencesRoutes({ db, clock, exports }: Pick<Deps, 'db' | 'clock' | 'exports'>) {
	return apiRouter().openapi(silences, async (c) => {
		const { terminalId } = c.req.valid('param');
		const { format } = c.req.valid('query');
		const { scope } = principalOf(c, 'read');
		const read = async (trx: ReadDb) => ({ items: await readSilences(trx, scope, terminalId, clock.now()) });
		if (format) {
			return exports.send(c, format, TERMINAL_SILENCES_FILE, { page: async (trx) => wholeList(await read(trx)) });
		}
		return c.json(await readBounded(db, read), 200);
	});
}
