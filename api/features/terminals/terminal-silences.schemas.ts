import { z } from '@hono/zod-openapi';
import { SILENT_AFTER_HOURS } from '#lib/domain/terminal-states.ts';
import { instant } from '#api/platform/http.ts';

const silenceSchema = z
	.object({
		beganAt: instant.openapi({ description: 'The last heartbeat before' }),
		endedAt: instant.nullable().openapi({ description: 'The first heartbeat after; null: none yet' }),
		hours: z.number().openapi({ description: 'How long it took, or has taken up to the newest data' })
	})
	.openapi('TerminalSilence', {
		description: `More than ${SILENT_AFTER_HOURS} hours without a heartbeat; kept as long as the terminal`
	});
export type TerminalSilence = z.output<typeof silenceSchema>;

export const silencesSchema = z.object({ items: z.array(silenceSchema) });
