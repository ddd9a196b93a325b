// What the question about a proposed rate takes and answers.
import { z } from '@hono/zod-openapi';
import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { ROUNDINGS } from '#lib/domain/fees.ts';
import { PRODUCTS } from '#lib/domain/transactions.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';
import { feeWindowShape } from './fees.schemas.ts';

const CODE_LENGTH_MAX = 64;
const MINOR_MAX = 1e12;
const PPM_MAX = 1_000_000;

const proposed = z.coerce.number().int().min(0).max(MINOR_MAX).optional();
const count = z.number().int().nonnegative();
const minor = z.number().int();

const proposal = {
	...feeWindowShape,
	...fleetFilterSchema.pick({ acquirer: true }).shape,
	merchant: z.string().max(CODE_LENGTH_MAX).optional().openapi({ description: 'Without it, every merchant in scope' }),
	product: z.enum(PRODUCTS),
	ratePpm: z.coerce
		.number()
		.int()
		.min(0)
		.max(PPM_MAX)
		.openapi({ param: { name: 'ratePpm', in: 'query', required: true } }),
	capMinor: proposed,
	minMinor: proposed,
	fixedMinor: proposed,
	rounding: z.enum(ROUNDINGS).default('half_up')
};
export const whatIfQuery = z.strictObject(proposal);
export type WhatIfQuery = z.output<typeof whatIfQuery>;

export const WHAT_IF_SORTS = ['-difference', 'difference', '-amount'] as const;
export const whatIfMerchantsQuery = z.strictObject({
	...proposal,
	sort: z.enum(WHAT_IF_SORTS).default('-difference').openapi({ description: 'Whoever would pay most more leads' }),
	...pageQuery,
	...exportQuery
});

const sums = {
	currency: z.string(),
	sales: count,
	amountMinor: minor,
	chargedMinor: minor,
	proposedMinor: minor
};

export const whatIfSchema = z.object({
	items: z.array(
		z.object({
			...sums,
			expectedMinor: minor.openapi({ description: 'By the agreements, as last compared: of the sales that have one' }),
			agreedSales: count.openapi({ description: 'Of the sales, those with an agreement' }),
			agreedAmountMinor: minor,
			merchants: count.openapi({ description: 'With such sales' })
		})
	),
	from: instant,
	to: instant,
	timeZone: z.string()
});
export type WhatIf = z.output<typeof whatIfSchema>;

export const whatIfMerchantSchema = z
	.object({
		merchantId: z.string(),
		merchantName: z.string().nullable(),
		acquirerId: z.string(),
		...sums,
		differenceMinor: minor.openapi({ description: 'Proposed less charged: what the merchant would pay more' })
	})
	.openapi('FeeWhatIfMerchant');
export type WhatIfMerchant = z.output<typeof whatIfMerchantSchema>;
export const whatIfMerchantsSchema = pageOf(whatIfMerchantSchema);
