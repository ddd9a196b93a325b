import { createRoute } from '@hono/zod-openapi';
import type { z } from 'zod';
import { feeSignIndex } from '#lib/domain/fee-signs.ts';
import { cardRegionOf, PRODUCTS } from '#lib/domain/transactions.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { wholeList } from '#api/platform/export/exports.ts';
import { apiRouter, needs, principalOf, refusals, refusalsWithNotFound } from '#api/platform/http.ts';
import { decodeCursor, pageFrom } from '#api/platform/paging.ts';
import { sortedPage } from '#api/platform/sorted-page.ts';
import type { Scope } from '#api/platform/scope.ts';
import { comparedSalesCount } from './fee-coverage.repo.ts';
import { countChanges, listChanges } from './fee-changes.repo.ts';
import { claim } from './fee-claims.usecases.ts';
import { comparedUntil } from './fee-drift.repo.ts';
import { driftList, driftPage } from './fee-drift.usecases.ts';
import { changeItem, courseItem, saleItem } from './fee-items.ts';
import { driftSigns } from './fee-details.usecases.ts';
import { driftingSales, feeDays, findSeries, type SaleRow } from './fee-sales.repo.ts';
import { feeWindow, type FeeWindow } from './fee-window.ts';
import { CHANGES_FILE, COURSE_FILE, DRIFT_FILE, DRIFT_SALES_FILE } from './fees.columns.ts';
import { noSuchDrift } from './fees.errors.ts';
import * as schemas from './fees.schemas.ts';

const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
	...refusals,
	200: { description, content: { 'application/json': { schema } } }
});

const read = { method: 'get' as const, tags: ['fees'], middleware: [needs('read')] as [ReturnType<typeof needs>] };

const drift = createRoute({
	...read,
	path: '/fees/drift',
	summary: 'Terminals whose sales are charged otherwise than agreed on, the dearest first',
	description:
		'Each charged sale is compared with the agreement in force at its instant, in whole minor units, rounded per sale. What any way of rounding explains is no drift of a sale. By terminal, merchant, product and kind.',
	request: { query: schemas.driftQuery },
	responses: json(schemas.driftSchema, 'A page')
});

const sales = createRoute({
	...read,
	path: '/fees/drift/sales',
	summary: 'The very sales behind a drift, with the terms by which each was computed again',
	request: { query: schemas.driftSalesQuery },
	responses: { ...refusalsWithNotFound, ...json(schemas.driftSalesSchema, 'Newest first') }
});

const claims = createRoute({
	method: 'put',
	path: '/fees/drift/claims',
	tags: ['fees'],
	summary: 'Say how far the recovery of a drift has come',
	middleware: [needs('configure')] as const,
	request: { body: { required: true, content: { 'application/json': { schema: schemas.newClaimSchema } } } },
	responses: { ...refusalsWithNotFound, ...json(schemas.claimAnswerSchema, 'The claim as it is now') }
});

const changes = createRoute({
	...read,
	path: '/fees/changes',
	summary: 'The ledger of rates: who entered which agreement, from when, with which paper',
	request: { query: schemas.changesQuery },
	responses: json(schemas.changesSchema, 'Newest entry first')
});

const course = createRoute({
	...read,
	path: '/fees/course',
	summary: 'Fees of a terminal or a merchant by day and product: charged against agreed on',
	request: { query: schemas.courseQuery },
	responses: json(schemas.courseSchema, 'By product and day')
});

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

const spanOf = ({ from, to, timeZone }: FeeWindow) => ({ from: from.toISOString(), to: to.toISOString(), timeZone });

export function feesRoutes({ db, clock, timeZone, exports }: RouteDeps) {
	const windowOf = (asked: Parameters<typeof feeWindow>[0]) => feeWindow(asked, clock.now(), timeZone);
	return apiRouter()
		.openapi(drift, async (c) => {
			const { format, limit, cursor, ...rest } = c.req.valid('query');
			const query = { ...rest, limit, cursor };
			const { scope } = principalOf(c, 'read');
			const window = windowOf(query);
			const list = async (trx: ReadDb) => driftList(trx, scope, window, query, clock.now());
			if (format) {
				let worked: ReturnType<typeof list> | undefined;
				return exports.send(c, format, DRIFT_FILE, {
					page: async (trx, rowsMax, after) =>
						driftPage(
							trx,
							scope,
							(await (worked ??= list(trx))).listed,
							{ sort: query.sort, limit: rowsMax, cursor: after },
							window
						)
				});
			}
			const answer = await readBounded(db, async (trx) => {
				const { listed, ...sums } = await list(trx);
				const comparedAt = (await comparedUntil(trx))?.checked_at.toISOString() ?? null;
				const page = await driftPage(trx, scope, listed, { sort: query.sort, limit, cursor }, window);
				const comparedSales = await comparedSalesOf(trx, scope, window, query);
				return { ...page, ...sums, comparedSales, comparedAt };
			});
			return c.json({ ...answer, ...spanOf(window) }, 200);
		})
		.openapi(sales, async (c) => {
			const { format, limit, cursor, terminal, merchant, product, kind, cardRegion, ...asked } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = windowOf(asked);
			const page = async (trx: ReadDb, rowsMax: number, after: string | undefined) => {
				const found = await findSeries(trx, scope, { terminalId: terminal, merchantId: merchant });
				if (!found || found.terminal_id === null) throw noSuchDrift();
				const series = {
					merchantId: found.merchant_id,
					product: PRODUCTS.indexOf(product),
					merchantZone: found.time_zone
				};
				const name = { terminalId: terminal, merchant, product, kind, cardRegion };
				const only = kind && (await driftSigns(trx, scope, { ...name, kind }, window, clock.now()));
				const drifting = await driftingSales(trx, scope, { ...series, terminalId: found.terminal_id }, window);
				const named = cardRegion ? drifting.filter((row) => cardRegionOf(row.card_region) === cardRegion) : drifting;
				const rows = only === undefined ? named : named.filter((row) => only !== null && isOf(row, only));
				const order = { sort: '-occurredAt', limit: rowsMax, cursor: after };
				const kinds = ['number', 'string'] as const;
				const sorted = sortedPage(rows, { ...order, keyOf: (row) => [row.occurred_at.getTime(), row.txn_code], kinds });
				return { ...sorted, items: sorted.items.map(saleItem) };
			};
			if (format) return exports.send(c, format, DRIFT_SALES_FILE, { page });
			return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
		})
		.openapi(claims, async (c) => {
			const principal = principalOf(c, 'configure');
			const said = c.req.valid('json');
			// Whatever the window, what is on the list of the last thirteen months can be spoken of.
			const window = feeWindow({ window: '30d', from: yearBefore(clock.now()), to: undefined }, clock.now(), timeZone);
			const query = schemas.driftQuery.parse({
				terminal: said.terminalId,
				merchant: said.merchantId,
				product: said.product,
				kind: said.kind
			});
			const { listed } = await readBounded(db, async (trx) =>
				driftList(trx, principal.scope, window, query, clock.now())
			);
			const found = listed.find(
				({ item }) => item.currency === said.currency && item.cardRegion === (said.cardRegion ?? null)
			);
			if (!found) throw noSuchDrift();
			const by = { db, clock, principal, requestId: c.get('requestId') };
			return c.json({ claim: await claim(by, found, said) }, 200);
		})
		.openapi(changes, async (c) => {
			const { format, limit, cursor, ...filter } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const page = async (trx: ReadDb, rowsMax: number, after: string | undefined) => {
				const position = after === undefined ? null : Number(decodeCursor('-entered', after, ['number'])[0]);
				const rows = await listChanges(trx, scope, filter, { limit: rowsMax + 1, after: position });
				const { items, nextCursor } = pageFrom(rows, rowsMax, '-entered', (row) => [row.fee_change_id]);
				return { items: items.map(changeItem), nextCursor, total: await countChanges(trx, scope, filter) };
			};
			if (format) return exports.send(c, format, CHANGES_FILE, { page });
			return c.json(await readBounded(db, async (trx) => page(trx, limit, cursor)), 200);
		})
		.openapi(course, async (c) => {
			const { format, terminal, merchant, ...asked } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = windowOf(asked);
			const of = terminal === undefined ? { merchant: merchant ?? '' } : { terminal };
			const items = async (trx: ReadDb) => ({ items: (await feeDays(trx, scope, of, window)).map(courseItem) });
			if (format) return exports.send(c, format, COURSE_FILE, { page: async (trx) => wholeList(await items(trx)) });
			return c.json({ ...(await readBounded(db, items)), ...spanOf(window) }, 200);
		});
}

type Told = NonNullable<Awaited<ReturnType<typeof driftSigns>>>;

/** Whether a sale is one of those that a drift is made of. */
function isOf(row: SaleRow, { signs, cardRegion }: Told): boolean {
	if (row.card_region !== cardRegion) return false;
	const isHop = row.mcc !== null && row.merchant_mcc !== null && row.mcc !== row.merchant_mcc;
	return signs.some((sign) => feeSignIndex(sign) === row.sign || (sign === 'other_mcc' && isHop));
}

/** Where a filter asks for terminals of a kind, how many of their sales were compared is not kept. */
async function comparedSalesOf(trx: ReadDb, scope: Scope, window: FeeWindow, query: schemas.DriftQuery) {
	const { vendor, model, firmware, carrier, region, q } = query;
	const isNarrow = [vendor, model, firmware, carrier, region, q].some(({ length }) => length > 0);
	return isNarrow ? null : comparedSalesCount(trx, scope, window, query);
}

function yearBefore(now: Date): string {
	const MS_PER_YEAR = 365 * 86_400_000;
	return new Date(now.getTime() - MS_PER_YEAR).toISOString();
}
