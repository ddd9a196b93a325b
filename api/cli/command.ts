// What each command of `npm run tillwatch --` is made of.

export type Command = {
	/** One line for the list of commands. */
	summary: string;
	/** The whole text of `--help`. */
	usage: string;
	/** Does the work and tells the exit code. `args` are the words after the command's name. */
	run(args: string[], terminal: Terminal): Promise<number>;
};

export type Terminal = {
	env: NodeJS.ProcessEnv;
	/** Results: what a pipe should get. */
	print(line: string): void;
	/** Progress and complaints: what only a person should see. */
	tell(line: string): void;
};

export const EXIT_OK = 0;
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/** The command was called in a way that it does not understand; the usage is shown along with it. */
export class UsageError extends Error {}

/** A positional argument that must be there. */
export function required(value: string | undefined, name: string): string {
	if (value === undefined || value === '') throw new UsageError(`${name} is missing`);
	return value;
}
