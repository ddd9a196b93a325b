import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { addSilences, deleteSilences, heardSpans, knownSilences, moveFirstHeard } from './silences.repo.ts';

const from_ms = SAMPLE_INSTANT.getTime();
const SILENCE = { terminal_id: 1, acquirer_id: 1, from_ms, to_ms: from_ms + 2 * 86_400_000 };

export const samples: QuerySamples = {
	heardSpans: async ({ sql }) => sql.begin(async (tx) => heardSpans(tx, [1])),
	knownSilences: async ({ sql }) => sql.begin(async (tx) => knownSilences(tx, [1])),
	deleteSilences: async ({ sql }) => sql.begin(async (tx) => deleteSilences(tx, [SILENCE])),
	addSilences: async ({ sql }) => sql.begin(async (tx) => addSilences(tx, [SILENCE])),
	moveFirstHeard: async ({ sql }) =>
		sql.begin(async (tx) => moveFirstHeard(tx, [{ terminal_id: 1, first_ms: from_ms }]))
};
