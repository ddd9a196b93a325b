import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { countKeys, expectedKeys, listKeys } from './key-slots.repo.ts';

const FILTER = {
	acquirer: ['ACQ1'],
	merchant: [],
	terminal: ['T1'],
	vendor: [],
	model: ['A920'],
	kind: ['TPK'],
	state: ['missing' as const]
};

const ASKED = { filter: FILTER, expected: [{ model_id: 1, kind: 'TPK' }] };

export const samples: QuerySamples = {
	listKeys: async ({ db }) =>
		listKeys(db, SAMPLE_SCOPE, ASKED, { limit: 50, after: { terminal: 'T1', slot: '1', kind: 'TPK' } }),
	countKeys: async ({ db }) => countKeys(db, SAMPLE_SCOPE, ASKED),
	expectedKeys: async ({ db }) => expectedKeys(db)
};
