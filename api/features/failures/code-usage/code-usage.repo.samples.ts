import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import {
	attemptsOfPlaces,
	codeAttempts,
	codeBreadths,
	codeNames,
	codeSeries,
	codeSums,
	isUnmappedInScope,
	placesOfCode,
	seenCode
} from './code-usage.repo.ts';

const DAY_MS = 86_400_000;
const WINDOW = { fromMs: SAMPLE_INSTANT.getTime() - DAY_MS, toMs: SAMPLE_INSTANT.getTime() };
const ZONE = 'Asia/Shanghai';
const FACTS = { pieces: [{ source: 'txn' as const, ...WINDOW }], ids: { by: { model: [3] } }, zone: ZONE };
const SLICES = { pieces: [{ source: 'slice_day' as const, ...WINDOW }], ids: { by: {} }, zone: ZONE };

export const samples: QuerySamples = {
	codeSums: async ({ db }) => codeSums(db, SAMPLE_SCOPE, { ...SLICES, bucket: 'day' }),
	codeAttempts: async ({ db }) => codeAttempts(db, SAMPLE_SCOPE, SLICES),
	codeBreadths: async ({ db }) => codeBreadths(db, SAMPLE_SCOPE, FACTS),
	codeNames: async ({ db }) => codeNames(db, [1, 2]),
	seenCode: async ({ db }) => seenCode(db, 'cup', 'Q9'),
	isUnmappedInScope: async ({ db }) => isUnmappedInScope(db, SAMPLE_SCOPE, 1),
	codeSeries: async ({ db }) => codeSeries(db, SAMPLE_SCOPE, { ...FACTS, codeId: 1, bucket: 'hour' }),
	placesOfCode: async ({ db }) => placesOfCode(db, SAMPLE_SCOPE, { ...SLICES, codeId: 1, kind: 'issuer', limit: 10 }),
	attemptsOfPlaces: async ({ db }) =>
		attemptsOfPlaces(db, SAMPLE_SCOPE, { ...FACTS, kind: 'merchant', placeIds: [1, 2] })
};
