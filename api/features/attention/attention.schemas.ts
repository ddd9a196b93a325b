// What the work list takes and answers.
import { z } from '@hono/zod-openapi';
import { ATTENTION_ACTIONS, ATTENTION_KINDS, ATTENTION_MARKS } from '#lib/domain/attention.ts';
import { FAILURE_CAUSES } from '#lib/domain/causes.ts';
import { fleetFilterSchema, instantParameter } from '#lib/domain/fleet-filter.ts';
import { TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';

const kind = z.enum(ATTENTION_KINDS);

/** `open` is what somebody has to look at: everything that is not snoozed. */
export const MARK_FILTERS = ['open', 'unmarked', ...ATTENTION_MARKS, 'all'] as const;
export const ATTENTION_SORTS = ['cost', 'since'] as const;

export const attentionQuery = z.strictObject({
	asOf: instantParameter.optional().openapi({
		description:
			'The list as it was when the last business day that had ended by then was over, from the data of that time. Left out: as it is now'
	}),
	...fleetFilterSchema.pick({
		acquirer: true,
		merchant: true,
		terminal: true,
		vendor: true,
		model: true,
		firmware: true,
		carrier: true,
		region: true,
		q: true
	}).shape,
	kind: z
		.union([kind, z.array(kind)])
		.transform((value) => (Array.isArray(value) ? value : [value]))
		.default([])
		.openapi({ description: 'Has a reason of this kind' }),
	marked: z.enum(MARK_FILTERS).default('open').openapi({
		description: '`open`: everything that is not snoozed; `unmarked`: what nobody has acknowledged either'
	}),
	...pageQuery,
	...exportQuery,
	sort: z
		.enum(ATTENTION_SORTS.flatMap((field) => [`-${field}`, field] as const))
		.default('-cost')
		.openapi({
			description:
				'`cost` is that of waiting; of those that cost nothing yet the most urgent kind. `since` is that of the first reason'
		})
});
export type AttentionQuery = z.output<typeof attentionQuery>;

const count = z.number().int().nonnegative();
const minor = z.number().int().nonnegative();

const evidenceSchema = z
	.object({
		k: count.nullable().openapi({ description: 'Failures of this kind' }),
		n: count.nullable().openapi({ description: 'Attempts they are of, in the seven days of the health board' }),
		expected: z
			.number()
			.nonnegative()
			.nullable()
			.openapi({ description: 'Failures that peers of its model would have' }),
		about: z.string().nullable().openapi({ description: 'A version, a fingerprint, a product' }),
		wanted: z.string().nullable().openapi({ description: 'What it should be instead' }),
		endsAt: instant.nullable().openapi({ description: 'When it ends or ended' })
	})
	.openapi('AttentionEvidence');

const reasonSchema = z
	.object({
		kind,
		cause: z.enum(FAILURE_CAUSES).nullable().openapi({ description: 'Of technical failures the most frequent' }),
		since: instant.nullable().openapi({ description: 'Event time; null where nobody can tell' }),
		evidence: evidenceSchema,
		action: z.enum(ATTENTION_ACTIONS),
		costMinorPerDay: minor.nullable().openapi({ description: '0: nothing is lost yet; null: it cannot be said' }),
		atRiskMinorPerDay: minor.nullable().openapi({ description: 'Usual sales of a day that are lost once it ends' })
	})
	.openapi('AttentionReason');

const markSchema = z
	.object({
		status: z.enum(ATTENTION_MARKS),
		until: instant.nullable(),
		note: z.string(),
		markedAt: instant,
		markedBy: z.string()
	})
	.openapi('AttentionMark');

export const attentionItemSchema = z
	.object({
		terminalId: z.string().nullable().openapi({ description: 'Null where it is about the merchant as a whole' }),
		merchantId: z.string().nullable(),
		merchantName: z.string().nullable(),
		acquirerId: z.string(),
		vendor: z.string().nullable(),
		model: z.string().nullable(),
		region: z.string().nullable(),
		state: z.enum(TERMINAL_STATES).nullable().openapi({ description: 'Of the terminal, now' }),
		reasons: z.array(reasonSchema).openapi({ description: 'The one to begin with first' }),
		costOfWaitingMinorPerDay: minor.nullable(),
		currency: z.string().nullable(),
		mark: markSchema.nullable()
	})
	.openapi('AttentionItem');
export type AttentionItem = z.output<typeof attentionItemSchema>;

export const attentionSchema = pageOf(attentionItemSchema).extend({
	asOf: instant.openapi({ description: 'Event time that the list speaks of' }),
	timeZone: z.string(),
	counts: z.partialRecord(kind, count).openapi({
		description: 'Items by the kinds of their reasons, whichever kind is listed; one item may have several'
	}),
	costs: z
		.array(z.object({ currency: z.string(), minorPerDay: minor }))
		.openapi({ description: 'What waiting costs for all that are listed' })
});
export type Attention = z.output<typeof attentionSchema>;

const NOTE_LENGTH_MAX = 500;

const subject = {
	terminalId: z.string().max(64).optional(),
	merchantId: z.string().max(64).optional()
};

export const newMarkSchema = z
	.strictObject({
		...subject,
		status: z.enum(['open', ...ATTENTION_MARKS]).openapi({ description: '`open` takes the mark back' }),
		until: z.iso.datetime({ offset: true }).optional().openapi({ description: 'Needed to snooze' }),
		note: z
			.string()
			.trim()
			.max(NOTE_LENGTH_MAX)
			.default('')
			.openapi({ description: 'Needed to snooze: why it can wait' })
	})
	.refine(({ terminalId, merchantId }) => (terminalId === undefined) !== (merchantId === undefined), {
		message: 'must name either a terminalId or a merchantId'
	})
	.refine(({ status, until }) => (status === 'snoozed') === (until !== undefined), {
		path: ['until'],
		message: 'is the end of a snooze: needed for one, and for nothing else'
	})
	.refine(({ status, note }) => status !== 'snoozed' || note !== '', {
		path: ['note'],
		message: 'must say why it can wait'
	});
export type NewMark = z.output<typeof newMarkSchema>;

export const markAnswerSchema = z.object({ mark: markSchema.nullable() }).openapi('AttentionMarked');
