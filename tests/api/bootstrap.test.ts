// What a first start creates so that somebody can come in, and what later starts leave alone.
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verifyPassword } from 'better-auth/crypto';
import { describe, expect, test as base } from 'vitest';
import { bootstrapFromSettings, ensureFirstManager } from '#api/features/identity/bootstrap.usecases.ts';
import { listKeys } from '#api/features/identity/keys.repo.ts';
import { findPasswordHash } from '#api/features/identity/people.repo.ts';
import { resetPassword } from '#api/features/identity/people.usecases.ts';
import { COMMAND_LINE } from '#api/platform/audit.ts';
import { fixedClock } from '#api/platform/clock.ts';
import { readConfig } from '#api/platform/config.ts';
import { cloneDatabase, type TestDatabase } from '#tests/support/database.ts';

type World = { database: TestDatabase; dataDir: string };

/** A first start needs an empty world: each test has its own. */
const test = base.extend<{ world: World }>({
	world: async ({}, use) => {
		const database = await cloneDatabase();
		const dataDir = await mkdtemp(path.join(tmpdir(), 'tillwatch-bootstrap-'));
		await use({ database, dataDir });
		await database.drop();
		await rm(dataDir, { recursive: true });
	}
});

const KEY = 'deployment-script-key-0123456789abcdef';
const EMAIL = 'ops@example.com';

function depsOf({ database, dataDir }: World, env: NodeJS.ProcessEnv = {}) {
	const config = readConfig({ TILLWATCH_DATA_DIR: dataDir, ...env });
	return { db: database.db, clock: fixedClock('2026-03-01T08:00:00Z'), config };
}

async function signsIn({ database }: World, email: string, password: string): Promise<boolean> {
	const hash = await findPasswordHash(database.db, email);
	return hash !== undefined && verifyPassword({ hash, password });
}

describe('settings of a scripted deployment', () => {
	const env = {
		TILLWATCH_BOOTSTRAP_INGEST_KEY: KEY,
		TILLWATCH_BOOTSTRAP_ADMIN_EMAIL: EMAIL,
		TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD: 'from the deployment'
	};

	test('create a key to the whole fleet and a manager, once', async ({ world }) => {
		await bootstrapFromSettings(depsOf(world, env));
		await bootstrapFromSettings(depsOf(world, env));
		const keys = await listKeys(world.database.db);
		expect(keys).toMatchObject([{ scopes: ['ingest', 'read'], acquirer_code: null, expires_at: null }]);
		expect(await signsIn(world, EMAIL, 'from the deployment')).toBe(true);
	});

	test('leave the password of somebody who exists as it is', async ({ world }) => {
		const deps = depsOf(world, env);
		await bootstrapFromSettings(deps);
		await resetPassword(deps, COMMAND_LINE, EMAIL, 'changed since then');
		await bootstrapFromSettings(deps);
		expect(await signsIn(world, EMAIL, 'changed since then')).toBe(true);
	});
});

describe('a first start without them', () => {
	test('makes a manager whose password only the owner of the data folder can read', async ({ world }) => {
		const manager = await ensureFirstManager(depsOf(world));
		expect(manager?.password).toMatch(/^[\w-]{16}$/);
		expect(await signsIn(world, manager?.email ?? '', manager?.password ?? '')).toBe(true);
		const [file = ''] = await readdir(world.dataDir);
		expect((await stat(path.join(world.dataDir, file))).mode & 0o077).toBe(0);
		expect((await readFile(path.join(world.dataDir, file), 'utf8')).trim()).toBe(manager?.password);
	});

	test('is told again at the next start, until somebody has set another password', async ({ world }) => {
		const deps = depsOf(world);
		const manager = await ensureFirstManager(deps);
		expect(await ensureFirstManager(deps)).toEqual(manager);
		await resetPassword(deps, COMMAND_LINE, manager?.email ?? '', 'one of my own choice');
		expect(await ensureFirstManager(deps)).toBeNull();
		expect(await readdir(world.dataDir)).toEqual([]);
	});

	test('makes nobody where somebody can sign in already', async ({ world }) => {
		const env = { TILLWATCH_BOOTSTRAP_ADMIN_EMAIL: EMAIL, TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD: 'from the deployment' };
		await bootstrapFromSettings(depsOf(world, env));
		expect(await ensureFirstManager(depsOf(world))).toBeNull();
		const people = await world.database.sql`select email from auth."user"`;
		expect(people.map((person) => person['email'])).toEqual([EMAIL]);
	});
});
