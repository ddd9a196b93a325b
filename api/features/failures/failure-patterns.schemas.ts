// What the endpoints of rhythm, latency, funnel and retries take and answer.
import { z } from '@hono/zod-openapi';
import { BUCKETS } from '#lib/domain/time-windows.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { count, countsShape, failureFilter, proportion, windowShape } from './failures.schemas.ts';

export const patternQuery = z.strictObject(failureFilter);
export const latencyQuery = z.strictObject({
	...failureFilter,
	bucket: z.enum(BUCKETS).optional().openapi({ description: 'Left out: the finest that suits the window' })
});

export const funnelQuery = z.strictObject({
	...failureFilter,
	ids: z.enum(['all', 'outside']).default('all').openapi({
		description:
			'`outside`: only those of terminals outside of the 95 % limits are told, which a plot names; the others are null'
	})
});

export const rhythmSchema = z
	.object({
		items: z.array(
			z.object({
				weekday: z.number().int().min(0).max(6).openapi({ description: '0 = Monday' }),
				hour: z.number().int().min(0).max(23),
				...countsShape
			})
		),
		...windowShape
	})
	.openapi('FailureRhythm');

const latencyMs = z.number().int().nonnegative();

export const latencySchema = z
	.object({
		items: z.array(
			z.object({
				bucketStart: instant,
				n: count.openapi({ description: 'Attempts that got an answer, whose latency is known' }),
				p50Ms: latencyMs.openapi({ description: 'Half of the answers came within this time' }),
				p95Ms: latencyMs,
				p99Ms: latencyMs
			})
		),
		bucket: z.enum(BUCKETS),
		errorMax: proportion.openapi({
			description: 'The most by which a latency differs from the exact one, as a proportion of it; 0 = exact'
		}),
		...windowShape
	})
	.openapi('FailureLatency');

export const funnelSchema = z
	.object({
		terminalIds: z.array(z.string().nullable()).openapi({ description: 'Three columns of equal length, by attempts' }),
		attempts: z.array(count),
		failures: z.array(count).openapi({ description: 'Failures that are the fault of the terminal' }),
		centre: z.number().nullable().openapi({ description: 'Failures / attempts of all; null without attempts' }),
		...windowShape
	})
	.openapi('FailureFunnel');

export const FIRST_OUTCOMES = ['approved', 'terminal', 'upstream', 'business', 'unresolved'] as const;

const firstOutcomeSchema = z.object({
	outcome: z.enum(FIRST_OUTCOMES),
	sales: count,
	retried: count,
	approvedAfterRetry: count
});
export type FirstOutcome = z.output<typeof firstOutcomeSchema>;

export const retriesQuery = patternQuery.extend(exportQuery);

export const retriesSchema = z
	.object({
		withinSeconds: count.openapi({
			description: 'A sale goes on while terminal, card, amount and currency stay the same and no pause is longer'
		}),
		attempts: count.openapi({ description: 'Attempts that tell which card: others cannot be put together' }),
		sales: count,
		approvedFirst: count.openapi({ description: 'Sales approved at the first attempt' }),
		retried: count.openapi({ description: 'Sales whose first attempt failed and was followed by another' }),
		approvedAfterRetry: count.openapi({ description: 'Of those, sales that were approved in the end' }),
		givenUp: count.openapi({ description: 'Sales whose first attempt failed and was the only one' }),
		byFirstOutcome: z.array(firstOutcomeSchema),
		byTries: z.array(
			z.object({ tries: count.openapi({ description: '5 = five or more' }), sales: count, approvedAfterRetry: count })
		),
		...windowShape
	})
	.openapi('FailureRetries');

export type Latency = z.output<typeof latencySchema>;
export type Retries = z.output<typeof retriesSchema>;
export type Funnel = z.output<typeof funnelSchema>;
export type Rhythm = z.output<typeof rhythmSchema>;
