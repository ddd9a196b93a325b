// What the keys of terminals are asked by, and what is answered.
import { z } from '@hono/zod-openapi';
import { KEY_STATES } from '#lib/domain/certificates.ts';
import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

const KIND_LENGTH_MAX = 32;

const repeatable = <Item extends z.ZodType<string>>(item: Item) =>
	z
		.union([item, z.array(item).max(50)])
		.transform((value): z.output<Item>[] => [...new Set(Array.isArray(value) ? value : [value])])
		.default([]);

export const keyQuery = z.strictObject({
	...fleetFilterSchema.pick({ acquirer: true, merchant: true, terminal: true, vendor: true, model: true }).shape,
	kind: repeatable(z.string().min(1).max(KIND_LENGTH_MAX)).openapi({
		description: 'As terminals tell it, such as TPK'
	}),
	state: repeatable(z.enum(KEY_STATES)).openapi({
		description:
			'`missing`: at least four fifths of its model have one of that kind, and it has none. `gone`: told of once, no longer'
	}),
	...pageQuery,
	...exportQuery
});
export type KeyQuery = z.output<typeof keyQuery>;

export const keyItemSchema = z
	.object({
		terminalId: z.string(),
		acquirerId: z.string(),
		merchantId: z.string().nullable(),
		merchantName: z.string().nullable(),
		vendor: z.string().nullable(),
		model: z.string().nullable(),
		slot: z.string().nullable().openapi({ description: 'Null for a key that is expected and was never told of' }),
		kind: z.string().nullable(),
		checkValue: z.string().nullable().openapi({ description: 'Key check value; never key material' }),
		state: z.enum(KEY_STATES),
		seenFrom: instant.nullable().openapi({ description: 'First heartbeat with this key: it is at least that old' }),
		goneAt: instant.nullable().openapi({ description: 'First heartbeat that no longer told of it' }),
		signedOnAt: instant.nullable().openapi({
			description: 'Of a working key: the last sign-on, for each one renews it. Null for others'
		})
	})
	.openapi('TerminalKey');
export type KeyItem = z.output<typeof keyItemSchema>;

export const keyListSchema = pageOf(keyItemSchema).extend({
	counts: z.partialRecord(z.enum(KEY_STATES), z.number().int().nonnegative()).openapi({
		description: 'By state, whichever is listed'
	})
});
