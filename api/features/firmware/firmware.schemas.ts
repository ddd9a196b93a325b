// What the firmware endpoints take and answer.
import { z } from '@hono/zod-openapi';
import { FIRMWARE_VERDICTS, RELEASE_STATUSES } from '#lib/domain/firmware-judgement.ts';
import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { HARM_MARGIN, ROLLOUT_LACKS, ROLLOUT_VERDICTS } from '#lib/domain/rollout-verdict.ts';
import { CODE_PROFILES } from '#lib/domain/transactions.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

export const repeatable = <Item extends z.ZodType>(item: Item) =>
	z
		.union([item, z.array(item)])
		.transform((value) => (Array.isArray(value) ? value : [value]) as z.output<Item>[])
		.default([]);

const count = z.number().int().nonnegative();
const proportion = z.number().min(0).max(1);
const difference = z.number().min(-2).max(2);
const verdict = z.enum(FIRMWARE_VERDICTS);

const modelFilter = fleetFilterSchema.pick({ acquirer: true, vendor: true, model: true, firmware: true }).shape;

const DAYS_MAX = 90;
const DAYS_DEFAULT = 30;

export const VERSION_SORTS = ['model', 'verdict', 'terminals', 'rateLow'] as const;

export const versionsQuery = z.strictObject({
	...modelFilter,
	verdict: repeatable(verdict).openapi({ description: 'What is first to say of a version' }),
	days: z.coerce.number().int().min(1).max(DAYS_MAX).default(DAYS_DEFAULT).openapi({
		description: 'Rates are those of so many business days up to the last closed one'
	}),
	...pageQuery,
	...exportQuery,
	sort: z
		.enum(VERSION_SORTS.flatMap((field) => [field, `-${field}`] as const))
		.default('model')
		.openapi({ description: '`model`: by vendor and model, the newest version first' })
});
export type VersionsQuery = z.output<typeof versionsQuery>;

const judgementShape = {
	verdict: verdict.openapi({ description: 'The worst of the findings' }),
	findings: z.array(verdict).openapi({ description: 'Everything that holds, worst first' }),
	target: z.string().nullable().openapi({ description: 'What to update to' }),
	behindReleases: count.nullable().openapi({
		description: 'Releases for everybody that are newer; null where versions cannot be compared'
	}),
	behindSince: instant.nullable().openapi({ description: 'Since when something newer has been out' }),
	endOfSupportAt: instant.nullable(),
	minSecure: z.string().nullable().openapi({ description: 'Oldest version of the model that is still secure' }),
	otherModel: z.string().nullable().openapi({ description: 'The model that the version belongs to, if another one' })
};

export const versionSchema = z
	.object({
		vendor: z.string(),
		model: z.string(),
		firmware: z.string().nullable().openapi({ description: 'As terminals report it; null for those that never did' }),
		terminals: count.openapi({
			description: 'The list of terminals filtered by vendor, model and firmware has as many'
		}),
		terminalShare: proportion.nullable().openapi({ description: 'Of the terminals of its model' }),
		interrupted: count.openapi({ description: 'Terminals of these that fell back to it after an update' }),
		...judgementShape,
		releaseStatus: z.enum(RELEASE_STATUSES).nullable().openapi({ description: 'Null: not in the catalogue' }),
		rank: z.number().int().nullable(),
		releasedAt: instant.nullable(),
		attempts: count,
		terminal: count.openapi({ description: 'Terminal technical failures' }),
		rate: proportion.nullable(),
		rateLow: proportion.openapi({ description: '95 % Wilson interval of `rate`' }),
		rateHigh: proportion
	})
	.openapi('FirmwareVersion');
export type VersionItem = z.output<typeof versionSchema>;

export const versionsSchema = pageOf(versionSchema).extend({
	from: z.iso
		.date()
		.nullable()
		.openapi({ description: 'First and last business day of the rates; null before any is closed' }),
	to: z.iso.date().nullable(),
	timeZone: z.string(),
	counts: z.partialRecord(verdict, count).openapi({ description: 'Terminals of which it holds, whatever is listed' })
});
export type Versions = z.output<typeof versionsSchema>;

export const outdatedQuery = z.strictObject({
	...modelFilter,
	...fleetFilterSchema.pick({ merchant: true, region: true, terminal: true }).shape,
	finding: repeatable(verdict).openapi({ description: 'What holds of the terminal; left out: all that asks for work' }),
	...pageQuery,
	...exportQuery
});
export type OutdatedQuery = z.output<typeof outdatedQuery>;

export const outdatedSchema = z
	.object({
		terminalId: z.string(),
		acquirerId: z.string(),
		merchantId: z.string().nullable(),
		merchantName: z.string().nullable(),
		region: z.string().nullable(),
		vendor: z.string(),
		model: z.string(),
		firmware: z.string().nullable(),
		firmwareSince: instant.nullable().openapi({ description: 'Null when no other is known of it' }),
		...judgementShape
	})
	.openapi('OutdatedTerminal');
export type OutdatedItem = z.output<typeof outdatedSchema>;

export const outdatedListSchema = pageOf(outdatedSchema);

export const ROLLOUT_SORTS = ['startedAt', 'effect', 'updated'] as const;

export const rolloutsQuery = z.strictObject({
	...modelFilter,
	verdict: repeatable(z.enum(ROLLOUT_VERDICTS)),
	...pageQuery,
	...exportQuery,
	sort: z.enum(ROLLOUT_SORTS.flatMap((field) => [`-${field}`, field] as const)).default('-startedAt')
});
export type RolloutsQuery = z.output<typeof rolloutsQuery>;

const tally = z.object({
	attempts: count,
	failures: count.openapi({ description: 'Terminal technical' }),
	rate: proportion.nullable(),
	rateLow: proportion,
	rateHigh: proportion
});

const codeEffect = z
	.object({
		codeProfile: z.enum(CODE_PROFILES).nullable(),
		responseCode: z.string().nullable(),
		failures: count.openapi({ description: 'Transactions compared that ended so' }),
		effect: difference,
		effectLow: difference,
		effectHigh: difference,
		stands: z.boolean().openapi({ description: 'Of all codes of the roll-out that stand at most 5 % do by chance' })
	})
	.openapi('RolloutCodeEffect');

export const rolloutSchema = z
	.object({
		vendor: z.string(),
		model: z.string(),
		firmware: z.string(),
		acquirerId: z.string().nullable().openapi({ description: 'By whose terminals it was judged; null: by all' }),
		startedAt: instant,
		latestUpdateAt: instant,
		updated: count.openapi({ description: 'Terminals that were updated to the version' }),
		waiting: count.openapi({ description: 'Terminals of the model that were not' }),
		verdict: z.enum(ROLLOUT_VERDICTS).openapi({
			description: `\`worse\`: the interval lies above 0; \`safe\`: it lies below ${HARM_MARGIN}; else not enough data`
		}),
		lacks: z.enum(ROLLOUT_LACKS).nullable().openapi({ description: 'Of what there is too little' }),
		attemptsMissing: count.nullable().openapi({ description: 'Attempts of updated terminals that would decide it' }),
		daysMissing: count.nullable().openapi({ description: 'Days at their pace' }),
		terminalsMissing: count.nullable().openapi({
			description: 'Terminals to update beside those updated, where the rest of the two weeks will not decide it'
		}),
		comparedShare: proportion.openapi({ description: 'Of the days after the update that will be compared' }),
		effect: difference.nullable().openapi({
			description:
				'More terminal technical failures since the update, as a proportion of attempts: difference in differences'
		}),
		effectLow: difference.nullable().openapi({
			description:
				'95 % interval by a jackknife over terminals, widened so that it holds over all the days on which it is looked at'
		}),
		effectHigh: difference.nullable(),
		from: z.iso.date().nullable().openapi({ description: 'First and last business day compared' }),
		to: z.iso.date().nullable(),
		comparedUpdated: count,
		comparedPeers: count,
		updatedBefore: tally,
		updatedAfter: tally,
		peersBefore: tally,
		peersAfter: tally,
		codes: z.array(codeEffect).openapi({ description: 'The surest first' }),
		judgedAt: instant
	})
	.openapi('FirmwareRollout');
export type RolloutItem = z.output<typeof rolloutSchema>;

export const rolloutsSchema = pageOf(rolloutSchema).extend({ timeZone: z.string() });
