// What the questions about fees take and answer.
import { z } from '@hono/zod-openapi';
import { FEE_CLAIM_FILTERS, FEE_CLAIM_STATUSES } from '#lib/domain/fee-claims.ts';
import { FEE_DRIFT_KINDS } from '#lib/domain/fee-kinds.ts';
import { FEE_SIGNS } from '#lib/domain/fee-signs.ts';
import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { ROUNDINGS } from '#lib/domain/fees.ts';
import { WINDOW_PRESETS } from '#lib/domain/time-windows.ts';
import { CARD_REGIONS, PRODUCTS } from '#lib/domain/transactions.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

const WINDOW_USUAL = '30d';
const CODE_LENGTH_MAX = 64;

/** Whole business days of the fleet: those that the window touches. */
export const feeWindowShape = {
	window: z.enum(WINDOW_PRESETS).default(WINDOW_USUAL),
	...fleetFilterSchema.pick({ from: true, to: true }).shape
};

export const repeated = <Value extends string>(values: readonly [Value, ...Value[]]) => {
	const one = z.enum(values);
	return z
		.union([one, z.array(one)])
		.transform((value): Value[] => (Array.isArray(value) ? (value as Value[]) : [value as Value]))
		.default([]);
};

const who = fleetFilterSchema.pick({
	acquirer: true,
	merchant: true,
	terminal: true,
	vendor: true,
	model: true,
	firmware: true,
	carrier: true,
	region: true,
	product: true,
	q: true
}).shape;

export const DRIFT_SORTS = ['drift', 'perMonth', 'since', 'sales'] as const;

export const driftQuery = z.strictObject({
	...feeWindowShape,
	...who,
	kind: repeated(FEE_DRIFT_KINDS).openapi({ description: 'Kinds of drift' }),
	status: repeated(FEE_CLAIM_FILTERS).openapi({
		description: 'How far people have come with it; `new`: nobody has begun'
	}),
	owner: fleetFilterSchema.shape.merchant.openapi({ description: 'Who sees to it, as its claim says' }),
	...pageQuery,
	...exportQuery,
	sort: z
		.enum(DRIFT_SORTS.flatMap((field) => [`-${field}`, field] as const))
		.default('-drift')
		.openapi({ description: '`drift` is the money of the window' })
});
export type DriftQuery = z.output<typeof driftQuery>;

const count = z.number().int().nonnegative();
const minor = z.number().int();
const ppm = z.number().int().nonnegative();
const product = z.enum(PRODUCTS);
const cardRegion = z.enum(CARD_REGIONS).nullable().openapi({
	description: 'Cards that the line of the agreement holds for; null: every card that no line of its own holds for'
});
const kind = z.enum(FEE_DRIFT_KINDS);
const day = z.string().openapi({ description: 'YYYY-MM-DD' });

const approvalSchema = z
	.object({
		agreementId: z.string(),
		validFrom: day,
		document: z.string().nullable(),
		enteredAt: instant,
		enteredBy: z.string().nullable(),
		approvedBy: z.string().nullable()
	})
	.openapi('FeeApproval');

const claimSchema = z
	.object({
		status: z.enum(FEE_CLAIM_STATUSES),
		owner: z.string(),
		recoveredMinor: minor.nullable(),
		note: z.string(),
		updatedAt: instant,
		updatedBy: z.string()
	})
	.openapi('FeeClaim');

export const driftItemSchema = z
	.object({
		terminalId: z.string(),
		merchantId: z.string(),
		merchantName: z.string().nullable(),
		acquirerId: z.string(),
		vendor: z.string().nullable(),
		model: z.string().nullable(),
		product,
		cardRegion,
		kind,
		since: instant.openapi({ description: 'The first sale that shows it, whether or not it lies in the window' }),
		lastAt: instant.nullable().openapi({ description: 'The last sale that shows it; null: no sale was charged so' }),
		firstSale: z.string().nullable().openapi({ description: 'Id of the first sale' }),
		contractedPpm: ppm.nullable(),
		configuredPpm: ppm.nullable().openapi({ description: 'In the terminal, by its latest heartbeat; null: not told' }),
		effectivePpm: ppm.nullable().openapi({
			description: 'Charged: the one rate that explains every affected sale, or else their fees by their amounts'
		}),
		sales: count.openapi({ description: 'Affected sales of the window' }),
		amountMinor: minor,
		chargedMinor: minor,
		expectedMinor: minor.openapi({ description: 'By the agreement in force at each sale, rounded per sale' }),
		driftMinor: minor.openapi({
			description: 'Charged beyond the agreement in the window; negative: less was charged'
		}),
		driftMinorPerMonth: minor.openapi({ description: 'At the pace of the affected days of the window, over 30 days' }),
		currency: z.string(),
		isSilent: z.boolean().nullable().openapi({
			description: 'Of a raise: whether no entry of the ledger approves the rate that is charged. Null for other kinds'
		}),
		approval: approvalSchema.nullable().openapi({ description: 'The entry of the ledger that names the charged rate' }),
		status: z.enum(FEE_CLAIM_FILTERS),
		claim: claimSchema.nullable()
	})
	.openapi('FeeDrift');
export type DriftItem = z.output<typeof driftItemSchema>;

export const driftSchema = pageOf(driftItemSchema).extend({
	from: instant,
	to: instant,
	timeZone: z.string(),
	comparedAt: instant.nullable().openapi({ description: 'When the newest day was compared last' }),
	counts: z.partialRecord(kind, count).openapi({ description: 'By kind, whichever kind is listed' }),
	totals: z.array(
		z.object({
			currency: z.string(),
			driftMinor: minor,
			driftMinorPerMonth: minor,
			recoveredMinor: minor,
			outstandingMinor: minor.openapi({
				description: 'Charged too much and not recovered, drift by drift; where less was charged, nobody owes anything'
			})
		})
	),
	owners: z
		.array(z.object({ owner: z.string(), drifts: count }))
		.openapi({ description: 'Of all drifts of the filter, whoever is asked for' }),
	comparedSales: count.nullable().openapi({
		description: 'Sales of the window that were compared at all; null where the filter asks for more than who and what'
	})
});
export type Drift = z.output<typeof driftSchema>;

const series = {
	terminalId: z.string().max(CODE_LENGTH_MAX),
	merchantId: z.string().max(CODE_LENGTH_MAX),
	product
};

export const driftSalesQuery = z.strictObject({
	...feeWindowShape,
	terminal: series.terminalId,
	merchant: series.merchantId,
	product,
	kind: kind
		.optional()
		.openapi({ description: 'Only the sales of this drift; left out: of every drift of the series' }),
	cardRegion: z
		.enum(CARD_REGIONS)
		.optional()
		.openapi({ description: 'Only sales that a line for these cards holds for' }),
	...pageQuery,
	...exportQuery
});

export const driftSaleSchema = z
	.object({
		transactionId: z.string(),
		occurredAt: instant,
		amountMinor: minor,
		currency: z.string(),
		chargedMinor: minor,
		expectedMinor: minor.nullable(),
		driftMinor: minor,
		sign: z.enum(FEE_SIGNS),
		agreementId: z.string().nullable(),
		cardRegion,
		soldRegion: z.enum(CARD_REGIONS).nullable().openapi({ description: 'Where the card comes from; null: not told' }),
		validFrom: day.nullable(),
		ratePpm: ppm.nullable(),
		capMinor: minor.nullable(),
		minMinor: minor.nullable(),
		fixedMinor: minor.nullable(),
		rounding: z.enum(ROUNDINGS).nullable(),
		mcc: z.string().nullable()
	})
	.openapi('FeeSale');
export type DriftSale = z.output<typeof driftSaleSchema>;
export const driftSalesSchema = pageOf(driftSaleSchema);

export const newClaimSchema = z
	.strictObject({
		...series,
		cardRegion: z.enum(CARD_REGIONS).nullish(),
		kind,
		currency: z.string().length(3),
		status: z.enum(FEE_CLAIM_FILTERS).openapi({ description: '`new` takes it back' }),
		owner: z.string().trim().max(100).default('').openapi({ description: 'Who sees to it; left out: whoever says so' }),
		recoveredMinor: z.number().int().nonnegative().optional(),
		note: z.string().trim().max(500).default('')
	})
	.refine(({ status, recoveredMinor }) => (status === 'recovered') === (recoveredMinor !== undefined), {
		path: ['recoveredMinor'],
		message: 'is what came back: needed for `recovered`, and for nothing else'
	});
export type NewClaim = z.output<typeof newClaimSchema>;
export const claimAnswerSchema = z.object({ claim: claimSchema.nullable() });

export const changesQuery = z.strictObject({
	merchant: who.merchant,
	acquirer: who.acquirer,
	product: who.product,
	q: who.q,
	...pageQuery,
	...exportQuery
});

export const changeItemSchema = z
	.object({
		merchantId: z.string(),
		merchantName: z.string().nullable(),
		acquirerId: z.string(),
		product,
		cardRegion,
		agreementId: z.string(),
		validFrom: day,
		validTo: day.nullable(),
		ratePpm: ppm,
		capMinor: minor.nullable(),
		minMinor: minor.nullable(),
		fixedMinor: minor.nullable(),
		rounding: z.enum(ROUNDINGS),
		previousPpm: ppm.nullable().openapi({ description: 'What was in force before it, by the ledger' }),
		document: z.string().nullable(),
		enteredAt: instant,
		enteredBy: z.string().nullable().openapi({ description: 'Null: sent before this was kept' }),
		approvedBy: z.string().nullable().openapi({ description: 'Who agreed to it, as whoever entered it says' }),
		isWithdrawn: z.boolean().openapi({ description: 'The entry takes the line back: it never held' })
	})
	.openapi('FeeChange');
export type ChangeItem = z.output<typeof changeItemSchema>;
export const changesSchema = pageOf(changeItemSchema);

export const courseQuery = z
	.strictObject({
		...feeWindowShape,
		terminal: series.terminalId.optional(),
		merchant: series.merchantId.optional(),
		...exportQuery
	})
	.refine(({ terminal, merchant }) => (terminal === undefined) !== (merchant === undefined), {
		path: ['merchant'],
		message: 'name either a terminal or a merchant'
	});

export const courseItemSchema = z
	.object({
		day,
		product,
		currency: z.string(),
		sales: count,
		amountMinor: minor,
		chargedMinor: minor,
		expectedMinor: minor,
		effectivePpm: ppm.nullable(),
		contractedPpm: ppm
			.nullable()
			.openapi({ description: 'Expected fees by amounts: what the agreement makes of these very sales' })
	})
	.openapi('FeeCourseDay');
export type CourseItem = z.output<typeof courseItemSchema>;
export const courseSchema = z.object({
	items: z.array(courseItemSchema),
	from: instant,
	to: instant,
	timeZone: z.string()
});
export type FeeCourse = z.output<typeof courseSchema>;
