// What the question about one drift takes and answers.
import { z } from '@hono/zod-openapi';
import { FEE_CLAIM_FILTERS } from '#lib/domain/fee-claims.ts';
import { FEE_DRIFT_KINDS } from '#lib/domain/fee-kinds.ts';
import { CARD_REGIONS, PRODUCTS } from '#lib/domain/transactions.ts';
import { instant } from '#api/platform/http.ts';
import { changeItemSchema, courseItemSchema, driftItemSchema, feeWindowShape } from './fees.schemas.ts';

const CODE_LENGTH_MAX = 64;

export const driftParams = z.strictObject({
	terminalId: z.string().max(CODE_LENGTH_MAX).openapi({ example: 'T1' }),
	product: z.enum(PRODUCTS),
	kind: z.enum(FEE_DRIFT_KINDS)
});

export const driftDetailQuery = z.strictObject({
	...feeWindowShape,
	merchant: z.string().max(CODE_LENGTH_MAX).optional().openapi({
		description: 'Where the terminal has served several; left out, as the others: the dearest of what there is'
	}),
	cardRegion: z.enum(CARD_REGIONS).optional(),
	currency: z.string().length(3).optional()
});
export type DriftAsked = z.output<typeof driftParams> & z.output<typeof driftDetailQuery>;

const count = z.number().int().nonnegative();
const minor = z.number().int();

export const driftDetailSchema = z
	.object({
		drift: driftItemSchema.openapi({ description: 'Since it began, whatever the window' }),
		comparedSales: count.openapi({
			description: 'Sales of the series since then, with those that are charged as agreed on'
		}),
		inWindow: z
			.object({ from: instant, to: instant, sales: count, driftMinor: minor })
			.openapi({ description: 'Nothing where no sale of the window shows it' }),
		timeZone: z.string(),
		salesFrom: instant.openapi({ description: 'From when on its sales are to be asked for: a window has its limits' }),
		months: z.array(z.object({ month: z.string().openapi({ example: '2026-03' }), sales: count, driftMinor: minor })),
		days: z
			.array(courseItemSchema)
			.openapi({ description: 'All sales of the series, from a month before it began on' }),
		profiles: z
			.array(z.object({ validFrom: instant, ratePpm: count, capMinor: minor.nullable(), fixedMinor: minor.nullable() }))
			.openapi({ description: 'What the terminal was configured with, oldest first' }),
		changes: z.array(changeItemSchema).openapi({ description: 'Of the ledger, newest entry first' }),
		steps: z
			.array(
				z.object({
					at: instant,
					by: z.string(),
					from: z.enum(FEE_CLAIM_FILTERS),
					to: z.enum(FEE_CLAIM_FILTERS),
					owner: z.string().nullable(),
					recoveredMinor: minor.nullable(),
					driftMinor: minor.nullable().openapi({ description: 'What it came to when that was said' }),
					note: z.string()
				})
			)
			.openapi({ description: 'How far people have come with it, newest first' })
	})
	.openapi('FeeDriftDetail');
export type DriftDetail = z.output<typeof driftDetailSchema>;

const MINOR_MAX = 1e12;
const limit = z.number().int().min(0).max(MINOR_MAX).nullable().default(null);
const TEXT_MAX = 200;
const NAME_MAX = 100;

export const newChangeSchema = z
	.strictObject({
		agreementId: z.string().trim().min(1).max(CODE_LENGTH_MAX),
		merchantId: z.string().max(CODE_LENGTH_MAX),
		product: z.enum(PRODUCTS),
		cardRegion: z.enum(CARD_REGIONS).nullable().default(null),
		ratePpm: z.number().int().min(0).max(1_000_000),
		capMinor: limit,
		minMinor: limit,
		fixedMinor: limit,
		rounding: changeItemSchema.shape.rounding.default('half_up'),
		validFrom: z.iso.date(),
		approvedBy: z.string().trim().min(1).max(NAME_MAX).openapi({ description: 'Who agreed to it' }),
		document: z.string().trim().min(1).max(TEXT_MAX).openapi({ description: 'The paper that says so' })
	})
	.refine(({ capMinor, minMinor }) => capMinor === null || minMinor === null || capMinor >= minMinor, {
		path: ['capMinor'],
		message: 'must not be below minMinor'
	});
export type NewChange = z.output<typeof newChangeSchema>;
export const changeAnswerSchema = z.object({ change: changeItemSchema });
