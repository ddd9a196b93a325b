// What a first start creates, so that somebody can come in at all.
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { verifyPassword } from 'better-auth/crypto';
import { FIRST_START } from '#api/platform/audit.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Config } from '#api/platform/config.ts';
import type { Db } from '#api/platform/db/db.ts';
import { AppError } from '#api/platform/errors.ts';
import { readOrCreateSecret, readSecret } from '#api/platform/secret-file.ts';
import { adoptKey } from './keys.usecases.ts';
import { findPasswordHash, hasPeople } from './people.repo.ts';
import { createPerson } from './people.usecases.ts';

export const FIRST_MANAGER_EMAIL = 'manager@tillwatch.localhost';
const FIRST_MANAGER_NAME = 'Fleet manager';
const BOOTSTRAP_KEY_NAME = 'bootstrap';
const PASSWORD_BYTES = 12;

type BootstrapDeps = { db: Db; clock: Clock; config: Config };

/** Where the generated password of the first manager stays readable for the owner of the data folder. */
const passwordFile = (dataDir: string) => path.join(dataDir, 'first-manager-password');

/** Creates the key and the manager that the settings name. What exists already stays as it is, password included. */
export async function bootstrapFromSettings(deps: BootstrapDeps): Promise<void> {
	const { bootstrapIngestKey, bootstrapAdminEmail, bootstrapAdminPassword } = deps.config;
	if (bootstrapIngestKey) await adoptKey(deps, FIRST_START, BOOTSTRAP_KEY_NAME, bootstrapIngestKey);
	if (bootstrapAdminEmail && bootstrapAdminPassword) {
		await createManagerOnce(deps, bootstrapAdminEmail, bootstrapAdminPassword);
	}
}

/**
 * Where nobody can sign in yet, creates a manager with a generated password, and returns it as long as it is the valid
 * one. It is kept in the data folder until somebody has set another.
 */
export async function ensureFirstManager(deps: BootstrapDeps): Promise<{ email: string; password: string } | null> {
	const file = passwordFile(deps.config.dataDir);
	if (!(await hasPeople(deps.db))) {
		const password = await readOrCreateSecret(file, () => randomBytes(PASSWORD_BYTES).toString('base64url'));
		await createManagerOnce(deps, FIRST_MANAGER_EMAIL, password);
	}
	const password = await readSecret(file);
	if (password === null) return null;
	const hash = await findPasswordHash(deps.db, FIRST_MANAGER_EMAIL);
	if (hash && (await verifyPassword({ hash, password }))) {
		return { email: FIRST_MANAGER_EMAIL, password };
	}
	await rm(file, { force: true });
	return null;
}

async function createManagerOnce(deps: BootstrapDeps, email: string, password: string): Promise<void> {
	try {
		await createPerson(deps, FIRST_START, { email, name: FIRST_MANAGER_NAME, role: 'fleet_manager', password });
	} catch (error) {
		if (!(error instanceof AppError && error.code === 'person.exists')) throw error;
	}
}
