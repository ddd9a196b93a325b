// What the question about sales that could not be compared takes and answers.
import { z } from '@hono/zod-openapi';
import { FEE_GAPS } from '#lib/domain/fee-gaps.ts';
import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { CARD_REGIONS, PRODUCTS } from '#lib/domain/transactions.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';
import { feeWindowShape, repeated } from './fees.schemas.ts';

export const uncomparedQuery = z.strictObject({
	...feeWindowShape,
	...fleetFilterSchema.pick({ acquirer: true, merchant: true, product: true, q: true }).shape,
	reason: repeated(FEE_GAPS).openapi({ description: 'Why they could not be compared' }),
	...pageQuery,
	...exportQuery
});

const count = z.number().int().nonnegative();
const reason = z.enum(FEE_GAPS);

export const uncomparedItemSchema = z
	.object({
		merchantId: z.string(),
		merchantName: z.string().nullable(),
		acquirerId: z.string(),
		product: z.enum(PRODUCTS).nullable().openapi({ description: 'Null: not told' }),
		soldRegion: z.enum(CARD_REGIONS).nullable().openapi({ description: 'Where the cards come from; null: not told' }),
		reason,
		sales: count,
		amountMinor: z.number().int(),
		chargedMinor: z.number().int().openapi({ description: 'As far as the sender says' }),
		currency: z.string(),
		firstAt: instant,
		lastAt: instant
	})
	.openapi('FeeUncompared');
export type UncomparedItem = z.output<typeof uncomparedItemSchema>;

const CODE_LENGTH_MAX = 64;
export const uncomparedSalesQuery = z.strictObject({
	...feeWindowShape,
	merchant: z.string().max(CODE_LENGTH_MAX),
	product: z.enum(PRODUCTS).optional(),
	reason: repeated(FEE_GAPS),
	...pageQuery,
	...exportQuery
});

export const uncomparedSaleSchema = z
	.object({
		transactionId: z.string(),
		terminalId: z.string(),
		occurredAt: instant,
		product: z.enum(PRODUCTS).nullable(),
		soldRegion: z.enum(CARD_REGIONS).nullable(),
		amountMinor: z.number().int(),
		chargedMinor: z.number().int().nullable(),
		currency: z.string(),
		reason
	})
	.openapi('FeeUncomparedSale');
export type UncomparedSale = z.output<typeof uncomparedSaleSchema>;
export const uncomparedSalesSchema = pageOf(uncomparedSaleSchema);

export const uncomparedSchema = pageOf(uncomparedItemSchema).extend({
	from: instant,
	to: instant,
	timeZone: z.string(),
	comparedSales: count.openapi({ description: 'Sales under the same filter that were compared' }).nullable(),
	counts: z.partialRecord(reason, count).openapi({ description: 'Sales by reason, whichever is listed' })
});
