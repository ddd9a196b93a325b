import { HEADINGS } from '#lib/domain/headings.ts';
import type { ListFile } from '#api/platform/export/exports.ts';
import type { TerminalSilence } from './terminal-silences.schemas.ts';

export const TERMINAL_SILENCES_FILE: ListFile<TerminalSilence> = {
	list: 'silences',
	title: { en: 'Without a heartbeat', zh: '心跳中断记录' },
	columns: [
		{ heading: HEADINGS.beganAt, type: 'instant', value: ({ beganAt }) => beganAt },
		{ heading: HEADINGS.endedAt, type: 'instant', value: ({ endedAt }) => endedAt },
		{ heading: HEADINGS.silentHours, type: 'decimal', value: ({ hours }) => hours }
	]
};
