import { SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { countTerminals, listTerminals } from './terminal-list.repo.ts';
import { terminalListQuery } from './terminals.schemas.ts';

const FILTER = terminalListQuery.parse({ vendor: 'Landi', state: 'abnormal', carrier: 'China Mobile', q: 'T1' });
const PAGE = { descending: true, limit: 50 } as const;

export const samples: QuerySamples = {
	countTerminals: async ({ db }) => countTerminals(db, SAMPLE_SCOPE, FILTER),
	'listTerminals (first page)': async ({ db }) =>
		listTerminals(db, SAMPLE_SCOPE, { ...PAGE, filter: FILTER, sort: 'rateLow', cursor: undefined }),
	'listTerminals (a later page, everything)': async ({ db }) =>
		listTerminals(db, SAMPLE_SCOPE, {
			...PAGE,
			filter: terminalListQuery.parse({}),
			sort: 'rateLow',
			cursor: [0.2, 17]
		}),
	'listTerminals (a place far down)': async ({ db }) =>
		listTerminals(db, SAMPLE_SCOPE, {
			...PAGE,
			filter: terminalListQuery.parse({ firstSeenFrom: '2026-03-01T00:00:00+08:00' }),
			sort: 'mainCause',
			cursor: undefined,
			offset: 50_000
		})
};
