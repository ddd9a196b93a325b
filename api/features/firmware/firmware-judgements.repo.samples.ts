import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { firmwareReasons, firmwareState } from './firmware-judgements.repo.ts';

const NOTHING = { acquirer: [], vendor: [], model: [], firmware: [] };

export const samples: QuerySamples = {
	firmwareState: async ({ db }) => firmwareState(db, SAMPLE_SCOPE, NOTHING, SAMPLE_INSTANT),
	firmwareReasons: async ({ db }) => firmwareReasons(db, SAMPLE_SCOPE, SAMPLE_INSTANT)
};
