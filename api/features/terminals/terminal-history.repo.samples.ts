import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { dueDays, judgeDay, recordChanges } from './terminal-history.repo.ts';

export const samples: QuerySamples = {
	dueDays: async ({ db }) => dueDays(db, SAMPLE_INSTANT, 'Asia/Shanghai', 1),
	judgeDay: async ({ db }) =>
		db.transaction().execute(async (tx) => judgeDay(tx, '2026-03-01', 'Asia/Shanghai', SAMPLE_INSTANT)),
	recordChanges: async ({ db }) => recordChanges(db, SAMPLE_INSTANT, SAMPLE_INSTANT)
};
