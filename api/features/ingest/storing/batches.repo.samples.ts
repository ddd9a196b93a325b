import { randomUUID } from 'node:crypto';
import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { keepRejects, notifyRegistryChanged, openBatch, recordBatch, recordFreshness } from './batches.repo.ts';

const BATCH = {
	batchId: randomUUID(),
	kind: 'transaction',
	source: 'switch',
	acquirerId: null,
	startedAt: SAMPLE_INSTANT,
	correctsBatchId: null
};
const END = {
	...{ received: 3, accepted: 1, duplicates: 1, rejected: 1 },
	finishedAt: SAMPLE_INSTANT,
	outcome: 'complete',
	detail: null,
	firstEventAt: SAMPLE_INSTANT,
	lastEventAt: SAMPLE_INSTANT
} as const;
const REJECT = { line: 1, field: 'type', code: 'type.unknown', message: 'is none of the types', raw: '{}' };

export const samples: QuerySamples = {
	openBatch: async ({ sql }) => openBatch(sql, BATCH),
	recordBatch: async ({ sql }) => recordBatch(sql, BATCH.batchId, END),
	keepRejects: async ({ sql }) => keepRejects(sql, BATCH.batchId, null, [REJECT], 0),
	recordFreshness: async ({ sql }) =>
		recordFreshness(sql, 'transaction', 'switch', SAMPLE_INSTANT, [
			{ acquirerId: 1, lastEventAt: SAMPLE_INSTANT, records: 1 }
		]),
	notifyRegistryChanged: async ({ sql }) => notifyRegistryChanged(sql)
};
