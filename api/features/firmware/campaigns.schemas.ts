// What the endpoints of campaigns take and answer.
import { z } from '@hono/zod-openapi';
import {
	CAMPAIGN_DECISIONS,
	CAMPAIGN_STATUSES,
	PAUSE_ADVICE,
	UPDATE_OUTCOMES,
	UPDATE_PROGRESS
} from '#lib/domain/firmware-campaigns.ts';
import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { ROLLOUT_VERDICTS } from '#lib/domain/rollout-verdict.ts';
import { exportQuery } from '#api/platform/export/export-format.ts';
import { instant } from '#api/platform/http.ts';
import { pageOf, pageQuery } from '#api/platform/paging.ts';
import { repeatable } from './firmware.schemas.ts';

const count = z.number().int().nonnegative();
const difference = z.number().min(-2).max(2).nullable();
const clockTime = z.string().nullable().openapi({ description: 'HH:MM by the clock of each terminal’s place' });

export const campaignsQuery = z.strictObject({
	...fleetFilterSchema.pick({ vendor: true, model: true, firmware: true }).shape,
	campaign: z.string().min(1).max(64).optional().openapi({ description: 'Only the rings of this one' }),
	status: repeatable(z.enum(CAMPAIGN_STATUSES)),
	...pageQuery,
	...exportQuery
});
export type CampaignsQuery = z.output<typeof campaignsQuery>;

export const campaignSchema = z
	.object({
		campaignId: z.string(),
		name: z.string().nullable(),
		vendor: z.string(),
		model: z.string(),
		firmware: z.string().openapi({ description: 'What terminals are updated to' }),
		ring: count.openapi({ description: '0 goes first' }),
		status: z.enum(CAMPAIGN_STATUSES).openapi({ description: 'As the vendor’s tool said last' }),
		advice: z.enum(PAUSE_ADVICE).nullable().openapi({
			description:
				'Why it should be paused: `payments_worse` by the verdict, `updates_fail` when at least three updates failed and the 95 % interval of failed updates lies above one in twenty. Tillwatch does not control the tool'
		}),
		decision: z.enum(CAMPAIGN_DECISIONS).nullable().openapi({ description: 'What people decided last' }),
		decidedAt: instant.nullable(),
		decidedBy: z.string().nullable(),
		reason: z.string().nullable(),
		startsAt: instant.nullable(),
		windowFrom: clockTime,
		windowTo: clockTime,
		terminals: count,
		updated: count.openapi({ description: 'Terminals that report the version' }),
		failed: count.openapi({ description: 'The tool says that they failed, and they do not report it' }),
		waiting: count,
		outsideWindow: count.openapi({ description: 'Updated at a local time that lies outside the window' }),
		firstUpdateAt: instant.nullable(),
		latestUpdateAt: instant.nullable(),
		verdict: z
			.enum(ROLLOUT_VERDICTS)
			.nullable()
			.openapi({ description: 'Of the roll-out of that version; null: not judged' }),
		effect: difference,
		effectLow: difference,
		effectHigh: difference
	})
	.openapi('FirmwareCampaignRing');
export type CampaignItem = z.output<typeof campaignSchema>;

export const campaignsSchema = pageOf(campaignSchema).extend({ timeZone: z.string() });

export const campaignParams = z.object({ campaignId: z.string().min(1).max(64) });

export const campaignTerminalsQuery = z.strictObject({
	ring: z.coerce.number().int().min(0).max(1_000).optional(),
	progress: z.enum(UPDATE_PROGRESS).optional(),
	outsideWindow: z.enum(['true', 'false']).optional(),
	...pageQuery,
	...exportQuery
});
export type CampaignTerminalsQuery = z.output<typeof campaignTerminalsQuery>;

export const campaignTerminalSchema = z
	.object({
		terminalId: z.string(),
		acquirerId: z.string(),
		merchantId: z.string().nullable(),
		merchantName: z.string().nullable(),
		ring: count,
		progress: z.enum(UPDATE_PROGRESS),
		firmware: z.string().nullable().openapi({ description: 'What it reports now' }),
		outcome: z.enum(UPDATE_OUTCOMES).nullable().openapi({ description: 'What the vendor’s tool says' }),
		failure: z.string().nullable().openapi({ description: 'Why it failed, in the words of the tool' }),
		updatedAt: instant.nullable(),
		localTime: z.string().nullable().openapi({ description: 'HH:MM of the update by the clock of its place' }),
		placeTimeZone: z.string(),
		isOutsideWindow: z.boolean()
	})
	.openapi('FirmwareCampaignTerminal');
export type CampaignTerminalItem = z.output<typeof campaignTerminalSchema>;

export const campaignTerminalsSchema = pageOf(campaignTerminalSchema);

const REASON_LENGTH_MAX = 500;

export const newDecisionSchema = z.strictObject({
	decision: z.enum(CAMPAIGN_DECISIONS),
	reason: z.string().trim().min(1).max(REASON_LENGTH_MAX).openapi({ description: 'Why, for whoever asks later' })
});
export type NewDecision = z.output<typeof newDecisionSchema>;

const decisionSchema = z
	.object({
		decision: z.enum(CAMPAIGN_DECISIONS),
		reason: z.string(),
		decidedAt: instant,
		decidedBy: z.string()
	})
	.openapi('FirmwareCampaignDecision');
export type DecisionItem = z.output<typeof decisionSchema>;

export const decisionsSchema = z
	.object({ decisions: z.array(decisionSchema).openapi({ description: 'The newest first' }) })
	.openapi('FirmwareCampaignDecisions');
