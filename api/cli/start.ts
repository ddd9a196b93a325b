// `npm start`: pages built when needed, database, demo fleet, one address. The build runs beside the database's start.
import { serveUntilStopped } from '#api/server.ts';
import { ConfigError, readConfig } from '#api/platform/config.ts';
import { buildPagesIfStale } from './build-pages.ts';
import { endWithNpm } from './under-npm.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);

try {
	// A person at a terminal wants to read the address, not a line of JSON for each request; a file or a collector wants those.
	const logLevel = process.stdout.isTTY ? 'warn' : 'info';
	const config = readConfig({ TILLWATCH_DEMO: '1', TILLWATCH_LOG_LEVEL: logLevel, ...process.env });
	endWithNpm();
	await serveUntilStopped(config, { pages: buildPagesIfStale(say), firstManager: true, say });
	process.exit();
} catch (error) {
	if (!(error instanceof Error)) throw error;
	say(error instanceof ConfigError ? error.message : (error.stack ?? error.message));
	process.exit(1);
}
