import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { listSilences } from './terminal-silences.repo.ts';

const WINDOW = { from: new Date(SAMPLE_INSTANT.getTime() - 86_400_000), to: SAMPLE_INSTANT };

export const samples: QuerySamples = {
	listSilences: async ({ db }) => listSilences(db, SAMPLE_SCOPE, 1, null),
	'listSilences (window)': async ({ db }) => listSilences(db, SAMPLE_SCOPE, 1, WINDOW)
};
