import { randomUUID } from 'node:crypto';
import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { listBatches, listFreshness, listRejects, listUnmappedCodes } from './ingest.repo.ts';

const PAGE = { limit: 50 };

export const samples: QuerySamples = {
	listBatches: async ({ db }) => listBatches(db, SAMPLE_SCOPE, { ...PAGE, kind: 'transaction' }),
	listRejects: async ({ db }) =>
		listRejects(db, SAMPLE_SCOPE, { ...PAGE, batch: randomUUID(), code: 'occurredAt.missing' }),
	listUnmappedCodes: async ({ db }) => listUnmappedCodes(db, SAMPLE_SCOPE, PAGE),
	listFreshness: async ({ db }) => listFreshness(db, SAMPLE_SCOPE)
};
