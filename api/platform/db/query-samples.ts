import type { Database } from './db.ts';

/**
 * One call of every function that a repo exports, with arguments that show its SQL. `x.repo.samples.ts` lies beside
 * `x.repo.ts` and exports `samples`; `npm run gen` writes the SQL they send to tests/db/queries, where a review reads it.
 * A key is the function's name, with a remark in brackets where one function is shown several times.
 */
export type QuerySamples = Record<
	string,
	(database: Pick<Database, 'db' | 'sql'>) => Promise<unknown> | { compile(): { sql: string } }
>;
