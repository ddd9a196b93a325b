// What the sales of a merchant, of an acquirer or of the fleet would have cost under other terms, and whom it would touch.
import { createRoute } from '@hono/zod-openapi';
import type { FeeTerms } from '#lib/domain/fees.ts';
import type { Deps } from '#api/deps.ts';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import { apiRouter, needs, principalOf, refusalsWithNotFound } from '#api/platform/http.ts';
import type { Scope } from '#api/platform/scope.ts';
import { sortedPage } from '#api/platform/sorted-page.ts';
import { currencyCode } from './fee-items.ts';
import { findSeries } from './fee-sales.repo.ts';
import { agreedFees, proposedFees, type AgreedRow, type ProposedFor, type ProposedRow } from './fee-what-if.repo.ts';
import * as schemas from './fee-what-if.schemas.ts';
import { feeWindow } from './fee-window.ts';
import { WHAT_IF_FILE } from './fees.columns.ts';
import { noSuchMerchant } from './fees.errors.ts';

const json = (schema: typeof schemas.whatIfSchema, description: string) => ({
	200: { description, content: { 'application/json': { schema } } }
});

const proposal = createRoute({
	method: 'get',
	path: '/fees/what-if',
	tags: ['fees'],
	summary: 'What the sales of a window would have cost under other terms: of a merchant, of acquirers, or of all',
	middleware: [needs('read')] as const,
	request: { query: schemas.whatIfQuery },
	responses: { ...refusalsWithNotFound, ...json(schemas.whatIfSchema, 'By currency') }
});

const merchants = createRoute({
	method: 'get',
	path: '/fees/what-if/merchants',
	tags: ['fees'],
	summary: 'The same by merchant',
	middleware: [needs('read')] as const,
	request: { query: schemas.whatIfMerchantsQuery },
	responses: {
		...refusalsWithNotFound,
		200: {
			description: 'Whoever would pay most more first',
			content: { 'application/json': { schema: schemas.whatIfMerchantsSchema } }
		}
	}
});

type RouteDeps = Pick<Deps, 'db' | 'clock' | 'timeZone' | 'exports'>;

export function feeWhatIfRoutes({ db, clock, timeZone, exports }: RouteDeps) {
	return apiRouter()
		.openapi(proposal, async (c) => {
			const query = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = feeWindow(query, clock.now(), timeZone);
			const items = await readBounded(db, async (trx) => {
				const whose = await whoseSales(trx, scope, query);
				const rows = await proposedFees(trx, scope, window, whose, termsOf(query));
				const agreed = await agreedFees(trx, scope, window, whose);
				return byCurrency(rows, new Map(agreed.map((each) => [each.currency, each])));
			});
			return c.json({ items, from: window.from.toISOString(), to: window.to.toISOString(), timeZone }, 200);
		})
		.openapi(merchants, async (c) => {
			const { format, limit, cursor, sort, ...query } = c.req.valid('query');
			const { scope } = principalOf(c, 'read');
			const window = feeWindow(query, clock.now(), timeZone);
			const list = async (trx: ReadDb) =>
				(await proposedFees(trx, scope, window, await whoseSales(trx, scope, query), termsOf(query))).map(merchantItem);
			const page = (items: schemas.WhatIfMerchant[], rowsMax: number, after: string | undefined) =>
				sortedPage(items, {
					...{ sort, limit: rowsMax, cursor: after },
					keyOf: (item) => [sort.endsWith('amount') ? item.amountMinor : item.differenceMinor, ownOf(item)],
					kinds: ['number', 'string']
				});
			if (format) {
				let worked: ReturnType<typeof list> | undefined;
				return exports.send(c, format, WHAT_IF_FILE, {
					page: async (trx, rowsMax, after) => page(await (worked ??= list(trx)), rowsMax, after)
				});
			}
			return c.json(await readBounded(db, async (trx) => page(await list(trx), limit, cursor)), 200);
		});
}

async function whoseSales(
	trx: ReadDb,
	scope: Scope,
	{ merchant, acquirer, product }: Pick<schemas.WhatIfQuery, 'merchant' | 'acquirer' | 'product'>
): Promise<ProposedFor> {
	if (merchant === undefined) return { merchantId: null, acquirer, product };
	const found = await findSeries(trx, scope, { terminalId: null, merchantId: merchant });
	if (!found) throw noSuchMerchant();
	return { merchantId: found.merchant_id, acquirer, product };
}

function termsOf(query: Pick<schemas.WhatIfQuery, keyof FeeTerms>): FeeTerms {
	const { ratePpm, capMinor, minMinor, fixedMinor, rounding } = query;
	return {
		ratePpm,
		capMinor: capMinor ?? null,
		minMinor: minMinor ?? null,
		fixedMinor: fixedMinor ?? null,
		rounding
	};
}

function byCurrency(rows: readonly ProposedRow[], agreed: ReadonlyMap<number, AgreedRow>): schemas.WhatIf['items'] {
	return [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, own]) => {
		const sum = (of: (row: ProposedRow) => number) => own.reduce((total, row) => total + of(row), 0);
		return {
			currency: currencyCode(currency),
			merchants: new Set(own.map((row) => row.merchant_code)).size,
			sales: sum((row) => row.sales),
			amountMinor: sum((row) => row.amount_minor),
			chargedMinor: sum((row) => row.charged_minor),
			expectedMinor: agreed.get(currency)?.expected_minor ?? 0,
			agreedSales: agreed.get(currency)?.sales ?? 0,
			agreedAmountMinor: agreed.get(currency)?.amount_minor ?? 0,
			proposedMinor: sum((row) => row.proposed_minor)
		};
	});
}

const ownOf = ({ merchantId, acquirerId, currency }: schemas.WhatIfMerchant) =>
	JSON.stringify([merchantId, acquirerId, currency]);

function merchantItem(row: ProposedRow): schemas.WhatIfMerchant {
	return {
		merchantId: row.merchant_code,
		merchantName: row.name,
		acquirerId: row.acquirer_code,
		currency: currencyCode(row.currency),
		sales: row.sales,
		amountMinor: row.amount_minor,
		chargedMinor: row.charged_minor,
		proposedMinor: row.proposed_minor,
		differenceMinor: row.proposed_minor - row.charged_minor
	};
}
