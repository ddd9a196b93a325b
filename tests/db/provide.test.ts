import { describe, expect } from 'vitest';
import { ConfigError } from '#api/platform/config.ts';
import { provideDatabase } from '#api/platform/db/provide.ts';
import { test } from '#tests/support/database.ts';

const NOBODY_LISTENS = 'postgres://tillwatch:hunter2hunter2@127.0.0.1:1/tillwatch';

describe('a database of one’s own (DATABASE_URL)', () => {
	test('is used as it is, and nothing is embedded', async ({ database }) => {
		const lines: string[] = [];
		const config = { databaseUrl: database.url, dataDir: '/nonexistent' };
		const provided = await provideDatabase(config, (line) => void lines.push(line));
		expect(await provided.sql`select current_database() as name`).toEqual([
			{ name: new URL(database.url).pathname.slice(1) }
		]);
		expect(lines).toEqual([]);
		await provided.close();
	});

	test('that does not answer is said in a sentence, without its password', async () => {
		const refusal = provideDatabase({ databaseUrl: NOBODY_LISTENS, dataDir: '/nonexistent' });
		await expect(refusal).rejects.toThrow(ConfigError);
		await expect(refusal).rejects.toThrow(/DATABASE_URL cannot be used: .*ECONNREFUSED/);
		await expect(refusal).rejects.not.toThrow(/hunter2/);
	});
});
