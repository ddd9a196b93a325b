import { SAMPLE_INSTANT, SAMPLE_SCOPE, type QuerySamples } from '#api/platform/db/query-samples.ts';
import { countTransactions, listTransactions, type TransactionsFilter } from './terminal-transactions.repo.ts';

const FILTER: TransactionsFilter = {
	terminalId: 1,
	from: new Date(SAMPLE_INSTANT.getTime() - 86_400_000),
	to: SAMPLE_INSTANT,
	scopes: ['terminal'],
	causes: ['security_auth']
};

export const samples: QuerySamples = {
	countTransactions: async ({ db }) => countTransactions(db, SAMPLE_SCOPE, FILTER),
	'listTransactions (first page)': async ({ db }) => listTransactions(db, SAMPLE_SCOPE, FILTER, 50, undefined),
	'listTransactions (a later page)': async ({ db }) =>
		listTransactions(db, SAMPLE_SCOPE, FILTER, 50, [SAMPLE_INSTANT.toISOString(), 'txn-1'])
};
