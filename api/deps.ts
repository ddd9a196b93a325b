// The only composition root: every part of the process is made here and handed down, nothing below reaches for a global.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createAuth, type Auth } from '#api/features/identity/auth.ts';
import { createIdentity, type Identity } from '#api/features/identity/identity.ts';
import { baseUrlOf, trustedOriginsOf } from '#api/features/identity/origins.ts';
import { systemClock, type Clock } from '#api/platform/clock.ts';
import type { Config } from '#api/platform/config.ts';
import type { Sql } from '#api/platform/db/client.ts';
import type { Db } from '#api/platform/db/db.ts';
import { provideDatabase, type ProvidedDatabase } from '#api/platform/db/provide.ts';
import { createLogger, type Logger } from '#api/platform/log.ts';
import { readOrCreateSecret } from '#api/platform/secret-file.ts';

export type Deps = {
	config: Config;
	clock: Clock;
	log: Logger;
	db: Db;
	sql: Sql;
	auth: Auth;
	identity: Identity;
	close(): Promise<void>;
};

export type DepsOptions = {
	clock?: Clock;
	log?: Logger;
	/** Used instead of the one that the settings name, as it is: not migrated. */
	database?: ProvidedDatabase;
	/** Told in words what takes a while: the private Postgres, migrations. */
	onProgress?: (line: string) => void;
};

const AUTH_SECRET_BYTES = 32;

export async function createDeps(config: Config, options: DepsOptions = {}): Promise<Deps> {
	const clock = options.clock ?? systemClock;
	const log = options.log ?? createLogger(config);
	const { db, sql, close } = options.database ?? (await provideDatabase(config, options.onProgress));
	const trustedOrigins = trustedOriginsOf(config);
	const auth = createAuth(db, {
		baseUrl: baseUrlOf(config),
		trustedOrigins,
		secret: await authSecret(config),
		rateLimited: config.production,
		log
	});
	const identity = createIdentity({ db, clock, log, auth, trustedOrigins });
	return { config, clock, log, db, sql, auth, identity, close };
}

/** Sessions must survive a restart, so a generated secret is kept beside the data. */
async function authSecret(config: Config): Promise<string> {
	if (config.authSecret) return config.authSecret;
	const file = path.join(config.dataDir, 'auth-secret');
	return readOrCreateSecret(file, () => randomBytes(AUTH_SECRET_BYTES).toString('base64url'));
}
