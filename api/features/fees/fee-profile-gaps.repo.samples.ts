import type { QuerySamples } from '#api/platform/db/query-samples.ts';
import { refreshProfileGaps } from './fee-profile-gaps.repo.ts';

export const samples: QuerySamples = {
	refreshProfileGaps: async ({ sql }) => refreshProfileGaps(sql, { timeZone: 'Asia/Shanghai', merchantZones: [] })
};
