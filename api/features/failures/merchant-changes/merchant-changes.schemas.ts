// What the list of merchants whose rate changed takes and answers.
import { z } from '@hono/zod-openapi';
import { instantParameter } from '#lib/domain/fleet-filter.ts';
import { RATE_CHANGE_KINDS } from '#lib/domain/rate-change.ts';
import { TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';
import { instant } from '#api/platform/http.ts';
import { count, proportion } from '../failures.schemas.ts';

export const MERCHANT_CHANGE_SORTS = ['evidence', 'change', 'rate', 'previousRate', 'attempts'] as const;
export type MerchantChangeSort = (typeof MERCHANT_CHANGE_SORTS)[number];

export const merchantChangesQuery = z.strictObject({
	since: instantParameter.openapi({ description: 'The moment that divides before from now' }),
	kind: z.enum(RATE_CHANGE_KINDS).optional().openapi({ description: 'Left out: both' }),
	...pageQuery,
	...exportQuery,
	sort: z
		.enum(MERCHANT_CHANGE_SORTS.flatMap((field) => [`-${field}`, field] as const))
		.default('-evidence')
		.openapi({ description: '`evidence` is how far the interval of `change` stays from 0' })
});
export type MerchantChangesQuery = z.output<typeof merchantChangesQuery>;

const rateShape = (window: string) => ({
	attempts: count.openapi({ description: `Attempts ${window}` }),
	terminal: count.openapi({ description: 'Failures of its terminals, their lines, keys or set-up' }),
	rate: proportion.openapi({ description: 'terminal / attempts' }),
	rateLow: proportion.openapi({ description: '95 % Wilson interval of `rate`' }),
	rateHigh: proportion
});

const signed = z.number().min(-1).max(1);

export const merchantChangeSchema = z
	.object({
		merchantId: z.string(),
		name: z.string().nullable(),
		acquirerId: z.string(),
		region: z.string().nullable(),
		mcc: z.string().nullable(),
		registered: z.boolean(),
		state: z.enum(TERMINAL_STATES).openapi({ description: 'The most urgent state among its terminals now' }),
		kind: z.enum(RATE_CHANGE_KINDS),
		...rateShape('since the moment'),
		previous: z.object(rateShape('in the seven days before it')),
		change: signed.openapi({ description: 'rate − previous.rate' }),
		changeLow: signed.openapi({ description: '95 % interval of `change` (Newcombe); it does not hold 0' }),
		changeHigh: signed
	})
	.openapi('MerchantChange');

export const merchantChangesSchema = pageOf(merchantChangeSchema).extend({
	counts: z
		.object({ worse: count, recovered: count })
		.openapi({ description: 'Of each kind, whichever kind is listed' }),
	compared: count.openapi({ description: 'Merchants with attempts in both windows and a terminal failure in either' }),
	from: instant,
	since: instant,
	to: instant,
	timeZone: z.string()
});

export type MerchantChange = z.output<typeof merchantChangeSchema>;
export type MerchantChanges = z.output<typeof merchantChangesSchema>;
