import { createRoute } from '@hono/zod-openapi';
import type { Clock } from '#api/platform/clock.ts';
import type { Sql } from '#api/platform/db/client.ts';
import type { Db, ReadDb } from '#api/platform/db/db.ts';
import type { Exports } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf, refusals } from '#api/platform/http.ts';
import type { Intake } from '../intake.ts';
import { RESPONSE_CODES_FILE } from './response-codes.columns.ts';
import { changeRule } from './response-codes.usecases.ts';
import {
	changeAnswer,
	reclassificationsAnswer,
	rulePage,
	ruleSchema,
	rulesQuerySchema
} from './response-codes.schemas.ts';
import { ruleEffectSchema } from './rule-effect.schemas.ts';
import { ruleEffect } from './rule-effect.usecases.ts';
import { ruleItem, ruleOf } from './rule-item.ts';
import { listReclassifications, listRules } from './rules.repo.ts';

const RECLASSIFICATIONS_SHOWN = 100;

export type ResponseCodesRouteDeps = {
	db: Db;
	sql: Sql;
	clock: Clock;
	intake: Pick<Intake, 'forgetRules'>;
	exports: Exports;
};

export function responseCodesRoutes({ db, sql, clock, intake, exports }: ResponseCodesRouteDeps) {
	return apiRouter()
		.openapi(
			createRoute({
				method: 'get',
				path: '/response-codes',
				tags: ['Response codes'],
				summary: 'What each response code means, since when',
				middleware: [needs('read')] as const,
				request: { query: rulesQuerySchema },
				responses: {
					200: { description: 'A page', content: { 'application/json': { schema: rulePage } } },
					...refusals
				}
			}),
			async (c) => {
				const { format, ...query } = c.req.valid('query');
				const pageAfter = async (trx: ReadDb, limit: number, cursor: string | undefined) => {
					const page = await listRules(trx, { ...query, limit, cursor });
					return { ...page, items: page.items.map(ruleItem) };
				};
				if (format) return exports.send(c, format, RESPONSE_CODES_FILE, { page: pageAfter });
				return c.json(await pageAfter(db, query.limit, query.cursor), 200);
			}
		)
		.openapi(
			createRoute({
				method: 'put',
				path: '/response-codes',
				tags: ['Response codes'],
				summary: 'Say what a code means from a date on; history from then on is classified anew',
				middleware: [needs('configure')] as const,
				request: { body: { required: true, content: { 'application/json': { schema: ruleSchema } } } },
				responses: {
					202: { description: 'Kept; history follows', content: { 'application/json': { schema: changeAnswer } } },
					...refusals
				}
			}),
			async (c) => {
				const principal = principalOf(c, 'configure');
				const rule = ruleOf(c.req.valid('json'));
				const answer = await changeRule({ db, clock }, principal, c.get('requestId'), rule);
				intake.forgetRules();
				return c.json(answer, 202);
			}
		)
		.openapi(
			createRoute({
				method: 'post',
				path: '/response-codes/effect',
				tags: ['Response codes'],
				summary: 'What a rule would change in history if it were put into force; changes nothing',
				middleware: [needs('configure')] as const,
				request: { body: { required: true, content: { 'application/json': { schema: ruleSchema } } } },
				responses: {
					200: { description: 'Before and after', content: { 'application/json': { schema: ruleEffectSchema } } },
					...refusals
				}
			}),
			async (c) => {
				const { scope } = principalOf(c, 'configure');
				return c.json(await ruleEffect({ db, sql, clock }, scope, ruleOf(c.req.valid('json'))), 200);
			}
		)
		.openapi(
			createRoute({
				method: 'get',
				path: '/response-codes/reclassifications',
				tags: ['Response codes'],
				summary: 'Changes of the map and how far history has followed, newest first',
				middleware: [needs('read')] as const,
				responses: {
					200: { description: 'The latest', content: { 'application/json': { schema: reclassificationsAnswer } } },
					...refusals
				}
			}),
			async (c) => {
				const rows = await listReclassifications(db, RECLASSIFICATIONS_SHOWN);
				const items = rows.map((row) => ({
					reclassificationId: row.reclassification_id,
					codeProfile: row.profile,
					responseCode: row.code === '' ? null : row.code,
					isPrefix: row.is_prefix,
					requestedAt: row.requested_at.toISOString(),
					finishedAt: row.finished_at?.toISOString() ?? null,
					transactions: row.transactions
				}));
				return c.json({ items }, 200);
			}
		);
}
