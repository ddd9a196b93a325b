import type { QuerySamples } from '#api/platform/db/query-samples.ts';
import { factsSpan, foldedDays, foldedWeeks } from './source-spans.repo.ts';

const WINDOW = { fromMs: Date.parse('2026-02-28T16:00:00Z'), toMs: Date.parse('2026-03-02T16:00:00Z') };

export const samples: QuerySamples = {
	foldedDays: async ({ db }) => foldedDays(db, 'slice_day', WINDOW),
	foldedWeeks: async ({ db }) => foldedWeeks(db, WINDOW),
	factsSpan: async ({ db }) => factsSpan(db)
};
