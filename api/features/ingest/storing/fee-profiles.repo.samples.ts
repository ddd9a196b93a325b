import type { QuerySamples } from '#api/platform/db/query-samples.ts';
import { writeFeeProfiles } from './fee-profiles.repo.ts';

export const samples: QuerySamples = {
	writeFeeProfiles: async ({ sql }) => writeFeeProfiles(sql, [], true)
};
