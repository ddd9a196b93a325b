// What the merchant endpoints take and answer.
import { z } from '@hono/zod-openapi';
import { fleetFilterSchema, instantParameter } from '#lib/domain/fleet-filter.ts';
import { LEARNING_ATTEMPTS_MAX, TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { CARD_REGIONS, PRODUCTS } from '#lib/domain/transactions.ts';
import { instant } from '#api/platform/http.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

export const MERCHANT_SORTS = [
	'merchantId',
	'name',
	'state',
	'urgency',
	'rateLow',
	'attempts',
	'terminals',
	'mcc',
	'feeClass',
	'region',
	'acquirerId',
	'lastTransactionAt'
] as const;
export type MerchantSort = (typeof MERCHANT_SORTS)[number];

const SORT_TEXT = `Worst first unless asked otherwise: \`urgency\` is \`rateLow\`, after all that have more than ${LEARNING_ATTEMPTS_MAX} attempts; \`state\` begins with the most urgent state`;

const mcc = z.string().regex(/^\d{4}$/, 'must be a merchant category code of four digits');

// Unknown parameters are refused: a misspelt filter must not silently widen a list.
export const merchantListQuery = z.strictObject({
	...fleetFilterSchema.pick({ acquirer: true, merchant: true, region: true, state: true, q: true }).shape,
	mcc: z
		.union([mcc, z.array(mcc)])
		.transform((value) => (Array.isArray(value) ? value : [value]))
		.default([]),
	registered: z
		.enum(['true', 'false'])
		.transform((text) => text === 'true')
		.optional()
		.openapi({ description: 'false = known only from transactions' }),
	firstSeenFrom: instantParameter
		.optional()
		.openapi({ description: 'Only those that something was first received of at that instant or later' }),
	...pageQuery,
	...exportQuery,
	sort: z
		.enum(MERCHANT_SORTS.flatMap((field) => [field, `-${field}`] as const))
		.default('-urgency')
		.openapi({ description: SORT_TEXT })
});
export type MerchantListFilter = z.output<typeof merchantListQuery>;

export const merchantPath = z.object({ merchantId: z.string().max(64) });

const count = z.number().int().nonnegative();
const proportion = z.number().min(0).max(1);

const healthShape = {
	state: z.enum(TERMINAL_STATES).openapi({ description: 'The most urgent state among its terminals' }),
	attempts: count,
	approved: count,
	terminal: count,
	upstream: count,
	business: count,
	unresolved: count,
	rate: proportion.nullable().openapi({ description: 'terminal / attempts; null without attempts' }),
	rateLow: proportion.openapi({ description: '95 % Wilson interval of `rate`' }),
	rateHigh: proportion
};

const merchantShape = {
	merchantId: z.string(),
	name: z.string().nullable(),
	acquirerId: z.string(),
	mcc: z.string().nullable(),
	feeClass: z.enum(['standard', 'preferential', 'exempt']).nullable(),
	region: z.string().nullable(),
	registered: z.boolean(),
	timeZone: z.string().nullable().openapi({ description: 'Its own; null where it is not known' }),
	terminals: count.openapi({ description: 'Terminals that stand at it now' }),
	...healthShape,
	lastTransactionAt: instant.nullable()
};

export const merchantSchema = z
	.object(merchantShape)
	.openapi('Merchant', { description: 'Counts are those of its terminals in the seven days to the newest data' });

export const merchantListSchema = pageOf(merchantSchema);

export const feeAgreementSchema = z
	.object({
		agreementId: z.string(),
		product: z.enum(PRODUCTS),
		cardRegion: z
			.enum(CARD_REGIONS)
			.nullable()
			.openapi({ description: 'Cards that it holds for; null: every card that no line of its own holds for' }),
		ratePpm: count.openapi({ description: 'Parts per million: 0.60 % = 6000' }),
		capMinor: count.nullable(),
		minMinor: count.nullable(),
		fixedMinor: count.nullable(),
		validFrom: z.iso.date(),
		validTo: z.iso.date().nullable()
	})
	.openapi('MerchantFeeAgreement');
export type MerchantFeeAgreement = z.output<typeof feeAgreementSchema>;

export const feeAgreementsQuery = z.strictObject(exportQuery);
export const feeAgreementsSchema = z.object({ items: z.array(feeAgreementSchema) });

export const merchantDetailSchema = z
	.object({
		...merchantShape,
		address: z.string().nullable(),
		lat: z.number().nullable(),
		lng: z.number().nullable(),
		opensAt: z.string().nullable(),
		closesAt: z.string().nullable(),
		socialCreditCode: z.string().nullable(),
		settlementAccountMasked: z.string().nullable(),
		firstSeenAt: instant,
		updatedAt: instant,
		approvalRate: proportion.nullable(),
		upstreamRate: proportion.nullable(),
		businessRate: proportion.nullable(),
		unresolvedRate: proportion.nullable(),
		feeAgreements: z.array(feeAgreementSchema).openapi({ description: 'In force today, by the calendar of the fleet' }),
		terminalItems: z
			.array(
				z
					.object({
						terminalId: z.string(),
						serial: z.string().nullable(),
						vendor: z.string().nullable(),
						model: z.string().nullable(),
						status: z.string(),
						registered: z.boolean(),
						...healthShape,
						lastTransactionAt: instant.nullable()
					})
					.openapi('MerchantTerminal')
			)
			.openapi({ description: 'Worst first, at most 200; all of them: GET /terminals?merchant=' })
	})
	.openapi('MerchantDetail');

export type MerchantItem = z.output<typeof merchantSchema>;
export type MerchantDetail = z.output<typeof merchantDetailSchema>;
