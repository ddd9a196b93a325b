import { randomUUID } from 'node:crypto';
import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { findMember, findUsableKey, noteKeyUse } from './identity.repo.ts';

export const samples: QuerySamples = {
	findMember: async ({ db }) => findMember(db, randomUUID()),
	findUsableKey: async ({ db }) => findUsableKey(db, Buffer.alloc(32), SAMPLE_INSTANT),
	noteKeyUse: async ({ db }) => noteKeyUse(db, randomUUID(), SAMPLE_INSTANT)
};
