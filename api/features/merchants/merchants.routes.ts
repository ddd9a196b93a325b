import { createRoute } from '@hono/zod-openapi';
import { calendarDay, dayName } from '#lib/domain/time-zones.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wholeList } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf, refusals, refusalsWithNotFound } from '#api/platform/http.ts';
import { decodeCursor, pageFrom, type CursorKind } from '#api/platform/paging.ts';
import { feeAgreementItem, merchantDetail, merchantItem } from './merchant-item.ts';
import { FEE_AGREEMENTS_FILE, MERCHANTS_FILE } from './merchants.columns.ts';
import { merchantNotFound } from './merchants.errors.ts';
import { countMerchants, feeAgreements, findMerchant, listMerchants, terminalsOfMerchant } from './merchants.repo.ts';
import {
	feeAgreementsQuery,
	feeAgreementsSchema,
	merchantDetailSchema,
	merchantListQuery,
	merchantListSchema,
	merchantPath,
	type MerchantSort
} from './merchants.schemas.ts';

/** Enough for a shopping centre; more are a list of their own. */
const TERMINALS_SHOWN_MAX = 200;

const list = createRoute({
	method: 'get',
	path: '/merchants',
	tags: ['merchants'],
	summary: 'The merchants of the fleet with the state of their terminals',
	description: 'Filters speak of what a merchant is now. `q` finds merchants by code or name.',
	middleware: [needs('read')] as const,
	request: { query: merchantListQuery },
	responses: {
		...refusals,
		200: { description: 'Worst first', content: { 'application/json': { schema: merchantListSchema } } }
	}
});

const detail = createRoute({
	method: 'get',
	path: '/merchants/{merchantId}',
	tags: ['merchants'],
	summary: 'One merchant with its terminals',
	middleware: [needs('read')] as const,
	request: { params: merchantPath },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'The merchant', content: { 'application/json': { schema: merchantDetailSchema } } }
	}
});

const agreements = createRoute({
	method: 'get',
	path: '/merchants/{merchantId}/fee-agreements',
	tags: ['merchants'],
	summary: 'What is agreed on with a merchant, in force today by the calendar of the fleet',
	middleware: [needs('read')] as const,
	request: { params: merchantPath, query: feeAgreementsQuery },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'By product', content: { 'application/json': { schema: feeAgreementsSchema } } }
	}
});

/** What the values are that a list is ordered by. */
const SORT_KINDS: Record<MerchantSort, CursorKind> = {
	merchantId: 'string',
	name: 'string',
	state: 'number',
	urgency: 'number',
	rateLow: 'number',
	attempts: 'number',
	terminals: 'number',
	mcc: 'number',
	feeClass: 'string',
	region: 'string',
	acquirerId: 'string',
	lastTransactionAt: 'number'
};

export function merchantsRoutes({ db, exports, clock, timeZone }: Pick<Deps, 'db' | 'exports' | 'clock' | 'timeZone'>) {
	return apiRouter()
		.openapi(list, async (c) => {
			const { sort, limit, cursor, format, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const field = sort.replace('-', '') as MerchantSort;
			const order = { filter, sort: field, descending: sort.startsWith('-') };
			const pageAfter = async (trx: ReadDb, rowsMax: number, after: string | undefined) => {
				const position = after === undefined ? undefined : decodeCursor(sort, after, [SORT_KINDS[field], 'id']);
				const rows = await listMerchants(trx, scope, { ...order, limit: rowsMax, cursor: position });
				const page = pageFrom(rows, rowsMax, sort, (row) => [row.sort_value, row.merchant_id]);
				return { ...page, items: page.items.map(merchantItem), total: await countMerchants(trx, scope, filter) };
			};
			if (format) return exports.send(c, format, MERCHANTS_FILE, { page: pageAfter });
			return c.json(await readBounded(db, async (trx) => pageAfter(trx, limit, cursor)), 200);
		})
		.openapi(detail, async (c) => {
			const { merchantId } = c.req.valid('param');
			const { scope } = principalOf(c, 'read');
			const today = dayName(calendarDay(clock.now().getTime(), timeZone));
			const found = await readBounded(db, async (trx) => {
				const merchant = await findMerchant(trx, scope, merchantId);
				if (!merchant) throw merchantNotFound();
				const terminals = await terminalsOfMerchant(trx, scope, merchant.merchant_id, TERMINALS_SHOWN_MAX);
				const agreements = await feeAgreements(trx, scope, merchant.merchant_id, today);
				return { merchant, terminals, agreements };
			});
			return c.json(merchantDetail(found.merchant, found.terminals, found.agreements), 200);
		})
		.openapi(agreements, async (c) => {
			const { merchantId } = c.req.valid('param');
			const { format } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const today = dayName(calendarDay(clock.now().getTime(), timeZone));
			const read = async (trx: ReadDb) => {
				const merchant = await findMerchant(trx, scope, merchantId);
				if (!merchant) throw merchantNotFound();
				return { items: (await feeAgreements(trx, scope, merchant.merchant_id, today)).flatMap(feeAgreementItem) };
			};
			if (format) {
				return exports.send(c, format, FEE_AGREEMENTS_FILE, { page: async (trx) => wholeList(await read(trx)) });
			}
			return c.json(await readBounded(db, read), 200);
		});
}
