// `npm run tillwatch -- <command>`: finds the command, runs it, and turns what went wrong into a sentence and an exit code.
import { ConfigError } from '#api/platform/config.ts';
import { AppError } from '#api/platform/errors.ts';
import { maskCardNumbers } from '#lib/domain/card-numbers.ts';
import { EXIT_FAILED, EXIT_OK, EXIT_USAGE, UsageError, type Command, type Terminal } from './command.ts';

/** Loaded only when called: `--help` need not wait for a database client. */
const COMMANDS: Record<string, () => Promise<{ command: Command }>> = {
	import: async () => import('./import.ts'),
	simulate: async () => import('./simulate.ts'),
	migrate: async () => import('./migrate.ts'),
	people: async () => import('./people.ts'),
	keys: async () => import('./keys.ts'),
	doctor: async () => import('./doctor.ts'),
	rollups: async () => import('./rollups.ts')
};

const terminal: Terminal = {
	env: process.env,
	print: (line) => void process.stdout.write(`${line}\n`),
	tell: (line) => void process.stderr.write(`${line}\n`)
};

async function overview(): Promise<string> {
	const lines = await Promise.all(
		Object.entries(COMMANDS).map(async ([name, load]) => `  ${name.padEnd(10)} ${(await load()).command.summary}`)
	);
	return [
		'Usage: npm run tillwatch -- <command> [options]',
		'',
		...lines,
		'',
		'npm run tillwatch -- <command> --help tells more about one of them.'
	].join('\n');
}

async function main(words: string[]): Promise<number> {
	const [name = '--help', ...args] = words;
	if (name === '--help' || name === '-h' || name === 'help') {
		terminal.print(await overview());
		return words.length === 0 ? EXIT_USAGE : EXIT_OK;
	}
	const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (!load) {
		terminal.tell(`There is no command "${name}".\n\n${await overview()}`);
		return EXIT_USAGE;
	}
	const { command } = await load();
	if (args.includes('--help') || args.includes('-h')) {
		terminal.print(command.usage);
		return EXIT_OK;
	}
	try {
		return await command.run(args, terminal);
	} catch (error) {
		return explain(error, command);
	}
}

/** parseArgs throws a TypeError with such a code for an option that it does not know. */
const isUsageProblem = (error: Error) =>
	error instanceof UsageError || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));

function explain(error: unknown, command: Command): number {
	if (!(error instanceof Error)) throw error;
	if (isUsageProblem(error)) {
		terminal.tell(`${error.message}\n\n${command.usage}`);
		return EXIT_USAGE;
	}
	const expected =
		error instanceof AppError || error instanceof ConfigError || terminal.env['TILLWATCH_LOG_LEVEL'] !== 'debug';
	terminal.tell(maskCardNumbers(expected ? error.message : (error.stack ?? error.message)));
	return EXIT_FAILED;
}

process.exitCode = await main(process.argv.slice(2));
