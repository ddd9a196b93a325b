// One drift, and the entry of the ledger by which it ends.
import { createRoute } from '@hono/zod-openapi';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import { apiRouter, needs, principalOf, refusalsWithNotFound } from '#api/platform/http.ts';
import { enterChange } from './fee-approvals.usecases.ts';
import { listChanges } from './fee-changes.repo.ts';
import {
	changeAnswerSchema,
	driftDetailQuery,
	driftDetailSchema,
	driftParams,
	newChangeSchema
} from './fee-details.schemas.ts';
import { driftDetail } from './fee-details.usecases.ts';
import { changeItem } from './fee-items.ts';
import { feeWindow } from './fee-window.ts';
import { noSuchMerchant } from './fees.errors.ts';

const detail = createRoute({
	method: 'get',
	path: '/fees/drift/{terminalId}/{product}/{kind}',
	tags: ['fees'],
	summary:
		'One drift: since when, its money so far and by month, its days, its papers, and what people have done about it',
	middleware: [needs('read')] as const,
	request: { params: driftParams, query: driftDetailQuery },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'The drift', content: { 'application/json': { schema: driftDetailSchema } } }
	}
});

const approval = createRoute({
	method: 'post',
	path: '/fees/changes',
	tags: ['fees'],
	summary: 'Enter a change of terms that was approved; sales from its first day on are compared with it',
	middleware: [needs('configure')] as const,
	request: { body: { required: true, content: { 'application/json': { schema: newChangeSchema } } } },
	responses: {
		...refusalsWithNotFound,
		201: { description: 'As the ledger has it', content: { 'application/json': { schema: changeAnswerSchema } } }
	}
});

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone'>;

export function feeDetailRoutes({ db, clock, timeZone }: RouteDeps) {
	return apiRouter()
		.openapi(detail, async (c) => {
			const { scope } = principalOf(c, 'read');
			const query = c.req.valid('query');
			const asked = { ...c.req.valid('param'), ...query };
			const now = clock.now();
			const window = feeWindow(query, now, timeZone);
			return c.json(await readBounded(db, async (trx) => driftDetail(trx, scope, asked, window, now)), 200);
		})
		.openapi(approval, async (c) => {
			const principal = principalOf(c, 'configure');
			const said = c.req.valid('json');
			await enterChange({ db, clock, principal, requestId: c.get('requestId') }, said);
			const newest = { acquirer: [], merchant: [said.merchantId], product: [said.product], q: '' };
			const [entry] = await readBounded(db, async (trx) =>
				listChanges(trx, principal.scope, newest, { limit: 1, after: null })
			);
			if (!entry) throw noSuchMerchant();
			return c.json({ change: changeItem(entry) }, 201);
		});
}
