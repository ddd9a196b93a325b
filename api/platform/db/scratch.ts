// A Postgres for one run of tests or generators: fast rather than durable, nothing of it is left behind.
import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pgClient } from './client.ts';
import { DATA_FOLDER } from './embedded-binaries.ts';
import { findServer } from './embedded-server.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

export type ScratchServer = {
	/** Address of the database `postgres`, from which others are made and dropped. */
	adminUrl: string;
	/** Makes an empty database and brings it up to date. */
	migratedDatabase(name: string): Promise<string>;
	stop(): Promise<void>;
};

const FOLDER_PREFIX = 'tillwatch-scratch-';

/** Every run has its own server, so that two runs at once never share or stop each other's. */
export async function startScratchServer(): Promise<ScratchServer> {
	await removeLeftOvers();
	const dir = path.join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-${randomUUID().slice(0, 8)}`);
	const embedded = await startEmbedded({ dir, durable: false });
	const adminUrl = embedded.url('postgres');
	return {
		adminUrl,
		migratedDatabase: async (name) => {
			const admin = pgClient(adminUrl, { max: 1 });
			try {
				await admin`create database ${admin(name)}`;
			} finally {
				await admin.end();
			}
			const url = embedded.url(name);
			await migrate(url);
			return url;
		},
		stop: async () => {
			await embedded.stop();
			for (const folder of new Set([dir, embedded.place.root])) await rm(folder, { recursive: true, force: true });
		}
	};
}

/** A run that was killed leaves its server running: the next run ends it, by the pid in the folder's name. */
async function removeLeftOvers(): Promise<void> {
	const folders = (await readdir(tmpdir())).filter((name) => name.startsWith(FOLDER_PREFIX));
	for (const name of folders) {
		const owner = Number(name.slice(FOLDER_PREFIX.length).split('-')[0]);
		if (isAlive(owner)) continue;
		const folder = path.join(tmpdir(), name);
		const server = await findServer(path.join(folder, DATA_FOLDER)).catch(() => null);
		if (server) process.kill(server.pid, 'SIGQUIT');
		await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined); // perhaps another user's
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
