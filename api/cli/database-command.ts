import { systemClock, type Clock } from '#api/platform/clock.ts';
import { readConfig, type Config } from '#api/platform/config.ts';
import type { Db } from '#api/platform/db/db.ts';
import { provideDatabase } from '#api/platform/db/provide.ts';
import type { Terminal } from './command.ts';

/** Opens the database of the settings (a private Postgres is started or adopted), and closes it whatever happens. */
export async function withDatabase<T>(
	terminal: Terminal,
	use: (open: { db: Db; url: string; config: Config; clock: Clock }) => Promise<T>
): Promise<T> {
	const config = readConfig(terminal.env);
	const database = await provideDatabase(config, terminal.tell);
	try {
		return await use({ db: database.db, url: database.url, config, clock: systemClock });
	} finally {
		await database.close();
	}
}
