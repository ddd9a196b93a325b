import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { newestDataAt, refreshTerminalStates } from './terminal-state.repo.ts';

export const samples: QuerySamples = {
	newestDataAt: async ({ db }) => newestDataAt(db, SAMPLE_INSTANT),
	refreshTerminalStates: async ({ db }) => refreshTerminalStates(db, SAMPLE_INSTANT, 'Asia/Shanghai')
};
