// `npm run tillwatch -- …` as a script uses it: what it prints, where, and with which exit code.
import { spawn } from 'node:child_process';
import { describe, expect } from 'vitest';
import { test } from '#tests/support/database.ts';

type Outcome = { exitCode: number | null; printed: string; told: string };

async function tillwatch(databaseUrl: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
	const child = spawn(process.execPath, ['api/cli/tillwatch.ts', ...args], {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, ...env }
	});
	let [printed, told] = ['', ''];
	child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
	const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
	return { exitCode, printed, told };
}

describe('the command line', () => {
	test('lists its commands, and explains each', async ({ database }) => {
		const overview = await tillwatch(database.url, ['--help']);
		expect(overview.exitCode).toBe(0);
		for (const name of ['import', 'simulate', 'migrate', 'people', 'keys']) {
			expect(overview.printed).toContain(`  ${name}`);
			const help = await tillwatch(database.url, [name, '--help']);
			expect(help, name).toMatchObject({ exitCode: 0, printed: expect.stringContaining('Usage: npm run tillwatch') });
		}
	});

	test.for([
		{ args: ['fly'], says: 'There is no command "fly"' },
		{ args: ['constructor'], says: 'There is no command "constructor"' },
		{ args: ['keys'], says: 'Say what to do' },
		{ args: ['keys', 'create'], says: 'NAME is missing' },
		{ args: ['keys', 'create', 'x', '--scope', 'write'], says: 'ingest or read, not write' },
		{ args: ['keys', 'revoke', '1'], says: 'not a key’s id'.replace('’', "'") },
		{ args: ['people', 'create', 'nobody'], says: 'not an e-mail address' },
		{ args: ['migrate', '--force'], says: '--force' }
	])('exits with 2 and says why: $args', async ({ args, says }, { database }) => {
		const { exitCode, told, printed } = await tillwatch(database.url, args);
		expect({ exitCode, printed }).toEqual({ exitCode: 2, printed: '' });
		expect(told).toContain(says);
	});

	test('makes a key that a pipe can take: the key alone on standard output', async ({ database }) => {
		const made = await tillwatch(database.url, ['keys', 'create', 'switch', '--scope', 'ingest']);
		expect(made.printed).toMatch(/^tw_[0-9a-f]{12}_[\w-]{43}\n$/);
		const listed = await tillwatch(database.url, ['keys', 'list']);
		const [, row = ''] = listed.printed.split('\n');
		const [keyId = '', prefix = '', scopes] = row.split('\t');
		expect(made.printed.startsWith(prefix)).toBe(true);
		expect(scopes).toBe('ingest');
		expect((await tillwatch(database.url, ['keys', 'revoke', keyId])).exitCode).toBe(0);
		expect(await tillwatch(database.url, ['keys', 'revoke', keyId])).toMatchObject({ exitCode: 1 });
	});

	test('makes a person with the password of the environment, and refuses a short one', async ({ database }) => {
		const create = ['people', 'create', 'new@example.com'];
		const short = await tillwatch(database.url, create, { TILLWATCH_PASSWORD: 'short' });
		expect(short).toMatchObject({ exitCode: 1, told: expect.stringContaining('at least 12 characters') });
		const made = await tillwatch(database.url, create, { TILLWATCH_PASSWORD: 'long enough for all' });
		expect(made).toMatchObject({ exitCode: 0, printed: 'Created new@example.com.\n' });
		expect(await tillwatch(database.url, create)).toMatchObject({
			exitCode: 1,
			told: 'new@example.com exists already\n'
		});
	});

	test('says in one sentence which setting cannot be used', async ({ database }) => {
		const { exitCode, told } = await tillwatch(database.url, ['migrate'], { PORT: 'many' });
		expect(exitCode).toBe(1);
		expect(told).toMatch(/PORT/);
		expect(told).not.toContain('    at ');
	});
});
