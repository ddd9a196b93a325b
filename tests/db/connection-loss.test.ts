// A database that goes away for a moment costs the statements under way, and nothing else: no pool is stuck, no process ends.
import { setTimeout as delay } from 'node:timers/promises';
import { sql as fragment } from 'kysely';
import { expect, vi } from 'vitest';
import { openDatabase, type Database } from '#api/platform/db/db.ts';
import { test } from '#tests/support/database.ts';

const CONNECTIONS = 2;
/** Time for the news of the closed socket to arrive. */
const NEWS_MS = 50;

async function withPool(url: string, use: (pool: Database, cut: () => Promise<void>) => Promise<void>) {
	const pool = openDatabase(url, { max: CONNECTIONS, name: 'cut-me' });
	const other = openDatabase(url, { max: 1 });
	const cut = async () => {
		await other.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut-me'`;
		await delay(NEWS_MS);
	};
	try {
		await use(pool, cut);
		// Each connection hands the last words of the one before it (57P01) to its first statement; after that, all must work.
		await Promise.allSettled(Array.from({ length: CONNECTIONS }, async () => pool.sql`select 1`));
		// More at once than there are connections, so that none is stuck.
		const answers = await Promise.all(Array.from({ length: 4 * CONNECTIONS }, async () => pool.sql`select 1 as alive`));
		expect(answers.flat()).toHaveLength(4 * CONNECTIONS);
		await pool.db.transaction().execute(async (tx) => fragment`select 1`.execute(tx));
	} finally {
		await pool.close();
		await other.close();
	}
}

const lost = { code: 'CONNECTION_CLOSED' };

test('a statement under way fails, and the pool recovers', async ({ database }) => {
	await withPool(database.url, async ({ sql, db }, cut) => {
		const outcome = Promise.allSettled([sql`select pg_sleep(60)`, fragment`select pg_sleep(60)`.execute(db)]);
		await vi.waitFor(async () => {
			const sleeping =
				await database.sql`select from pg_stat_activity where query = 'select pg_sleep(60)' and state = 'active'`;
			expect(sleeping).toHaveLength(CONNECTIONS);
		});
		await cut();
		// Postgres says why (57P01) if it has the time to.
		for (const each of await outcome) {
			expect(each).toMatchObject({ status: 'rejected' });
			expect(['57P01', lost.code]).toContain((each as { reason: { code: string } }).reason.code);
		}
	});
});

test('a transaction that loses its connection between two statements fails, whoever began it', async ({ database }) => {
	await withPool(database.url, async ({ sql, db }, cut) => {
		const plain = sql.begin(async (tx) => {
			await tx`select 1`;
			await cut();
			await tx`select 2`;
		});
		await expect(plain).rejects.toMatchObject(lost);
		const built = db.transaction().execute(async (tx) => {
			await fragment`select 1`.execute(tx);
			await cut();
			await fragment`select 2`.execute(tx);
		});
		await expect(built).rejects.toMatchObject(lost);
	});
});

test('a transaction that loses its connection before its end fails, although its work was done', async ({
	database
}) => {
	await withPool(database.url, async ({ sql, db }, cut) => {
		const work = async (run: () => Promise<unknown>) => {
			await run();
			await cut();
			return 'done';
		};
		await expect(sql.begin(async (tx) => work(async () => tx`select 1`))).rejects.toMatchObject(lost);
		const built = db.transaction().execute(async (tx) => work(async () => fragment`select 1`.execute(tx)));
		await expect(built).rejects.toMatchObject(lost);
	});
});

test('commit keeps, rollback drops, and an error inside is the one that comes out', async ({ database }) => {
	await withPool(database.url, async ({ db }) => {
		const put = async (code: string, fail: boolean) =>
			db
				.transaction()
				.setIsolationLevel('repeatable read')
				.execute(async (tx) => {
					await tx
						.insertInto('acquirer')
						.values({ acquirer_id: fail ? 2 : 1, acquirer_code: code })
						.execute();
					if (fail) throw new Error('no');
				});
		await put('kept', false);
		await expect(put('dropped', true)).rejects.toThrow('no');
		expect(await db.selectFrom('acquirer').select('acquirer_code').execute()).toEqual([{ acquirer_code: 'kept' }]);
		const write = db
			.transaction()
			.setAccessMode('read only')
			.execute(async (tx) => tx.deleteFrom('acquirer').execute());
		await expect(write).rejects.toMatchObject({ code: '25006' });
	});
});
