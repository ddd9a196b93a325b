import { createRoute } from '@hono/zod-openapi';
import type { Cause } from '#lib/domain/causes.ts';
import type { OutcomeScope } from '#lib/domain/scopes.ts';
import type { CodeProfile } from '#lib/domain/transactions.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Db } from '#api/platform/db/db.ts';
import { apiRouter, needs, principalOf, refusals } from '#api/platform/http.ts';
import type { Intake } from '../intake.ts';
import { changeRule } from './response-codes.usecases.ts';
import {
	changeAnswer,
	reclassificationsAnswer,
	rulePage,
	ruleSchema,
	rulesQuerySchema
} from './response-codes.schemas.ts';
import { listReclassifications, listRules, type Rule } from './rules.repo.ts';

const RECLASSIFICATIONS_SHOWN = 100;

export type ResponseCodesRouteDeps = { db: Db; clock: Clock; intake: Pick<Intake, 'forgetRules'> };

export function responseCodesRoutes({ db, clock, intake }: ResponseCodesRouteDeps) {
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
				const page = await listRules(db, c.req.valid('query'));
				const items = page.items.map((row) => ({
					codeProfile: row.profile as CodeProfile,
					responseCode: row.code === '' ? null : row.code,
					isPrefix: row.is_prefix,
					validFrom: row.valid_from?.toISOString() ?? null,
					cause: row.cause as Cause,
					scope: row.scope as OutcomeScope,
					meaningEn: row.meaning_en,
					meaningZh: row.meaning_zh,
					confidence: row.confidence as Rule['confidence'],
					note: row.note
				}));
				return c.json({ ...page, items }, 200);
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
				const { codeProfile, responseCode, validFrom, ...rest } = c.req.valid('json');
				const rule = {
					...rest,
					profile: codeProfile,
					code: responseCode ?? '',
					validFrom: validFrom === null ? null : new Date(validFrom)
				};
				const principal = principalOf(c, 'configure');
				const answer = await changeRule({ db, clock }, principal, c.get('requestId'), rule);
				intake.forgetRules();
				return c.json(answer, 202);
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
