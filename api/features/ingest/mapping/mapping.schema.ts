// What a mapping file may say. It adapts a CSV of any shape to the wire contract; ../../../../examples shows it in use.
import { z } from 'zod';
import { isCurrency } from '#lib/domain/currencies.ts';
import { isTimeZone } from '#lib/domain/time-zones.ts';
import { defineError } from '#api/platform/errors.ts';
import { issuesOf } from '#api/platform/http.ts';
import { recordSpecs, type RecordKind } from '../records/record-specs.ts';

export const mappingInvalid = defineError('mapping.invalid', 400, 'The mapping file does not make sense');

const KINDS = Object.keys(recordSpecs) as [RecordKind, ...RecordKind[]];

const columnName = z.string().min(1).max(200);
const constant = z.union([z.string().max(1000), z.number(), z.boolean(), z.null()]);

const date = z
	.strictObject({
		/** Letters as in Unicode's date patterns, or how many of which unit passed since 1970. */
		format: z.string().min(1).max(60),
		timeZone: z.string().refine(isTimeZone, 'must be an IANA zone such as America/New_York').optional(),
		/** Which of two instants a local time means when clocks are set back. */
		overlap: z.enum(['earlier', 'later']).default('earlier')
	})
	.describe('How an instant is written');

const amount = z
	.strictObject({
		unit: z.enum(['major', 'minor']).default('major'),
		decimalMark: z.enum(['.', ',']).default('.'),
		/** For records without a currency field. */
		currency: z.string().refine(isCurrency, 'must be an ISO 4217 code').optional(),
		/** `exp`: the column holds the natural logarithm of the amount. */
		transform: z.enum(['exp']).optional(),
		/** What a negative amount of a sale means. */
		negative: z.enum(['refund', 'reject']).default('refund')
	})
	.describe('How an amount is written');

const field = z
	.strictObject({
		column: columnName.optional(),
		/** Text with {Column} or {Column|text when empty}. */
		template: z.string().min(1).max(400).optional(),
		constant: constant.optional(),
		/** Columns whose content names the record; identical rows are told apart by their count. */
		contentHash: z.array(columnName).min(1).optional(),
		values: z.record(z.string(), constant).optional(),
		/** For cells with several values: what stands between them. */
		splitBy: z.string().min(1).max(5).optional(),
		/** Of several values the first one listed here counts; if none is, the first of the cell. */
		technical: z.array(z.string()).optional(),
		date: date.optional(),
		amount: amount.optional(),
		/** Used when the cell is empty. */
		default: constant.optional()
	})
	.superRefine((value, context) => {
		const sources = ['column', 'template', 'constant', 'contentHash'] as const;
		const given = sources.filter((source) => value[source] !== undefined);
		if (given.length !== 1) {
			context.addIssue({ code: 'custom', message: `must have exactly one of ${sources.join(', ')}` });
		}
		for (const name of ['splitBy', 'technical'] as const) {
			if (value[name] !== undefined && value.values === undefined) {
				context.addIssue({ code: 'custom', path: [name], message: 'needs values to map to' });
			}
		}
	});

const mapping = z.strictObject({
	$schema: z.string().optional(),
	/** For people: where the file comes from. */
	description: z.string().optional(),
	kind: z.enum(KINDS),
	delimiter: z.enum([',', ';', '\t', '|']).default(','),
	/** Fields that a person checked to be identifiers although they may look like card numbers. */
	identifiers: z.array(z.string()).default([]),
	/** Applied to a column's cells before anything else. */
	clean: z
		.record(
			columnName,
			z.strictObject({ removeSuffix: z.string().min(1).optional(), absent: z.array(z.string()).default([]) })
		)
		.default({}),
	fields: z.record(z.string(), field),
	/** Columns that are left out on purpose, with the reason; "*" stands for all others. */
	ignored: z.record(columnName, z.string()).default({})
});

export type Mapping = z.output<typeof mapping>;
export type FieldMapping = Mapping['fields'][string];
export type DateFormat = z.output<typeof date>;
export type AmountFormat = z.output<typeof amount>;

/** Reads the JSON of a mapping file; refuses with everything that is wrong with its shape. */
export function parseMapping(json: unknown): Mapping {
	const parsed = mapping.safeParse(json);
	if (parsed.success) return parsed.data;
	const issues = issuesOf(parsed.error);
	throw mappingInvalid(issues.map((issue) => `${issue.path || 'mapping'}: ${issue.message}`).join('; '), { issues });
}
