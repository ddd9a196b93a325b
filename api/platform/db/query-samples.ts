import type { Scope } from '../scope.ts';
import type { Database } from './db.ts';

/**
 * One call of every function of a repo that sends SQL, with arguments that show it. `x.repo.samples.ts` lies beside
 * `x.repo.ts` and exports `samples`; `npm run gen` writes the SQL to tests/db/queries, where a review reads it, and a test runs
 * each of them on Postgres. A key is the function's name, with a remark in brackets where one is shown several times.
 */
export type QuerySamples = Record<string, (database: Pick<Database, 'db' | 'sql'>) => Promise<unknown>>;

/** The narrower scope shows where it enters a query. */
export const SAMPLE_SCOPE: Scope = { kind: 'acquirers', acquirerIds: [1, 2] };
export const SAMPLE_INSTANT = new Date('2026-03-02T04:00:00Z');
