// What GET /failures/groups takes and answers.
import { z } from '@hono/zod-openapi';
import { comparisonShape } from '#lib/domain/comparison.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';
import {
	amountShape,
	causesSchema,
	count,
	countsShape,
	failureFilter,
	proportion,
	windowShape
} from './failures.schemas.ts';

export const GROUPINGS = [
	'issuer',
	'code',
	'model',
	'firmware',
	'carrier',
	'region',
	'product',
	'cause',
	'scope',
	'acquirer',
	'vendor',
	'entryMode',
	'connection',
	'appVersion',
	'mcc'
] as const;

export const GROUP_SORTS = [
	'terminal',
	'attempts',
	'rate',
	'rateLow',
	'approvalRate',
	'upstreamRate',
	'businessRate',
	'observedToExpected',
	'amountMinor',
	'change',
	'effect',
	'mix',
	'contribution',
	'group'
] as const;
export type GroupSort = (typeof GROUP_SORTS)[number];

export const groupsQuery = z.strictObject({
	...failureFilter,
	...comparisonShape,
	...pageQuery,
	...exportQuery,
	groupBy: z.enum(GROUPINGS),
	sort: z
		.enum(GROUP_SORTS.flatMap((field) => [`-${field}`, field] as const))
		.default('-terminal')
		.openapi({ description: '`contribution` is effect + mix; what needs a comparison sorts last without one' })
});

const sumsShape = {
	...countsShape,
	rate: proportion.openapi({ description: 'terminal / attempts' }),
	rateLow: proportion.openapi({ description: '95 % Wilson interval of `rate`' }),
	rateHigh: proportion,
	approvalRate: proportion,
	approvalLow: proportion,
	approvalHigh: proportion,
	upstreamRate: proportion,
	upstreamLow: proportion,
	upstreamHigh: proportion,
	businessRate: proportion,
	businessLow: proportion,
	businessHigh: proportion,
	unresolvedRate: proportion,
	share: proportion.openapi({ description: 'Attempts of the group / attempts of all groups' }),
	shareLow: proportion,
	shareHigh: proportion
};

const difference = z.number().nullable();

const groupSchema = z
	.object({
		group: z.string().nullable().openapi({ description: 'null = not given or not known' }),
		groupLabel: z.string().nullable().openapi({ description: 'A name for people, where there is one' }),
		profile: z.string().nullable().openapi({ description: 'Code profile of `group`, with groupBy=code' }),
		...sumsShape,
		observedToExpected: z
			.number()
			.nullable()
			.openapi({ description: 'terminal / (attempts × `rate` of all groups); null when none is expected' }),
		causes: causesSchema,
		...amountShape,
		previous: z
			.object(sumsShape)
			.nullable()
			.openapi({ description: 'The compared window; null without one, or without attempts in it' }),
		change: difference.openapi({ description: '`rate` less that of the compared window' }),
		effect: difference.openapi({ description: 'Part of the change of the overall `rate` because the group got worse' }),
		mix: difference.openapi({ description: 'Part because its share of the attempts changed (Kitagawa 1955)' })
	})
	.openapi('FailureGroup');

const overallSchema = z
	.object({ ...sumsShape, groups: count })
	.omit({ share: true, shareLow: true, shareHigh: true })
	.nullable();

export const groupsSchema = pageOf(groupSchema).extend({
	groupBy: z.enum(GROUPINGS),
	...windowShape,
	source: z.string().openapi({ description: 'The coarsest table that was read: a roll-up, or `txn` for the facts' }),
	overall: overallSchema.openapi({ description: 'All groups together; null when nothing was attempted' }),
	comparison: z
		.object({
			from: windowShape.from,
			to: windowShape.to,
			overall: overallSchema,
			change: difference.openapi({ description: 'Difference of the overall `rate`: the sum of all effects and mixes' }),
			effect: difference,
			mix: difference,
			contributors: z
				.array(
					z.object({
						group: z.string().nullable(),
						groupLabel: z.string().nullable(),
						profile: z.string().nullable(),
						part: z.enum(['effect', 'mix']),
						difference: z.number()
					})
				)
				.openapi({ description: 'The largest effects and mixes of single groups, whatever their sign' })
		})
		.nullable()
});

export type Group = z.output<typeof groupSchema>;
export type Groups = z.output<typeof groupsSchema>;
export type GroupsQuery = z.output<typeof groupsQuery>;
export type GroupSums = NonNullable<Group['previous']>;
