// What the failure endpoints take and answer. Filters are the domain's FleetFilter, so that pages, counts and API agree.
import { z } from '@hono/zod-openapi';
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { COMPARISONS, comparisonShape } from '#lib/domain/comparison.ts';
import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { LEARNING_ATTEMPTS_MAX, TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { BUCKETS } from '#lib/domain/time-windows.ts';
import { instant } from '#api/platform/http.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

/** By what a series can be split. `none` gives one line. */
export const GROUP_BYS = [
	'none',
	'scope',
	'cause',
	'code',
	'issuer',
	'acquirer',
	'carrier',
	'model',
	'firmware',
	'region',
	'product',
	'vendor',
	'entryMode',
	'connection',
	'appVersion',
	'mcc'
] as const;
export type GroupBy = (typeof GROUP_BYS)[number];

/** Filters speak of the transaction as it happened: `firmware` is what the terminal ran then, not what it runs now. */
export const failureFilter = fleetFilterSchema.omit({ sort: true, limit: true, cursor: true }).shape;
export type FailureFilter = z.output<z.ZodObject<typeof failureFilter>>;

// Unknown parameters are refused everywhere: a misspelt filter must not silently widen a list.
export const summaryQuery = z.strictObject({
	...failureFilter,
	...comparisonShape,
	compare: z.enum(COMPARISONS).default('previous').openapi({
		description:
			'What `previous` is: the same length of time just before (also for `none`), a week before, or a window of its own'
	})
});

export const seriesQuery = z.strictObject({
	...failureFilter,
	bucket: z.enum(BUCKETS).optional().openapi({ description: 'Left out: the finest that suits the window' }),
	groupBy: z.enum(GROUP_BYS).default('none'),
	...exportQuery
});

/** Fields by which a ranking can be ordered; `-` in front turns the order round. */
export const RANKING_SORTS = [
	'urgency',
	'rateLow',
	'rate',
	'attempts',
	'terminal',
	'observedToExpected',
	'amountMinor',
	'id'
] as const;
export type RankingSort = (typeof RANKING_SORTS)[number];

export const rankingQuery = z.strictObject({
	...failureFilter,
	...comparisonShape,
	...pageQuery,
	...exportQuery,
	sort: z
		.enum(RANKING_SORTS.flatMap((field) => [`-${field}`, field] as const))
		.default('-urgency')
		.openapi({
			description: `\`urgency\` is \`rateLow\`, after all that have more than ${LEARNING_ATTEMPTS_MAX} attempts: one failure of one attempt has a rateLow of 0.2 and says nothing yet`
		})
});

export const count = z.number().int().nonnegative();
export const proportion = z.number().min(0).max(1);

export const countsShape = {
	attempts: count.openapi({
		description: 'all − excluded − reversals = approved + terminal + upstream + business + unresolved'
	}),
	approved: count,
	terminal: count.openapi({
		description: 'Failures that are the fault of the terminal, its line, its keys or its enrolment'
	}),
	upstream: count.openapi({ description: 'Failures of issuer, switch or acquirer host' }),
	business: count.openapi({ description: 'Declines by the customer, the card or the issuer' }),
	unresolved: count.openapi({ description: 'Failures whose code alone does not say who is to blame' })
};

export const amountShape = {
	amountMinor: z.number().int().nullable().openapi({
		description: 'Amount of the attempts in minor units; null when there are several currencies, which are never added'
	}),
	currency: z.string().nullable().openapi({ description: 'ISO 4217; null when there are several or none' })
};

const amountsByCurrency = z.array(z.object({ amountMinor: z.number().int(), currency: z.string() }));

export const causesSchema = z
	.object(Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, count])) as Record<FailureCause, typeof count>)
	.openapi('FailureCauses', { description: 'Failed attempts by cause; they add up to attempts − approved' });

export const windowShape = {
	from: instant,
	to: instant,
	timeZone: z.string().openapi({ description: 'Zone of the fleet, in which hours and days are cut' })
};

export const seriesItemSchema = z
	.object({
		bucketStart: instant,
		group: z.string().nullable().openapi({ description: '`all` without groupBy; null = not given or not known' }),
		groupLabel: z.string().optional().openapi({ description: 'A name for people, where there is one' }),
		profile: z.string().optional().openapi({ description: 'Code profile of `group`, with groupBy=code' }),
		...countsShape,
		...amountShape,
		amounts: amountsByCurrency.optional().openapi({ description: 'Given when there are several currencies' })
	})
	.openapi('FailureSeriesItem');

export const seriesSchema = z
	.object({
		items: z.array(seriesItemSchema),
		bucket: z.enum(BUCKETS),
		groupBy: z.enum(GROUP_BYS),
		...windowShape,
		source: z.string().openapi({ description: 'The coarsest table that was read: a roll-up, or `txn` for the facts' })
	})
	.openapi('FailureSeries');

const rateSchema = z
	.object({
		rate: proportion.nullable().openapi({ description: 'count / n; null when nothing was attempted' }),
		low: proportion.openapi({ description: 'Lower end of the 95 % Wilson interval' }),
		high: proportion.openapi({ description: 'Upper end of the 95 % Wilson interval' }),
		count,
		n: count.openapi({ description: 'Attempts' })
	})
	.openapi('RateWithInterval');

const summaryWindowSchema = z
	.object({
		from: instant,
		to: instant,
		...countsShape,
		leftOut: count.openapi({
			description:
				'Reversals, and outcomes of scope `excluded` (no authorisation, or broken off by a person), which enter no rate: the roll-ups hold the two as one number'
		}),
		rates: z.object({
			approvalRate: rateSchema,
			terminalTechnicalRate: rateSchema,
			upstreamRate: rateSchema,
			businessRate: rateSchema,
			unresolvedRate: rateSchema
		}),
		causes: causesSchema,
		amounts: amountsByCurrency.openapi({ description: 'Amount of the attempts, per currency' }),
		approvedAmounts: amountsByCurrency
	})
	.openapi('FailureCounts');

export const summarySchema = z
	.object({
		timeZone: windowShape.timeZone,
		current: summaryWindowSchema,
		previous: summaryWindowSchema.openapi({ description: 'The window it is compared with' }),
		freshness: z.array(
			z.object({
				kind: z.string(),
				source: z.string(),
				lastReceivedAt: instant,
				lastEventAt: instant.nullable().openapi({ description: 'Newest event time of this kind from this sender' }),
				records: count
			})
		)
	})
	.openapi('FailureSummary');

const signed = z.number().min(-1).max(1).nullable();

const rankingShape = {
	...countsShape,
	rate: proportion.openapi({ description: 'terminal / attempts' }),
	rateLow: proportion.openapi({ description: '95 % Wilson interval of `rate`' }),
	rateHigh: proportion,
	approvalRate: proportion,
	upstreamRate: proportion,
	businessRate: proportion,
	unresolvedRate: proportion,
	peerRate: proportion
		.nullable()
		.openapi({ description: '`rate` of its peers in the same window; null without peers' }),
	expected: z.number().nullable().openapi({ description: 'attempts × peerRate: terminal failures to expect' }),
	observedToExpected: z.number().nullable().openapi({ description: 'terminal / expected; null when none is expected' }),
	previous: z
		.object({
			attempts: countsShape.attempts,
			terminal: countsShape.terminal,
			rate: proportion.openapi({ description: 'terminal / attempts' }),
			rateLow: proportion.openapi({ description: '95 % Wilson interval of `rate`' }),
			rateHigh: proportion
		})
		.nullable()
		.openapi({ description: 'The compared window; null without one, or without attempts in it' }),
	change: signed.openapi({ description: 'rate − previous.rate' }),
	changeLow: signed.openapi({ description: '95 % interval of `change` (Newcombe)' }),
	changeHigh: signed,
	state: z.enum(TERMINAL_STATES),
	causes: causesSchema,
	...amountShape,
	failedAmountMinor: z
		.number()
		.int()
		.nullable()
		.openapi({ description: 'Amount of the attempts that were not approved' })
};

const rankingWindows = {
	...windowShape,
	comparison: z
		.object({ from: instant, to: instant })
		.nullable()
		.openapi({ description: 'The window that `previous` speaks of; null when nothing is compared' })
};

const identityShape = {
	acquirerId: z.string(),
	region: z.string().nullable(),
	registered: z.boolean().openapi({ description: 'False when known only from transactions' })
};

export const terminalRankingSchema = pageOf(
	z
		.object({
			terminalId: z.string(),
			merchantId: z.string().nullable(),
			merchantName: z.string().nullable(),
			...identityShape,
			vendor: z.string().nullable(),
			model: z.string().nullable(),
			firmware: z.string().nullable(),
			carrier: z.string().nullable(),
			...rankingShape
		})
		.openapi('TerminalFailures')
).extend(rankingWindows);

export const merchantRankingSchema = pageOf(
	z
		.object({
			merchantId: z.string(),
			name: z.string().nullable(),
			...identityShape,
			mcc: z.string().nullable(),
			terminals: count.openapi({ description: 'Terminals with attempts in the window' }),
			...rankingShape
		})
		.openapi('MerchantFailures')
).extend(rankingWindows);

export type SeriesItem = z.output<typeof seriesItemSchema>;
export type Summary = z.output<typeof summarySchema>;
export type SummaryWindow = z.output<typeof summaryWindowSchema>;
export type TerminalRanking = z.output<typeof terminalRankingSchema>;
export type MerchantRanking = z.output<typeof merchantRankingSchema>;
export type RankingMeasures = z.output<z.ZodObject<typeof rankingShape>>;
