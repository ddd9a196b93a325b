import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createPerson, resetPassword } from '#api/features/identity/people.usecases.ts';
import { COMMAND_LINE } from '#api/platform/audit.ts';
import { EXIT_OK, required, UsageError, type Command, type Terminal } from './command.ts';
import { withDatabase } from './database-command.ts';

const PASSWORD_VARIABLE = 'TILLWATCH_PASSWORD';
const PASSWORD_BYTES = 15;

export const command: Command = {
	summary: 'make people who may sign in, reset their passwords',
	usage: `Usage: npm run tillwatch -- people create EMAIL [--name NAME]
       npm run tillwatch -- people reset-password EMAIL

Makes a fleet manager, or sets another password and ends the sessions of the old one. The password is generated and
printed, unless ${PASSWORD_VARIABLE} holds one (12 characters or more); it is not an option, since options can be seen by
every user of the machine.`,
	run: async (args, terminal) => {
		const [action, ...rest] = args;
		if (action === 'create') return create(rest, terminal);
		if (action === 'reset-password') return reset(rest, terminal);
		throw new UsageError(action ? `There is no "people ${action}"` : 'Say what to do: create or reset-password');
	}
};

async function create(args: string[], terminal: Terminal): Promise<number> {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: { name: { type: 'string' } }
	});
	const email = emailOf(positionals[0]);
	const { password, generated } = choosePassword(terminal);
	const name = values.name ?? email.slice(0, email.indexOf('@'));
	await withDatabase(terminal, async ({ db, clock }) => {
		await createPerson({ db, clock }, COMMAND_LINE, { email, name, role: 'fleet_manager', password });
	});
	terminal.print(generated ? `Created ${email} with the password ${password}` : `Created ${email}.`);
	return EXIT_OK;
}

async function reset(args: string[], terminal: Terminal): Promise<number> {
	const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
	const email = emailOf(positionals[0]);
	const { password, generated } = choosePassword(terminal);
	await withDatabase(terminal, async ({ db, clock }) => {
		await resetPassword({ db, clock }, COMMAND_LINE, email, password);
	});
	terminal.print(generated ? `${email} now signs in with ${password}` : `${email} has a new password.`);
	return EXIT_OK;
}

function emailOf(given: string | undefined): string {
	const email = required(given, 'EMAIL');
	if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError(`"${email}" is not an e-mail address`);
	return email;
}

function choosePassword(terminal: Terminal): { password: string; generated: boolean } {
	const given = terminal.env[PASSWORD_VARIABLE];
	if (given) return { password: given, generated: false };
	return { password: randomBytes(PASSWORD_BYTES).toString('base64url'), generated: true };
}
