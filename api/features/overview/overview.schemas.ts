import { z } from '@hono/zod-openapi';
import { FIRST_SEEN_KINDS } from '#lib/domain/first-seen.ts';
import { instantParameter } from '#lib/domain/fleet-filter.ts';
import { instant } from '#api/platform/http.ts';

export const lastLookSchema = z
	.object({
		lookedAt: instant.nullable().openapi({ description: 'Null: never; for an API key always' })
	})
	.openapi('LastLook');

export const newsQuery = z.strictObject({
	since: instantParameter.optional().openapi({
		description: 'Without it: since the asking person last looked, or else the last 24 hours'
	})
});

const count = z.number().int();

export const newsSchema = z
	.object({
		since: instant,
		isLastLook: z.boolean().openapi({ description: 'True: `since` is the moment the asking person last looked' }),
		terminals: z
			.object({ worse: count, recovered: count })
			.openapi({ description: 'Changes of state in event time, as GET /terminals/changes lists them' }),
		newTerminals: count.openapi({ description: 'Something was first received of them; GET /terminals?firstSeenFrom=' }),
		newMerchants: count.openapi({ description: 'Something was first received of them; GET /merchants?firstSeenFrom=' }),
		newUnmappedCodes: count.openapi({
			description: 'Response codes without a rule that first came; GET /ingest/unmapped-codes?firstSeenFrom='
		}),
		firstSeen: z
			.record(z.enum(FIRST_SEEN_KINDS), count)
			.openapi({ description: 'Never met before, by kind; GET /overview/first-seen?since=&kind=' })
	})
	.openapi('News');

export type News = z.output<typeof newsSchema>;
