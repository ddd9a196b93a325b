// What the timeline, the visits and the peers of one terminal take and answer.
import { z } from '@hono/zod-openapi';
import { findCardNumber } from '#lib/domain/card-numbers.ts';
import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { parseInstant } from '#lib/domain/instants.ts';
import { SILENT_AFTER_HOURS, TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { VISIT_ACTIONS, VISIT_NOTE_LENGTH_MAX, VISITOR_LENGTH_MAX } from '#lib/domain/terminal-visits.ts';
import { WINDOW_PRESETS } from '#lib/domain/time-windows.ts';
import { CONNECTIONS } from '#lib/domain/transactions.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';

const count = z.number().int().nonnegative();
const proportion = z.number().min(0).max(1);

export const timelineQuery = z.strictObject({
	...fleetFilterSchema.pick({ from: true, to: true }).shape,
	window: z.enum(WINDOW_PRESETS).default('7d')
});
export type TimelineFilter = z.output<typeof timelineQuery>;

const span = { from: instant, to: instant };

export const visitSchema = z
	.object({
		visitId: z.string(),
		visitedAt: instant,
		visitor: z.string(),
		done: z.array(z.enum(VISIT_ACTIONS)),
		note: z.string(),
		recordedAt: instant,
		recordedBy: z.string()
	})
	.openapi('TerminalVisit', { description: 'Somebody was at the terminal' });

export const wholeListQuery = z.strictObject(exportQuery);

export const visitsSchema = z.object({ items: z.array(visitSchema) });
export type TerminalVisit = z.output<typeof visitSchema>;

export const timelineSchema = z
	.object({
		...span,
		hours: z.array(
			z.object({
				at: instant,
				approved: count,
				terminal: count,
				upstream: count,
				business: count,
				unresolved: count
			})
		),
		states: z.array(z.object({ ...span, state: z.enum(TERMINAL_STATES) })),
		periods: z.array(
			z.object({
				...span,
				firmware: z.string().nullable(),
				appVersion: z.string().nullable(),
				carrier: z.string().nullable(),
				connection: z.enum(CONNECTIONS)
			})
		),
		notices: z.array(
			z.object({
				...span,
				noticeId: z.string(),
				kind: z.enum(['maintenance', 'outage']),
				issuer: z.string().nullable(),
				acquirerId: z.string().nullable(),
				carrier: z.string().nullable(),
				text: z.string().nullable(),
				publishedAt: instant.nullable()
			})
		),
		visits: z.array(visitSchema),
		silences: z
			.array(z.object(span))
			.openapi({ description: `More than ${SILENT_AFTER_HOURS} hours between two heartbeats, whole, newest first` }),
		lastSeenAt: instant.nullable().openapi({ description: 'Latest heartbeat; of earlier ones the silences are kept' }),
		unheard: z
			.object(span)
			.nullable()
			.openapi({ description: 'What of the window has passed without a heartbeat since the latest one' })
	})
	.openapi('TerminalTimeline', { description: 'What happened to a terminal; hours without transactions are left out' });
export type TerminalTimeline = z.output<typeof timelineSchema>;

const text = (max: number) =>
	z
		.string()
		.trim()
		.max(max)
		.refine((value) => !value.includes('\0'), { error: 'cannot hold the character NUL' })
		.refine((value) => findCardNumber(value) === null, { error: 'holds a card number, which is stored nowhere' });

export const newVisitSchema = z
	.strictObject({
		visitedAt: z
			.string()
			.refine((value) => typeof parseInstant(value) === 'number', { error: 'must be an instant with its offset' })
			.openapi({ description: 'RFC 3339 with offset; not in the future' }),
		visitor: text(VISITOR_LENGTH_MAX).refine((value) => value !== '', { error: 'must say who was there' }),
		done: z
			.array(z.enum(VISIT_ACTIONS))
			.max(VISIT_ACTIONS.length)
			.transform((actions) => [...new Set(actions)])
			.default([]),
		note: text(VISIT_NOTE_LENGTH_MAX).default('')
	})
	.openapi('NewTerminalVisit');
export type NewVisit = z.output<typeof newVisitSchema>;

const peerSchema = z.object({
	terminalId: z.string(),
	merchantName: z.string().nullable(),
	sameCarrier: z.boolean(),
	sameRegion: z.boolean(),
	attempts: count,
	terminal: count,
	rate: proportion.nullable(),
	rateLow: proportion,
	rateHigh: proportion,
	state: z.enum(TERMINAL_STATES)
});
export type TerminalPeer = z.output<typeof peerSchema>;

export const peersSchema = z
	.object({
		worseThan: count.openapi({ description: 'Peers with a lower rate than this terminal' }),
		total: count.openapi({ description: 'Peers with attempts in the seven days' }),
		items: z.array(peerSchema)
	})
	.openapi('TerminalPeers', {
		description:
			'Terminals of the same model, those of the same carrier and region first, the busiest of them before others'
	});
