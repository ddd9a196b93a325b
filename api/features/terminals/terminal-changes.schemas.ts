// What the list of changed states takes and answers.
import { z } from '@hono/zod-openapi';
import { instantParameter } from '#lib/domain/fleet-filter.ts';
import { STATE_CHANGE_KINDS } from '#lib/domain/state-changes.ts';
import { TERMINAL_STATES } from '#lib/domain/terminal-states.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';
import { registryFilter } from './terminals.schemas.ts';

const kind = z.enum(STATE_CHANGE_KINDS);

export const terminalChangesQuery = z.strictObject({
	...registryFilter,
	since: instantParameter.optional().openapi({ description: 'Changes from then on, in event time' }),
	until: instantParameter.optional().openapi({ description: 'Changes before then' }),
	kind: z
		.union([kind, z.array(kind)])
		.transform((value) => (Array.isArray(value) ? value : [value]))
		.default([]),
	...pageQuery,
	...exportQuery,
	sort: z.enum(['changedAt', '-changedAt']).default('-changedAt')
});

export const terminalChangeSchema = z
	.object({
		terminalId: z.string(),
		merchantId: z.string().nullable(),
		merchantName: z.string().nullable(),
		acquirerId: z.string(),
		vendor: z.string().nullable(),
		model: z.string().nullable(),
		changedAt: instant,
		isExact: z.boolean().openapi({
			description: 'False: it changed on that business day, the hour is not known; `changedAt` is the end of the day'
		}),
		from: z.enum(TERMINAL_STATES).nullable().openapi({ description: 'Null: its first verdict' }),
		to: z.enum(TERMINAL_STATES),
		kind,
		state: z.enum(TERMINAL_STATES).openapi({ description: 'What it is now' })
	})
	.openapi('TerminalChange', { description: 'A terminal changed its state, in event time' });

export const terminalChangesSchema = pageOf(terminalChangeSchema);
export type TerminalChange = z.output<typeof terminalChangeSchema>;
