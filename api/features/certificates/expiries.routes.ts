import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { apiRouter, needs, principalOf, refusals, refusalsWithNotFound } from '#api/platform/http.ts';
import { EXPIRIES_FILE } from './expiries.columns.ts';
import { expiryListSchema, expiryQuery, verificationSchema, verifiedSchema } from './expiries.schemas.ts';
import { expiryPage, verifyExpiry } from './expiries.usecases.ts';

const list = createRoute({
	method: 'get',
	path: '/expiries',
	tags: ['certificates'],
	summary: 'Approvals of models and SIM plans by the day on which they end',
	description:
		'As their owner sent them, with the source; unverified until somebody has held the dates against it. The end of an approval concerns what is bought and installed after it, not terminals in use.',
	middleware: [needs('read')] as const,
	request: { query: expiryQuery },
	responses: {
		...refusals,
		200: { description: 'What ends first, first', content: { 'application/json': { schema: expiryListSchema } } }
	}
});

const verification = createRoute({
	method: 'put',
	path: '/expiries/verification',
	tags: ['certificates'],
	summary: 'Vouch for the dates of an approval or SIM plan, or take that back',
	middleware: [needs('configure')] as const,
	request: { body: { required: true, content: { 'application/json': { schema: verificationSchema } } } },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'As it stands now', content: { 'application/json': { schema: verifiedSchema } } }
	}
});

export function expiriesRoutes({ db, clock, timeZone, exports }: Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>) {
	return apiRouter()
		.openapi(list, async (c) => {
			const { format, limit, cursor, asOf, ...query } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const asking = { now: clock.now(), timeZone, asOf };
			const page = async (trx: ReadDb, rows: number, after: string | undefined) =>
				expiryPage(trx, scope, query, { limit: rows, cursor: after }, asking);
			if (format) return exports.send(c, format, EXPIRIES_FILE, { page });
			return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
		})
		.openapi(verification, async (c) => {
			const by = { db, clock, timeZone, principal: principalOf(c, 'configure'), requestId: c.get('requestId') };
			return c.json(await verifyExpiry(by, c.req.valid('json')), 200);
		});
}
