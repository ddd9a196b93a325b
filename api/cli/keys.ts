import { parseArgs } from 'node:util';
import { listKeys } from '#api/features/identity/keys.repo.ts';
import { createKey, withdrawKey } from '#api/features/identity/keys.usecases.ts';
import { COMMAND_LINE } from '#api/platform/audit.ts';
import type { KeyScope } from '#api/platform/principal.ts';
import { EXIT_OK, required, UsageError, type Command, type Terminal } from './command.ts';
import { withDatabase } from './database-command.ts';

const SCOPES: readonly KeyScope[] = ['ingest', 'read'];
const DAY_MS = 24 * 3600 * 1000;
const EXPIRES_DAYS_MAX = 3650;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const command: Command = {
	summary: 'make, list and revoke API keys',
	usage: `Usage: npm run tillwatch -- keys create NAME [--scope ingest] [--scope read] [--acquirer ID] [--expires-in-days N]
       npm run tillwatch -- keys list
       npm run tillwatch -- keys revoke KEY_ID

A key is printed once, when it is made, and stored as its hash only. Without --scope it may send and read. With --acquirer
it sends and reads for that acquirer alone. A revoked key opens nothing from the next request on.`,
	run: async (args, terminal) => {
		const [action, ...rest] = args;
		if (action === 'create') return create(rest, terminal);
		if (action === 'list') return list(rest, terminal);
		if (action === 'revoke') return revoke(rest, terminal);
		throw new UsageError(action ? `There is no "keys ${action}"` : 'Say what to do: create, list or revoke');
	}
};

async function create(args: string[], terminal: Terminal): Promise<number> {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			scope: { type: 'string', multiple: true },
			acquirer: { type: 'string' },
			'expires-in-days': { type: 'string' }
		}
	});
	const name = required(positionals[0], 'NAME');
	const scopes = scopesOf(values.scope);
	const days = daysOf(values['expires-in-days']);
	const { keyId, key } = await withDatabase(terminal, async ({ db, clock }) => {
		const expiresAt = days === undefined ? undefined : new Date(clock.now().getTime() + days * DAY_MS);
		return createKey({ db, clock }, COMMAND_LINE, { name, scopes, acquirerCode: values.acquirer, expiresAt });
	});
	terminal.tell(`Created key ${keyId}. It is shown only now:`);
	terminal.print(key);
	return EXIT_OK;
}

async function list(args: string[], terminal: Terminal): Promise<number> {
	parseArgs({ args, options: {} });
	const keys = await withDatabase(terminal, async ({ db }) => listKeys(db));
	const day = (instant: Date | null) => instant?.toISOString().slice(0, 10) ?? '-';
	const header = ['id', 'begins', 'scopes', 'acquirer', 'made', 'expires', 'revoked', 'used', 'name'];
	const rows = keys.map((key) => [
		key.api_key_id,
		key.prefix,
		key.scopes.join('+'),
		key.acquirer_code ?? '-',
		day(key.created_at),
		day(key.expires_at),
		day(key.revoked_at),
		day(key.last_used_at),
		key.name
	]);
	for (const row of [header, ...rows]) terminal.print(row.join('\t'));
	return EXIT_OK;
}

async function revoke(args: string[], terminal: Terminal): Promise<number> {
	const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
	const keyId = required(positionals[0], 'KEY_ID');
	if (!UUID.test(keyId)) throw new UsageError(`"${keyId}" is not a key's id: see "keys list"`);
	await withDatabase(terminal, async ({ db, clock }) => withdrawKey({ db, clock }, COMMAND_LINE, keyId));
	terminal.print(`Key ${keyId} is revoked.`);
	return EXIT_OK;
}

function scopesOf(given: string[] | undefined): KeyScope[] {
	const odd = (given ?? []).filter((scope) => !SCOPES.some((known) => known === scope));
	if (odd.length > 0) throw new UsageError(`A scope is ingest or read, not ${odd.join(', ')}`);
	return given ? SCOPES.filter((scope) => given.includes(scope)) : [...SCOPES];
}

function daysOf(given: string | undefined): number | undefined {
	if (given === undefined) return undefined;
	const days = Number(given);
	if (!Number.isInteger(days) || days < 1 || days > EXPIRES_DAYS_MAX) {
		throw new UsageError(`--expires-in-days is a whole number from 1 to ${EXPIRES_DAYS_MAX}`);
	}
	return days;
}
