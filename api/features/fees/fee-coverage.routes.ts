// Which sales could not be compared with an agreement, and why not.
import { createRoute } from '@hono/zod-openapi';
import { FEE_GAPS, type FeeGap } from '#lib/domain/fee-gaps.ts';
import { cardRegionOf, PRODUCTS } from '#lib/domain/transactions.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { apiRouter, needs, principalOf, refusals, refusalsWithNotFound } from '#api/platform/http.ts';
import { sortedPage } from '#api/platform/sorted-page.ts';
import { comparedSalesCount, uncomparedGroups, type GapRow } from './fee-coverage.repo.ts';
import {
	uncomparedQuery,
	uncomparedSalesQuery,
	uncomparedSalesSchema,
	uncomparedSchema,
	type UncomparedItem,
	type UncomparedSale
} from './fee-coverage.schemas.ts';
import { currencyCode } from './fee-items.ts';
import { findSeries, uncomparedSalesOf, type UncomparedSaleRow } from './fee-sales.repo.ts';
import { feeWindow } from './fee-window.ts';
import { UNCOMPARED_FILE, UNCOMPARED_SALES_FILE } from './fees.columns.ts';
import { noSuchMerchant } from './fees.errors.ts';

const uncompared = createRoute({
	method: 'get',
	path: '/fees/uncompared',
	tags: ['fees'],
	summary: 'Approved sales whose fee could not be compared with an agreement, by merchant, product and reason',
	middleware: [needs('read')] as const,
	request: { query: uncomparedQuery },
	responses: {
		...refusals,
		200: { description: 'Most sales first', content: { 'application/json': { schema: uncomparedSchema } } }
	}
});

const uncomparedSales = createRoute({
	method: 'get',
	path: '/fees/uncompared/sales',
	tags: ['fees'],
	summary: 'The very sales of a merchant that could not be compared, each with the reason',
	middleware: [needs('read')] as const,
	request: { query: uncomparedSalesQuery },
	responses: {
		...refusalsWithNotFound,
		200: { description: 'Newest first', content: { 'application/json': { schema: uncomparedSalesSchema } } }
	}
});

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

export function feeCoverageRoutes({ db, clock, timeZone, exports }: RouteDeps) {
	return apiRouter()
		.openapi(uncompared, async (c) => {
			const { format, limit, cursor, reason, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = feeWindow(filter, clock.now(), timeZone);
			const page = async (trx: ReadDb, rowsMax: number, after: string | undefined) => {
				const rows = await uncomparedGroups(trx, scope, window, { ...filter, reason: [] });
				const items = rows.map(uncomparedItem);
				const listed = items.filter((item) => reason.length === 0 || reason.includes(item.reason));
				const order = { sort: '-sales', limit: rowsMax, cursor: after };
				const sorted = sortedPage(listed, {
					...order,
					keyOf: (item) => [item.sales, ownOf(item)],
					kinds: ['number', 'string']
				});
				return { ...sorted, counts: salesByReason(items) };
			};
			if (format) return exports.send(c, format, UNCOMPARED_FILE, { page });
			const answer = await readBounded(db, async (trx) => ({
				...(await page(trx, limit, cursor)),
				comparedSales: filter.q === '' ? await comparedSalesCount(trx, scope, window, filter) : null
			}));
			const span = { from: window.from.toISOString(), to: window.to.toISOString(), timeZone };
			return c.json({ ...answer, ...span }, 200);
		})
		.openapi(uncomparedSales, async (c) => {
			const { format, limit, cursor, merchant, product, reason, ...asked } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = feeWindow(asked, clock.now(), timeZone);
			const page = async (trx: ReadDb, rowsMax: number, after: string | undefined) => {
				const found = await findSeries(trx, scope, { terminalId: null, merchantId: merchant });
				if (!found) throw noSuchMerchant();
				const series = { merchantId: found.merchant_id, merchantZone: found.time_zone };
				const rows = (await uncomparedSalesOf(trx, scope, series, window)).map(uncomparedSale);
				const isAsked = (sale: UncomparedSale) =>
					(product === undefined || sale.product === product) && (reason.length === 0 || reason.includes(sale.reason));
				const order = { sort: '-occurredAt', limit: rowsMax, cursor: after };
				const keyOf = (sale: UncomparedSale) => [Date.parse(sale.occurredAt), sale.transactionId] as const;
				return sortedPage(rows.filter(isAsked), { ...order, keyOf, kinds: ['number', 'string'] });
			};
			if (format) return exports.send(c, format, UNCOMPARED_SALES_FILE, { page });
			return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
		});
}

const ownOf = ({ merchantId, acquirerId, product, soldRegion, currency, reason }: UncomparedItem) =>
	JSON.stringify([merchantId, acquirerId, product, soldRegion, currency, reason]);

function uncomparedItem(row: GapRow): UncomparedItem {
	return {
		merchantId: row.merchant_code,
		merchantName: row.name,
		acquirerId: row.acquirer_code,
		product: PRODUCTS[row.product] ?? null,
		soldRegion: cardRegionOf(row.card_region),
		reason: FEE_GAPS[row.reason] ?? 'no_agreement',
		sales: row.sales,
		amountMinor: row.amount_minor,
		chargedMinor: row.charged_minor,
		currency: currencyCode(row.currency),
		firstAt: row.first_at.toISOString(),
		lastAt: row.last_at.toISOString()
	};
}

function uncomparedSale(row: UncomparedSaleRow): UncomparedSale {
	return {
		transactionId: row.txn_code,
		terminalId: row.terminal_code,
		occurredAt: row.occurred_at.toISOString(),
		product: PRODUCTS[row.product ?? -1] ?? null,
		soldRegion: cardRegionOf(row.sold_region),
		amountMinor: row.amount,
		chargedMinor: row.charged,
		currency: currencyCode(row.currency),
		reason: FEE_GAPS[row.reason] ?? 'no_agreement'
	};
}

function salesByReason(items: readonly UncomparedItem[]): Partial<Record<FeeGap, number>> {
	const counts: Partial<Record<FeeGap, number>> = {};
	for (const { reason, sales } of items) counts[reason] = (counts[reason] ?? 0) + sales;
	return counts;
}
