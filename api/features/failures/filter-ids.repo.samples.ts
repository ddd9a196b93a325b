import type { QuerySamples } from '#api/platform/db/query-samples.ts';
import { summaryQuery } from './failures.schemas.ts';
import { filterIds } from './filter-ids.repo.ts';

const FILTER = summaryQuery.parse({
	acquirer: 'ACQ1',
	issuer: 'ICBC',
	vendor: 'Landi',
	firmware: '3.9.1',
	code: 'cup:51',
	state: 'abnormal',
	q: 'T1'
});

export const samples: QuerySamples = { filterIds: async ({ db }) => filterIds(db, FILTER) };
