import { fleetFilterSchema } from '#lib/domain/fleet-filter.ts';
import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	codeAttempts,
	codeCounts,
	codeCourses,
	codePlaces,
	codeSeries,
	isUnmappedInScope,
	seenCode
} from './code-usage.repo.ts';

const WINDOW = { fromMs: SAMPLE_INSTANT.getTime() - 86_400_000, toMs: SAMPLE_INSTANT.getTime() };
const EVERYTHING = { window: WINDOW, filter: fleetFilterSchema.parse({}) };
const FILTERED = {
	window: WINDOW,
	filter: fleetFilterSchema.parse({ issuer: 'ICBC', vendor: 'Landi', firmware: '3.9.1', product: 'debit' })
};

export const samples: QuerySamples = {
	codeCounts: async ({ db }) => codeCounts(db, SAMPLE_SCOPE, FILTERED),
	codeAttempts: async ({ db }) => codeAttempts(db, SAMPLE_SCOPE, EVERYTHING),
	codeCourses: async ({ db }) => codeCourses(db, SAMPLE_SCOPE, EVERYTHING, 24),
	seenCode: async ({ db }) => seenCode(db, 'cup', 'Q9'),
	isUnmappedInScope: async ({ db }) => isUnmappedInScope(db, SAMPLE_SCOPE, 1),
	codeSeries: async ({ db }) =>
		codeSeries(db, SAMPLE_SCOPE, EVERYTHING, { codeId: 1, bucket: 'hour', zone: 'Asia/Shanghai' }),
	codePlaces: async ({ db }) => codePlaces(db, SAMPLE_SCOPE, EVERYTHING, { codeId: 1, kind: 'merchant', limit: 10 })
};
