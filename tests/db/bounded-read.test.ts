// What a heavy read may cost, and what it sees.
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { readBounded } from '#api/platform/db/bounded-read.ts';
import { test } from '#tests/support/database.ts';

describe('readBounded', () => {
	test('turns a statement that takes too long into a refusal, and leaves the connection usable', async ({
		database
	}) => {
		const slow = readBounded(database.db, async (db) => db.selectNoFrom(sql`pg_sleep(20)`.as('nap')).execute(), 50);
		await expect(slow).rejects.toMatchObject({ code: 'request.too_slow', status: 503 });
		const [row] = await readBounded(database.db, async (db) => db.selectNoFrom(sql<number>`1`.as('one')).execute());
		expect(row).toEqual({ one: 1 });
	});

	test('sees one moment of the database, however long it reads', async ({ database }) => {
		const carriers = await readBounded(database.db, async (db) => {
			const before = await db.selectFrom('carrier').selectAll().execute();
			await database.sql`insert into carrier values (77, 'Late')`;
			return [before, await db.selectFrom('carrier').selectAll().execute()];
		});
		expect(carriers[1]).toEqual(carriers[0]);
	});

	test('cannot write', async ({ database }) => {
		const write = readBounded(database.db, async (db) =>
			db.selectNoFrom(sql`setval('merchant_merchant_id_seq', 9)`.as('x')).execute()
		);
		await expect(write).rejects.toThrow(/read-only transaction/);
	});
});
