// The only composition root: every part of the process is made here and handed down, nothing below reaches for a global.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { createAuth, type Auth } from '#api/features/identity/auth.ts';
import { compareDueFees } from '#api/features/fees/fee-state.usecases.ts';
import { ensureFleet, newestEventAt } from '#api/features/fleet/fleet.repo.ts';
import { judgeRollouts } from '#api/features/firmware/rollouts.usecases.ts';
import { createIdentity, type Identity } from '#api/features/identity/identity.ts';
import { baseUrlOf, trustedOriginsOf } from '#api/features/identity/origins.ts';
import { createIntake, type Intake } from '#api/features/ingest/intake.ts';
import { reclassifyPending } from '#api/features/ingest/response-codes/response-codes.usecases.ts';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { writeHistory } from '#api/features/terminals/terminal-history.usecases.ts';
import { refreshTerminalStates } from '#api/features/terminals/terminal-state.repo.ts';
import { systemClock, type Clock } from '#api/platform/clock.ts';
import type { Config } from '#api/platform/config.ts';
import type { Sql } from '#api/platform/db/client.ts';
import type { Db } from '#api/platform/db/db.ts';
import { provideDatabase } from '#api/platform/db/provide.ts';
import { createExports, type Exports } from '#api/platform/export/exports.ts';
import { createJobs, type Job, type Jobs } from '#api/platform/jobs.ts';
import { createLogger, type Logger } from '#api/platform/log.ts';
import { createMetrics, type Metrics } from '#api/platform/metrics.ts';
import { readOrCreateSecret } from '#api/platform/secret-file.ts';

export type Deps = {
	config: Config;
	clock: Clock;
	log: Logger;
	db: Db;
	sql: Sql;
	auth: Auth;
	identity: Identity;
	metrics: Metrics;
	intake: Intake;
	/** Lists as files. */
	exports: Exports;
	/** The fleet's zone as it is stored: days and hours of the roll-ups are cut in it. */
	timeZone: string;
	/** Recurring work; only a server starts it. */
	jobs: Jobs;
	close(): Promise<void>;
};

export type DepsOptions = {
	clock?: Clock;
	log?: Logger;
	/** Told in words what takes a while: the private Postgres, migrations. */
	onProgress?: (line: string) => void;
};

const AUTH_SECRET_BYTES = 32;

export async function createDeps(config: Config, options: DepsOptions = {}): Promise<Deps> {
	const clock = options.clock ?? systemClock;
	const log = options.log ?? createLogger(config);
	const database = await provideDatabase(config, options.onProgress);
	const { db, sql } = database;
	const { timeZone } = await ensureFleet(sql, config.timeZone, clock.now());
	const trustedOrigins = trustedOriginsOf(config);
	const auth = createAuth(db, {
		baseUrl: baseUrlOf(config),
		trustedOrigins,
		secret: await authSecret(config),
		rateLimited: config.production,
		log
	});
	const identity = createIdentity({ db, clock, log, auth, trustedOrigins });
	const metrics = createMetrics();
	const intake = createIntake({ url: database.url, sql, clock, timeZone, metrics });
	const exports = createExports({ db, clock, timeZone, dataAsOf: newestEventAt });
	const jobs = createJobs({ url: database.url, log, jobs: recurringJobs({ db, sql, clock, timeZone, intake }) });
	const close = async () => {
		await jobs.stop();
		await intake.close();
		await database.close();
	};
	return { config, clock, log, db, sql, auth, identity, metrics, intake, exports, timeZone, jobs, close };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

function recurringJobs(parts: Pick<Deps, 'db' | 'sql' | 'clock' | 'timeZone' | 'intake'>): Job[] {
	const { db, sql, clock, timeZone, intake } = parts;
	return [
		{
			name: 'make partitions ahead',
			everyMs: HOUR_MS,
			run: async () => {
				await intake.partitions.ensureAhead(clock.now());
				return null;
			}
		},
		{
			name: 'classify history anew',
			everyMs: MINUTE_MS,
			run: async (pace) => {
				const transactions = await reclassifyPending({ sql, clock, timeZone, pace });
				return transactions > 0 ? { transactions } : null;
			}
		},
		{
			name: 'fold closed days',
			everyMs: MINUTE_MS,
			run: async (pace) => {
				const days = await foldDueDays({ sql, clock, timeZone, pace });
				return days > 0 ? { days } : null;
			}
		},
		{
			name: 'compare fees',
			everyMs: MINUTE_MS,
			run: async (pace) => compareDueFees({ sql, clock, timeZone, pace })
		},
		{
			name: 'judge terminals',
			everyMs: MINUTE_MS,
			run: async (pace) => {
				const terminals = await pace(async () => refreshTerminalStates(db, clock.now(), timeZone));
				return terminals > 0 ? { terminals } : null;
			}
		},
		{
			name: 'write the history of states',
			everyMs: MINUTE_MS,
			run: async (pace) => {
				const done = await writeHistory({ db, clock, timeZone, pace });
				return done.days + done.changes > 0 ? done : null;
			}
		},
		{
			name: 'judge roll-outs',
			everyMs: 10 * MINUTE_MS,
			run: async (pace) => {
				const rollouts = await judgeRollouts({ db, clock, timeZone, pace });
				return rollouts > 0 ? { rollouts } : null;
			}
		}
	];
}

/** Sessions must survive a restart, so a generated secret is kept beside the data. */
async function authSecret(config: Config): Promise<string> {
	if (config.authSecret) return config.authSecret;
	const file = path.join(config.dataDir, 'auth-secret');
	return readOrCreateSecret(file, () => randomBytes(AUTH_SECRET_BYTES).toString('base64url'));
}
