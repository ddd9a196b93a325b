import { parseArgs } from 'node:util';
import { EXIT_OK, type Command } from './command.ts';
import { withDatabase } from './database-command.ts';

export const command: Command = {
	summary: 'bring the database up to date',
	usage: `Usage: npm run tillwatch -- migrate

Runs the migrations that the database has not seen yet. The server does the same when it starts; this is for whoever wants
it done beforehand. Harmless when there is nothing to do, or when several do it at once.`,
	run: async (args, terminal) => {
		parseArgs({ args, options: {} });
		// Opening a database migrates it and says so.
		await withDatabase(terminal, async () => terminal.print('The database is up to date.'));
		return EXIT_OK;
	}
};
