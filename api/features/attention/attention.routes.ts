import { createRoute } from '@hono/zod-openapi';
import { parseInstant } from '#lib/domain/instants.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { apiRouter, needs, principalOf, refusals, refusalsWithNotFound } from '#api/platform/http.ts';
import { ATTENTION_FILE } from './attention.columns.ts';
import { mark } from './attention-marks.usecases.ts';
import { attentionQuery, attentionSchema, markAnswerSchema, newMarkSchema } from './attention.schemas.ts';
import { attentionList, attentionPage, subjectToMark, type Question } from './attention.usecases.ts';

const list = createRoute({
	method: 'get',
	path: '/attention',
	tags: ['attention'],
	summary: 'Terminals and merchants that need maintenance or updates, the costliest to leave first',
	description:
		'Each stands here once, with every reason there is. What waiting costs is what is lost beyond the usual: failures above those of its peers at the average amount of the failed, all usual sales of a terminal that is silent, fees charged beyond the agreement.',
	middleware: [needs('read')] as const,
	request: { query: attentionQuery },
	responses: {
		...refusals,
		200: { description: 'The costliest first', content: { 'application/json': { schema: attentionSchema } } }
	}
});

const marks = createRoute({
	method: 'put',
	path: '/attention/marks',
	tags: ['attention'],
	summary: 'Acknowledge what the list says of a terminal or merchant, or let it wait until a moment',
	description: 'A mark holds for the kinds of reasons that there are now: a new one brings the item back.',
	middleware: [needs('configure')] as const,
	request: { body: { required: true, content: { 'application/json': { schema: newMarkSchema } } } },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'The mark as it is now', content: { 'application/json': { schema: markAnswerSchema } } }
	}
});

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

export function attentionRoutes({ db, clock, timeZone, exports }: RouteDeps) {
	return apiRouter()
		.openapi(list, async (c) => {
			const { asOf, format, limit, cursor, ...query } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const question: Question = { ...query, asOf: asOf === undefined ? undefined : new Date(parseInstant(asOf)) };
			const read = async (trx: ReadDb) => attentionList(trx, scope, question, clock.now(), timeZone);
			if (format) {
				let worked: Promise<Awaited<ReturnType<typeof read>>> | undefined;
				return exports.send(c, format, ATTENTION_FILE, {
					page: async (trx, rowsMax, after) => {
						const { listed } = await (worked ??= read(trx));
						return attentionPage(listed, { sort: query.sort, limit: rowsMax, cursor: after });
					}
				});
			}
			const { moment, listed, counts, costs } = await readBounded(db, read);
			const page = attentionPage(listed, { sort: query.sort, limit, cursor });
			return c.json({ ...page, asOf: moment.asOf.toISOString(), timeZone, counts, costs }, 200);
		})
		.openapi(marks, async (c) => {
			const principal = principalOf(c, 'configure');
			const wanted = c.req.valid('json');
			const at = { now: clock.now(), timeZone };
			const subject = await readBounded(db, async (trx) => subjectToMark(trx, principal.scope, wanted, at));
			const by = { db, clock, principal, requestId: c.get('requestId') };
			return c.json({ mark: await mark(by, subject, wanted) }, 200);
		});
}
