import type { QuerySamples } from '#api/platform/db/query-samples.ts';
import { findRepeatedIds, partitionsReadyUntil, readTotals, rebuildRollUps } from './integrity.repo.ts';

export const samples: QuerySamples = {
	readTotals: async ({ sql }) => readTotals(sql, 'Asia/Shanghai'),
	findRepeatedIds: async ({ sql }) => findRepeatedIds(sql, 20),
	partitionsReadyUntil: async ({ sql }) => partitionsReadyUntil(sql),
	rebuildRollUps: async ({ sql }) => rebuildRollUps(sql, 'Asia/Shanghai')
};
