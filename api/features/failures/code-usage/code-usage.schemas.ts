// What the explorer of response codes takes and answers.
import { z } from '@hono/zod-openapi';
import { CAUSES } from '#lib/domain/causes.ts';
import { CODE_ACTORS, RETRY_ADVICE } from '#lib/domain/code-actions.ts';
import { COMPARISONS, comparisonShape } from '#lib/domain/comparison.ts';
import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { SCOPES } from '#lib/domain/scopes.ts';
import { BUCKETS } from '#lib/domain/time-windows.ts';
import { CODE_PROFILES } from '#lib/domain/transactions.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

export const USAGE_SORTS = [
	'attempts',
	'transactions',
	'share',
	'change',
	'terminals',
	'issuers',
	'amountMinor',
	'responseCode',
	'firstSeenAt',
	'lastSeenAt'
] as const;
export type UsageSort = (typeof USAGE_SORTS)[number];

/** Filters speak of the transaction as it happened. */
const factFilter = fleetFilterSchema.pick({
	window: true,
	from: true,
	to: true,
	acquirer: true,
	merchant: true,
	terminal: true,
	issuer: true,
	vendor: true,
	model: true,
	firmware: true,
	carrier: true,
	region: true,
	product: true
}).shape;
export type FactFilter = z.output<z.ZodObject<typeof factFilter>>;

const { cause, scope, q } = fleetFilterSchema.shape;
const chosen = <const Values extends readonly [string, ...string[]]>(values: Values) =>
	z
		.union([z.enum(values), z.array(z.enum(values))])
		.transform((value) => (Array.isArray(value) ? value : [value]))
		.default([]);

export const usageQuery = z.strictObject({
	...factFilter,
	...comparisonShape,
	...exportQuery,
	...pageQuery,
	compare: z.enum(COMPARISONS).default('previous').openapi({
		description:
			'What the shares are set against: the same length of time just before (also for `none`), a week before, or a window of its own'
	}),
	cause: cause.openapi({ description: 'Of the rule in force' }),
	scope: scope.openapi({ description: 'Of the rule in force' }),
	q: q.openapi({ description: 'Part of a code or of its meaning, in either language' }),
	profile: chosen(CODE_PROFILES),
	actor: chosen(CODE_ACTORS),
	mapped: z
		.enum(['true', 'false'])
		.transform((text) => text === 'true')
		.optional()
		.openapi({ description: 'false = codes that no rule knows' }),
	sort: z.enum(USAGE_SORTS.flatMap((field) => [`-${field}`, field] as const)).default('-attempts')
});
export type UsageFilter = z.output<typeof usageQuery>;

export const codePath = z.object({
	codeProfile: z.enum(CODE_PROFILES),
	responseCode: z.string().min(1).max(64).openapi({ description: '`no-answer` = no answer came' })
});
export const codeQuery = z.strictObject({ ...factFilter, bucket: z.enum(BUCKETS).optional() });

const count = z.number().int().nonnegative();
const proportion = z.number().min(0).max(1);
const shareShape = {
	share: proportion.nullable().openapi({ description: 'attempts / all attempts of the window; null without any' }),
	shareLow: proportion.openapi({ description: '95 % Wilson interval of `share`' }),
	shareHigh: proportion
};

const PLACES_TEXT =
	'With attempts that ended so. Null for approvals, which happen nearly everywhere, and in windows of more than 100 days: counted among single transactions';

const ruleShape = {
	cause: z.enum(CAUSES),
	scope: z.enum(SCOPES),
	meaningEn: z.string().nullable(),
	meaningZh: z.string().nullable(),
	isMapped: z.boolean().openapi({ description: 'False when no rule knows the code' }),
	actor: z.enum(CODE_ACTORS).openapi({ description: 'Who must act on it' }),
	retry: z.enum(RETRY_ADVICE).nullable().openapi({ description: 'Null where no table says' })
};

export const usageItemSchema = z
	.object({
		codeProfile: z.enum(CODE_PROFILES),
		responseCode: z.string().nullable().openapi({ description: 'Null: no answer came' }),
		...ruleShape,
		transactions: count.openapi({ description: 'All that carried the code, those outside every rate too' }),
		attempts: count,
		...shareShape,
		previousAttempts: count.openapi({ description: 'In the compared window' }),
		previousShare: proportion.nullable(),
		change: z.number().nullable().openapi({ description: 'share − previousShare' }),
		changeLow: z.number().nullable().openapi({ description: '95 % interval of `change` (Newcombe)' }),
		changeHigh: z.number().nullable(),
		terminals: count.nullable().openapi({ description: PLACES_TEXT }),
		merchants: count.nullable(),
		issuers: count.nullable(),
		amountMinor: z
			.number()
			.int()
			.nullable()
			.openapi({ description: 'Of the attempts; null when in several currencies' }),
		currency: z.string().nullable(),
		firstSeenAt: instant.nullable().openapi({ description: 'First time in the window; null where places are' }),
		lastSeenAt: instant.nullable(),
		course: z.array(z.number().nonnegative()).openapi({
			description:
				'Transactions an hour, in every hour of the window so far or, of more than two days, every day; what has hardly begun is left out'
		})
	})
	.openapi('ResponseCodeUsage');
export type UsageItem = z.output<typeof usageItemSchema>;

const windowShape = { from: instant, to: instant, timeZone: z.string() };

export const usageSchema = pageOf(usageItemSchema).extend({
	...windowShape,
	comparison: z.object({ from: instant, to: instant }).openapi({ description: 'What the shares are set against' }),
	attempts: count.openapi({ description: 'All attempts of the window under the filters: what `share` is of' }),
	profiles: z
		.array(z.object({ codeProfile: z.enum(CODE_PROFILES), codes: count, transactions: count }))
		.openapi({ description: 'Codes by profile under all filters but `profile`' })
});

const dated = z.object({
	...ruleShape,
	codeProfile: z.enum(CODE_PROFILES),
	responseCode: z.string().nullable().openapi({ description: 'As the rule has it: of a prefix, its beginning' }),
	isPrefix: z.boolean(),
	validFrom: instant.nullable().openapi({ description: 'Null = always' }),
	confidence: z.enum(['confirmed', 'unverified', 'own_rule']),
	note: z.string().nullable(),
	inForce: z.boolean().openapi({ description: 'At the end of the window' })
});

const placeSchema = z
	.object({
		id: z.string(),
		label: z.string().nullable(),
		count: count.openapi({ description: 'Transactions with the code' }),
		attempts: count.openapi({ description: 'All its attempts in the window' }),
		...shareShape
	})
	.openapi('ResponseCodePlace');

export const CODE_PLACES = ['terminal', 'merchant', 'issuer', 'model'] as const;

export const placesQuery = z.strictObject({ ...factFilter, ...exportQuery });

const placeOfKind = z
	.object({ place: z.enum(CODE_PLACES).openapi({ description: 'What kind of place it is' }), ...placeSchema.shape })
	.openapi('ResponseCodePlaceOfKind');
export type CodePlaceOfKind = z.output<typeof placeOfKind>;

export const placesSchema = z.object({ items: z.array(placeOfKind), ...windowShape });

export const codeDetailSchema = z
	.object({
		codeProfile: z.enum(CODE_PROFILES),
		responseCode: z.string().nullable(),
		...ruleShape,
		note: z.string().nullable(),
		usage: usageItemSchema.nullable().openapi({ description: 'Null when it was not seen in the window' }),
		rules: z.array(dated).openapi({ description: 'Rules that may decide about it, newest first' }),
		elsewhere: z.array(dated).openapi({ description: 'What other profiles make of the same code' }),
		changes: z
			.array(z.object({ at: instant, actor: z.string(), action: z.string() }))
			.openapi({ description: 'Who changed its rules, newest first' }),
		bucket: z.enum(BUCKETS),
		series: z
			.array(z.object({ bucketStart: instant, count, attempts: count }))
			.openapi({ description: 'Attempts with the code and all attempts; buckets without attempts are left out' }),
		terminals: z.array(placeSchema).nullable().openapi({
			description: 'The ten with most, each against all its own attempts. Null where places are not counted'
		}),
		merchants: z.array(placeSchema).nullable(),
		issuers: z.array(placeSchema),
		models: z.array(placeSchema),
		...windowShape
	})
	.openapi('ResponseCodeDetail');
export type CodeDetail = z.output<typeof codeDetailSchema>;
export type DatedRule = z.output<typeof dated>;
export type CodePlace = z.output<typeof placeSchema>;
