// The server as it is built, over the fleet of ninety days. That fleet is made once and kept for the next run.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createDeps } from '#api/deps.ts';
import { rebuildRollUps } from '#api/features/ingest/storing/integrity.repo.ts';
import { readConfig } from '#api/platform/config.ts';
import { freePort, startServer, type ServerProcess } from '#tests/support/server-process.ts';
import { DAYS, writeDay, writeRegistry } from './ninety-days.ts';

const DATA_DIR = '.data/bench-pages';
const READY_FILE = path.join(DATA_DIR, 'made-at');
/** The last days of the fleet must not be long ago: pages look at today. */
const AGE_MS_MAX = 2 * 86_400_000;
const DAY_MS = 86_400_000;

export const MANAGER = { email: 'manager@example.com', password: 'a long enough password' };
const ENV = {
	TILLWATCH_DATA_DIR: DATA_DIR,
	TILLWATCH_DEMO: '0',
	TILLWATCH_LOG_LEVEL: 'fatal',
	TILLWATCH_BOOTSTRAP_ADMIN_EMAIL: MANAGER.email,
	TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD: MANAGER.password
};

export async function openNinetyDays(): Promise<{ server: ServerProcess; close(): Promise<void> }> {
	if (!(await isFresh())) await makeFleet();
	const server = startServer({ ...ENV, PORT: String(await freePort()) });
	await server.ready();
	return {
		server,
		async close() {
			server.child.kill('SIGTERM');
			await server.ended;
		}
	};
}

async function isFresh(): Promise<boolean> {
	if (!existsSync(READY_FILE)) return false;
	return Date.now() - Date.parse(await readFile(READY_FILE, 'utf8')) < AGE_MS_MAX;
}

async function makeFleet(): Promise<void> {
	console.log(`making a fleet of 100 000 terminals and ${DAYS} days, once: this takes some minutes`);
	await rm(DATA_DIR, { recursive: true, force: true });
	await mkdir(DATA_DIR, { recursive: true });
	const deps = await createDeps(readConfig(ENV));
	try {
		const now = new Date();
		const today = Math.floor(now.getTime() / DAY_MS);
		const days = Array.from({ length: DAYS + 1 }, (_, index) => today - DAYS + index);
		await writeRegistry(deps.sql, now);
		await deps.intake.partitions.ensure(
			days.map((day) => day * DAY_MS),
			now
		);
		for (const [number, day] of days.entries()) await writeDay(deps.sql, new Date(day * DAY_MS), number);
		// What lies after now has not happened yet.
		await deps.sql`delete from txn where occurred_at >= ${now}`;
		await deps.sql.unsafe('vacuum analyze');
		await rebuildRollUps(deps.sql, deps.timeZone);
		for (let left = Infinity; left > 0;) left = await runFold(deps);
		await deps.jobs.runOnce('judge terminals');
		await deps.sql.unsafe('vacuum analyze');
	} finally {
		await deps.close();
	}
	await writeFile(READY_FILE, new Date().toISOString());
}

/** Days that are still to be folded, after one more run of the job. */
async function runFold({ jobs, sql }: Awaited<ReturnType<typeof createDeps>>): Promise<number> {
	const count = async () => (await sql<{ n: number }[]>`select count(*)::int as n from folded_day`)[0]?.n ?? 0;
	const before = await count();
	await jobs.runOnce('fold closed days');
	return (await count()) - before;
}
