import type { QuerySamples } from '#api/platform/db/query-samples.ts';
import { boardDays, foldedOf } from './terminal-verdict.repo.ts';

export const samples: QuerySamples = {
	foldedOf: async ({ db }) => foldedOf(db, boardDays({ year: 2026, month: 3, day: 1 }, 'Asia/Shanghai'))
};
