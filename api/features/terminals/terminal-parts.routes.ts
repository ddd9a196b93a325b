// What a terminal's page lists beside its transactions, each also as a file.
import { createRoute, z } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wholeList } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf, refusalsWithNotFound } from '#api/platform/http.ts';
import { readPeriods, readTerminal } from './terminal-detail.usecases.ts';
import { TERMINAL_CERTIFICATES_FILE, TERMINAL_PERIODS_FILE } from './terminal-parts.columns.ts';
import { wholeListQuery } from './terminal-timeline.schemas.ts';
import { certificateSchema, periodSchema, terminalPath } from './terminals.schemas.ts';

const all = <Item extends z.ZodType>(item: Item, description: string) => ({
	...refusalsWithNotFound,
	200: { description, content: { 'application/json': { schema: z.object({ items: z.array(item) }) } } }
});

const periods = createRoute({
	method: 'get',
	path: '/terminals/{terminalId}/periods',
	tags: ['terminals'],
	summary: 'What a terminal was from when on: model, versions, carrier, line',
	middleware: [needs('read')] as const,
	request: { params: terminalPath, query: wholeListQuery },
	responses: all(periodSchema, 'Newest first')
});

const certificates = createRoute({
	method: 'get',
	path: '/terminals/{terminalId}/certificates',
	tags: ['terminals'],
	summary: 'The certificates that are registered for a terminal or that it reports',
	middleware: [needs('read')] as const,
	request: { params: terminalPath, query: wholeListQuery },
	responses: all(certificateSchema, 'The one that ends first comes first')
});

export function terminalPartsRoutes({
	db,
	clock,
	timeZone,
	exports
}: Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>) {
	return apiRouter()
		.openapi(periods, async (c) => {
			const { terminalId } = c.req.valid('param');
			const { scope } = principalOf(c, 'read');
			const { format } = c.req.valid('query');
			const read = async (trx: ReadDb) => ({ items: await readPeriods(trx, scope, terminalId) });
			if (format) {
				return exports.send(c, format, TERMINAL_PERIODS_FILE, { page: async (trx) => wholeList(await read(trx)) });
			}
			return c.json(await readBounded(db, read), 200);
		})
		.openapi(certificates, async (c) => {
			const { terminalId } = c.req.valid('param');
			const { scope } = principalOf(c, 'read');
			const { format } = c.req.valid('query');
			const read = async (trx: ReadDb) => ({
				items: (await readTerminal(trx, scope, terminalId, clock.now(), timeZone)).certificates
			});
			if (format) {
				return exports.send(c, format, TERMINAL_CERTIFICATES_FILE, { page: async (trx) => wholeList(await read(trx)) });
			}
			return c.json(await readBounded(db, read), 200);
		});
}
