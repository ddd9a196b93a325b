import { SAMPLE_INSTANT, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { firstUnfoldedWeek, foldDay, foldWeek, unfoldedDays } from './rollups.repo.ts';

export const samples: QuerySamples = {
	unfoldedDays: async ({ sql }) => unfoldedDays(sql, 'Asia/Shanghai', SAMPLE_INSTANT, 10),
	foldDay: async ({ sql }) => foldDay(sql, '2026-03-01', 'Asia/Shanghai', SAMPLE_INSTANT),
	firstUnfoldedWeek: async ({ sql }) => firstUnfoldedWeek(sql),
	foldWeek: async ({ sql }) => foldWeek(sql, '2026-03-02', SAMPLE_INSTANT)
};
