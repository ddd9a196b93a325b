import path from 'node:path';
import { ConfigError, type Config } from '../config.ts';
import { pgClient } from './client.ts';
import { openDatabase, type Database } from './db.ts';
import { ensureDatabase, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

const DATABASE_NAME = 'tillwatch';
/** As Postgres counts: 15.0 */
const SERVER_VERSION_MIN = 150_000;

/** A migrated database with an open pool. `close` also stops the private Postgres, if that is what it was and it is unused. */
export type ProvidedDatabase = Database & { url: string };

/** The Postgres of DATABASE_URL, or else the private one in the data folder: started or adopted, and migrated. */
export async function provideDatabase(
	config: Pick<Config, 'databaseUrl' | 'dataDir'>,
	onProgress: (line: string) => void = () => {}
): Promise<ProvidedDatabase> {
	if (config.databaseUrl) {
		await checkServer(config.databaseUrl);
		await migrateAndTell(config.databaseUrl, onProgress);
		return { ...openDatabase(config.databaseUrl), url: config.databaseUrl };
	}
	const embedded = await startEmbedded({ dir: path.join(config.dataDir, 'postgres'), onProgress });
	try {
		const url = await ensureDatabase(embedded, DATABASE_NAME);
		await migrateAndTell(url, onProgress);
		const database = openDatabase(url);
		const close = async () => {
			await database.close();
			await embedded.release();
		};
		return { ...database, url, close };
	} catch (error) {
		await embedded.release();
		throw error;
	}
}

/** Somebody else's server may be down, too old, or not let us in: said in a sentence, without the password of the address. */
async function checkServer(url: string): Promise<void> {
	const client = pgClient(url, { max: 1 });
	try {
		const [row] = await client<{ version: number }[]>`select current_setting('server_version_num')::int as version`;
		if ((row?.version ?? 0) >= SERVER_VERSION_MIN) return;
	} catch (error) {
		throw new ConfigError(`DATABASE_URL cannot be used: ${error instanceof Error ? error.message : String(error)}`, {
			cause: error
		});
	} finally {
		await client.end();
	}
	throw new ConfigError('DATABASE_URL cannot be used: Tillwatch needs Postgres 15 or newer');
}

async function migrateAndTell(url: string, onProgress: (line: string) => void): Promise<void> {
	const applied = await migrate(url);
	if (applied.length > 0) onProgress(`migrated the database: ${applied.length} files, up to ${applied.at(-1)}`);
}
