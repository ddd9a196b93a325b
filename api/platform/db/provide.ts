import path from 'node:path';
import type { Config } from '../config.ts';
import { openDatabase, type Database } from './db.ts';
import { ensureDatabase, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

const DATABASE_NAME = 'tillwatch';

/** A migrated database with an open pool. `close` also stops the private Postgres, if that is what it was and it is unused. */
export type ProvidedDatabase = Database & { url: string };

/** The Postgres of DATABASE_URL, or else the private one in the data folder: started or adopted, and migrated. */
export async function provideDatabase(
	config: Pick<Config, 'databaseUrl' | 'dataDir'>,
	onProgress: (line: string) => void = () => {}
): Promise<ProvidedDatabase> {
	if (config.databaseUrl) {
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

async function migrateAndTell(url: string, onProgress: (line: string) => void): Promise<void> {
	const applied = await migrate(url);
	if (applied.length > 0) onProgress(`migrated the database: ${applied.length} files, up to ${applied.at(-1)}`);
}
