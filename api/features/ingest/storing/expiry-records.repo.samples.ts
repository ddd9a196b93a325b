import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { findExpiries, writeExpiries } from './expiry-records.repo.ts';

export const samples: QuerySamples = {
	findExpiries: async ({ sql }) => findExpiries(sql, ['4-30123']),
	writeExpiries: async ({ sql }) => writeExpiries(sql, [], { now: SAMPLE_INSTANT, sender: 'tms' })
};
