import { z } from '@hono/zod-openapi';
import { COVERAGE_FINDINGS } from '#lib/domain/coverage.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

const count = z.number().int().nonnegative();

const FINDINGS_TEXT =
	'`never_heard`: registered and active, yet neither a payment nor a heartbeat ever; `heartbeats_only` and `payments_only`: registered and ' +
	'active, one of the two never; `unregistered_terminals` and `unregistered_merchants`: known from payments only; ' +
	'`merchants_without_payments`: registered, no payment from any of their terminals ever';

export const coverageAnswer = z
	.object({
		expected: z.object({ terminals: count, merchants: count }).openapi({
			description: 'Registered; of terminals those in service'
		}),
		seen: z.object({ terminals: count, merchants: count }).openapi({ description: 'Heard of, registered or not' }),
		findings: z.array(
			z.object({ finding: z.enum(COVERAGE_FINDINGS), count, of: count.openapi({ description: 'Out of how many' }) })
		),
		senders: z
			.array(
				z.object({
					kind: z.string(),
					source: z.string(),
					lastAt: instant.openapi({ description: 'When it last sent anything' }),
					gaps: count.openapi({ description: 'Gaps between its last batches that the rhythm is made of' }),
					usualGapSeconds: z
						.number()
						.nullable()
						.openapi({ description: 'Median of the gaps; null without two batches' }),
					longestGapSeconds: z.number().nullable(),
					dueAt: instant
						.nullable()
						.openapi({ description: 'When it should have reported by its rhythm; null with fewer than 5 gaps' }),
					isOverdue: z.boolean()
				})
			)
			.openapi({ description: 'Overdue ones first' })
	})
	.openapi('Coverage');

export const sendersQuery = z.strictObject(exportQuery);
export const sendersAnswer = z.object({ items: coverageAnswer.shape.senders }).openapi('SenderRhythms');

export const coverageListQuery = z.strictObject({
	finding: z.enum(COVERAGE_FINDINGS).openapi({ description: FINDINGS_TEXT }),
	...pageQuery,
	...exportQuery
});

export const coverageListSchema = pageOf(
	z
		.object({
			terminalId: z.string().nullable().openapi({ description: 'Null where the finding is about a merchant' }),
			merchantId: z.string().nullable(),
			merchantName: z.string().nullable(),
			acquirerId: z.string(),
			firstSeenAt: instant,
			lastTransactionAt: instant.nullable(),
			lastSeenAt: instant.nullable().openapi({ description: 'Latest heartbeat' })
		})
		.openapi('CoveragePlace')
);

export type CoveragePlace = z.output<typeof coverageListSchema>['items'][number];
export type SenderRhythm = Coverage['senders'][number];
export type Coverage = z.output<typeof coverageAnswer>;
