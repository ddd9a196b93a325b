import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { apiRouter, needs, principalOf, refusals, refusalsWithNotFound } from '#api/platform/http.ts';
import { decide, decisionList } from './campaign-decisions.usecases.ts';
import { CAMPAIGN_TERMINALS_FILE, CAMPAIGNS_FILE } from './campaigns.columns.ts';
import {
	campaignParams,
	campaignsQuery,
	campaignsSchema,
	campaignTerminalsQuery,
	campaignTerminalsSchema,
	decisionsSchema,
	newDecisionSchema
} from './campaigns.schemas.ts';
import { campaignList, campaignsPage, campaignTerminalList } from './campaigns.usecases.ts';

const campaigns = createRoute({
	method: 'get',
	path: '/firmware/campaigns',
	tags: ['firmware'],
	summary: 'How far planned updates have come, ring by ring, by what terminals report',
	middleware: [needs('read')] as const,
	request: { query: campaignsQuery },
	responses: {
		...refusals,
		200: { description: 'By campaign and ring', content: { 'application/json': { schema: campaignsSchema } } }
	}
});

const terminals = createRoute({
	method: 'get',
	path: '/firmware/campaigns/{campaignId}/terminals',
	tags: ['firmware'],
	summary: 'The terminals of a campaign: who is updated, who failed and why, who waits',
	middleware: [needs('read')] as const,
	request: { params: campaignParams, query: campaignTerminalsQuery },
	responses: {
		...refusalsWithNotFound,
		200: {
			description: 'By ring and terminal',
			content: { 'application/json': { schema: campaignTerminalsSchema } }
		}
	}
});

const decisions = createRoute({
	method: 'get',
	path: '/firmware/campaigns/{campaignId}/decisions',
	tags: ['firmware'],
	summary: 'Who paused a campaign or let it go on, when and why',
	middleware: [needs('read')] as const,
	request: { params: campaignParams },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'The newest first', content: { 'application/json': { schema: decisionsSchema } } }
	}
});

const newDecision = createRoute({
	method: 'put',
	path: '/firmware/campaigns/{campaignId}/decision',
	tags: ['firmware'],
	summary: 'Note that a campaign is to be paused or may go on, and why',
	description:
		'The vendor’s tool carries campaigns out, and Tillwatch does not control it: this keeps who decided what on which evidence, and ends the advice to pause. Only for who may see all terminals of the campaign.',
	middleware: [needs('configure')] as const,
	request: {
		params: campaignParams,
		body: { required: true, content: { 'application/json': { schema: newDecisionSchema } } }
	},
	responses: {
		...refusalsWithNotFound,
		200: {
			description: 'All decisions, the newest first',
			content: { 'application/json': { schema: decisionsSchema } }
		}
	}
});

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

export function campaignRoutes({ db, clock, timeZone, exports }: RouteDeps) {
	return apiRouter()
		.openapi(campaigns, async (c) => {
			const { format, limit, cursor, ...question } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const read = async (trx: ReadDb) => campaignList(trx, scope, question, timeZone);
			if (format)
				return exports.send(c, format, CAMPAIGNS_FILE, {
					page: async (trx, rowsMax, after) => campaignsPage(await read(trx), { limit: rowsMax, cursor: after })
				});
			return c.json({ ...campaignsPage(await readBounded(db, read), { limit, cursor }), timeZone }, 200);
		})
		.openapi(terminals, async (c) => {
			const { format, limit, cursor, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const question = { ...filter, ...c.req.valid('param') };
			if (format)
				return exports.send(c, format, CAMPAIGN_TERMINALS_FILE, {
					page: async (trx, rowsMax, after) =>
						campaignTerminalList(trx, scope, question, { limit: rowsMax, cursor: after, timeZone })
				});
			const page = { limit, cursor, timeZone };
			return c.json(await readBounded(db, async (trx) => campaignTerminalList(trx, scope, question, page)), 200);
		})
		.openapi(decisions, async (c) => {
			const { scope } = principalOf(c, 'read');
			const { campaignId } = c.req.valid('param');
			const found = await readBounded(db, async (trx) => decisionList(trx, scope, campaignId, timeZone));
			return c.json({ decisions: found }, 200);
		})
		.openapi(newDecision, async (c) => {
			const by = { db, clock, timeZone, principal: principalOf(c, 'configure'), requestId: c.get('requestId') };
			return c.json({ decisions: await decide(by, c.req.valid('param').campaignId, c.req.valid('json')) }, 200);
		});
}
