import { z } from '@hono/zod-openapi';
import { FIRST_SEEN_KINDS } from '#lib/domain/first-seen.ts';
import { instantParameter } from '#lib/domain/fleet-filter.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

export const firstSeenQuery = z.strictObject({
	since: instantParameter,
	kind: z.enum(FIRST_SEEN_KINDS).optional(),
	...pageQuery,
	...exportQuery
});

const firstSeenSchema = z
	.object({
		kind: z.enum(FIRST_SEEN_KINDS),
		firstAt: instant.openapi({ description: 'In event time' }),
		vendor: z.string().nullable(),
		model: z.string().nullable(),
		firmware: z.string().nullable(),
		carrier: z.string().nullable(),
		codeProfile: z.string().nullable(),
		responseCode: z.string().nullable(),
		meaningEn: z.string().nullable().openapi({ description: 'Of a code, by the rule in force now' }),
		meaningZh: z.string().nullable(),
		isMapped: z.boolean().nullable().openapi({ description: 'Of a code: whether a rule says what it means' }),
		terminals: z
			.number()
			.int()
			.nullable()
			.openapi({ description: 'Terminals that have it now, as GET /terminals lists them; null for a code' })
	})
	.openapi('FirstSeen', {
		description:
			'Never met before that moment. What a fleet, or a model that is new itself, begins with is not listed as new.'
	});
export type FirstSeen = z.output<typeof firstSeenSchema>;

export const firstSeenPageSchema = pageOf(firstSeenSchema);
