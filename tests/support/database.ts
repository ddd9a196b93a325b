// A database of its own for each test file, cloned from the migrated template in a few milliseconds.
import { randomUUID } from 'node:crypto';
import { inject, test as base } from 'vitest';
import { pgClient } from '#api/platform/db/client.ts';
import { openDatabase, type Database } from '#api/platform/db/db.ts';
import { databaseUrl, TEMPLATE_DATABASE } from './postgres.ts';

export type TestDatabase = Database & { url: string };

const CONNECTIONS_MAX = 4;

/** For files that need more than one world; `test` below is the usual way. */
export async function cloneDatabase(): Promise<TestDatabase & { drop(): Promise<void> }> {
	const adminUrl = inject('postgresAdminUrl');
	const name = `test_${randomUUID().replaceAll('-', '')}`;
	await administer(adminUrl, `create database ${name} template ${TEMPLATE_DATABASE} strategy file_copy`);
	const url = databaseUrl(adminUrl, name);
	const database = openDatabase(url, { max: CONNECTIONS_MAX, name: 'tillwatch-test' });
	return {
		...database,
		url,
		drop: async () => {
			await database.close();
			await administer(adminUrl, `drop database ${name} with (force)`);
		}
	};
}

async function administer(adminUrl: string, statement: string): Promise<void> {
	const admin = pgClient(adminUrl, { max: 1 });
	try {
		await admin.unsafe(statement);
	} finally {
		await admin.end();
	}
}

/** `test('…', async ({ database }) => …)`: one migrated, otherwise empty database for all tests of the file. */
export const test = base.extend<{ database: TestDatabase }>({
	database: [
		async ({}, use) => {
			const database = await cloneDatabase();
			await use(database);
			await database.drop();
		},
		{ scope: 'file' }
	]
});
