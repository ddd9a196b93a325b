import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { countChanges, listChanges } from './terminal-changes.repo.ts';
import { terminalChangesQuery } from './terminal-changes.schemas.ts';

const FILTER = {
	...terminalChangesQuery.parse({ kind: ['worse', 'new'], model: 'A8' }),
	since: SAMPLE_INSTANT,
	until: undefined
};

export const samples: QuerySamples = {
	countChanges: async ({ db }) => countChanges(db, SAMPLE_SCOPE, FILTER),
	'listChanges (a later page)': async ({ db }) =>
		listChanges(db, SAMPLE_SCOPE, FILTER, {
			descending: true,
			limit: 50,
			cursor: [SAMPLE_INSTANT.toISOString(), 17]
		})
};
