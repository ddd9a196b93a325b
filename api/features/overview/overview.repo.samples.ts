import type { Tx } from '#api/platform/db/db.ts';
import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	countFirstSeen,
	countNewUnmappedCodes,
	countStateChanges,
	findLastLook,
	recordLastLook
} from './overview.repo.ts';

const USER_ID = '00000000-0000-4000-8000-000000000001';

export const samples: QuerySamples = {
	findLastLook: async ({ db }) => findLastLook(db, USER_ID),
	recordLastLook: async ({ db }) =>
		db.transaction().execute(async (tx: Tx) => recordLastLook(tx, USER_ID, SAMPLE_INSTANT)),
	countStateChanges: async ({ db }) => countStateChanges(db, SAMPLE_SCOPE, SAMPLE_INSTANT),
	countFirstSeen: async ({ db }) => countFirstSeen(db, SAMPLE_SCOPE, 'merchant', SAMPLE_INSTANT),
	countNewUnmappedCodes: async ({ db }) => countNewUnmappedCodes(db, SAMPLE_SCOPE, SAMPLE_INSTANT)
};
