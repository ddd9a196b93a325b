// What approvals and SIM plans are asked by, and what is answered.
import { z } from '@hono/zod-openapi';
import { EXPIRY_KINDS, EXPIRY_STATES } from '#lib/domain/expiries.ts';
import { fleetFilterSchema, instantParameter } from '#lib/domain/fleet-filter.ts';
import { isCalendarDate, parseInstant } from '#lib/domain/instants.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

const repeatable = <Item extends z.ZodType<string>>(item: Item) =>
	z
		.union([item, z.array(item).max(50)])
		.transform((value): z.output<Item>[] => [...new Set(Array.isArray(value) ? value : [value])])
		.default([]);

/** Papers end in any year, beyond the reach of a window of transactions. */
const anyInstant = z.string().refine((text) => typeof parseInstant(text) === 'number', {
	error: 'must be an RFC 3339 instant with an offset, such as 2026-01-31T08:00:00+08:00'
});
const day = z.string().refine(isCalendarDate, { error: 'must be a date such as 2026-01-31' });
const count = z.number().int().nonnegative();

export const expiryQuery = z.strictObject({
	asOf: instantParameter.optional().openapi({
		description: 'Event time that states are judged at. Left out: that of the newest data'
	}),
	kind: repeatable(z.enum(EXPIRY_KINDS)),
	...fleetFilterSchema.pick({ vendor: true, model: true, terminal: true }).shape,
	q: fleetFilterSchema.shape.q.openapi({
		description: 'Part of the number, the model, the name, the carrier or the terminal'
	}),
	state: repeatable(z.enum(EXPIRY_STATES)),
	verified: z
		.enum(['true', 'false'])
		.transform((text) => text === 'true')
		.optional()
		.openapi({ description: 'Whether somebody has held the dates against their source' }),
	expiringFrom: anyInstant
		.optional()
		.openapi({ description: 'Its last day is that of this moment, in the zone of the fleet, or later' }),
	expiringTo: anyInstant.optional().openapi({ description: 'Its last day ends by this moment' }),
	...pageQuery,
	...exportQuery
});
export type ExpiryQuery = Omit<z.output<typeof expiryQuery>, 'format' | 'limit' | 'cursor' | 'asOf'>;

export const expiryItemSchema = z
	.object({
		kind: z.enum(EXPIRY_KINDS),
		number: z.string().openapi({ description: 'Of the approval; of a SIM plan the ICCID' }),
		vendor: z.string().nullable(),
		model: z.string().nullable(),
		name: z.string().nullable().openapi({ description: 'Version or class of the approval, or the name of the plan' }),
		carrier: z.string().nullable(),
		validFrom: z.string().nullable(),
		endsOn: z.string().openapi({ description: 'Last day' }),
		daysLeft: z.number().int().openapi({ description: 'To the last day, which still counts; below zero it is over' }),
		state: z.enum(EXPIRY_STATES),
		source: z.string(),
		verifiedOn: z.string().nullable().openapi({ description: 'Null: nobody has held the dates against their source' }),
		verifiedBy: z.string().nullable(),
		terminals: count.openapi({ description: 'In reach: of the model, or with that SIM' }),
		terminalId: z.string().nullable().openapi({ description: 'The terminal that the SIM is in' })
	})
	.openapi('Expiry');
export type ExpiryItem = z.output<typeof expiryItemSchema>;

export const expiryListSchema = pageOf(expiryItemSchema).extend({
	asOf: instant,
	timeZone: z.string(),
	counts: z.partialRecord(z.enum(EXPIRY_STATES), count).openapi({ description: 'By state, whichever is listed' }),
	unverified: count.openapi({ description: 'Of those listed' })
});
export type ExpiryList = z.output<typeof expiryListSchema>;

export const verificationSchema = z
	.strictObject({
		kind: z.enum(EXPIRY_KINDS),
		number: z.string().min(1).max(64),
		vendor: z.string().max(64).optional(),
		model: z.string().max(64).optional(),
		verifiedOn: day.nullable().openapi({ description: 'Null takes a verification back' }),
		alsoOfSource: z.boolean().default(false).openapi({
			description: 'Everything of that kind with the same source, for one document vouches for all that it lists'
		}),
		note: z.string().trim().max(500).optional().openapi({ description: 'What it was held against' })
	})
	.openapi('ExpiryVerification');
export type Verification = z.output<typeof verificationSchema>;

export const verifiedSchema = z.object({
	verifiedOn: z.string().nullable(),
	verifiedBy: z.string().nullable(),
	papers: count
});
