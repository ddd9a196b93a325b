import { randomUUID } from 'node:crypto';
import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { findAcquirerId, insertKey, listKeys, revokeKey } from './keys.repo.ts';

const KEY = {
	name: 'switch',
	prefix: 'tw_000000',
	secretSha256: Buffer.alloc(32),
	scopes: ['ingest'] as const,
	acquirerId: null,
	expiresAt: null
};

export const samples: QuerySamples = {
	insertKey: async ({ db }) => db.transaction().execute(async (tx) => insertKey(tx, KEY, SAMPLE_INSTANT)),
	listKeys: async ({ db }) => listKeys(db),
	revokeKey: async ({ db }) => db.transaction().execute(async (tx) => revokeKey(tx, randomUUID(), SAMPLE_INSTANT)),
	findAcquirerId: async ({ db }) => findAcquirerId(db, 'ACQ1')
};
