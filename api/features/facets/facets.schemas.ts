// The values that a filter can take, for its menus.
import { z } from '@hono/zod-openapi';
import { SEARCH_LENGTH_MAX } from '#lib/domain/fleet-filter.ts';

export const FACETS = [
	'acquirer',
	'issuer',
	'code',
	'vendor',
	'model',
	'firmware',
	'appVersion',
	'carrier',
	'region',
	'mcc'
] as const;
export type Facet = (typeof FACETS)[number];

export const FACET_VALUES_MAX = 200;

export const facetPath = z.object({ dimension: z.enum(FACETS) });
export const facetQuery = z.strictObject({
	q: z.string().trim().max(SEARCH_LENGTH_MAX).default('').openapi({ description: 'Part of the value or its name' }),
	limit: z.coerce.number().int().min(1).max(FACET_VALUES_MAX).default(50)
});

export const facetsSchema = z
	.object({
		items: z.array(
			z.object({
				value: z.string().openapi({ description: 'What the filter takes' }),
				label: z.string().openapi({ description: 'What people call it' }),
				terminals: z.number().int().nullable().openapi({
					description: 'Terminals that have it now; null for issuers and codes, which are no trait of a terminal'
				})
			})
		),
		hasMore: z.boolean().openapi({ description: 'There are more values than `limit`: search for them' })
	})
	.openapi('Facets');

export type Facets = z.output<typeof facetsSchema>;
