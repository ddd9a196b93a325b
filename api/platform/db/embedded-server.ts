// Reads postmaster.pid, by which Postgres tells who serves a data folder, and judges whether it still tells the truth.
import { readFile, readlink, realpath, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type RunningServer = { pid: number; port: number };

/** A server that replays much WAL after a crash, or stops, may take a while to become either ready or gone. */
const SETTLE_TIMEOUT_MS = 120_000;
const SETTLE_POLL_MS = 100;
/** Above the largest pid that Linux (2^22) and the other systems hand out. */
const IMPOSSIBLE_PID = 2 ** 22 + 1;

const lockFile = (data: string) => path.join(data, 'postmaster.pid');

/** The server of the data folder, once it is ready; null when there is none, or it ended while we watched. */
export async function findServer(data: string): Promise<RunningServer | null> {
	for (const deadline = Date.now() + SETTLE_TIMEOUT_MS; Date.now() < deadline; await sleep(SETTLE_POLL_MS)) {
		const { pid, port, state } = await readLockFile(data);
		if (!pid || !(await serves(pid, data))) return null;
		if (port && state === 'ready' && (await answers(port))) return { pid, port };
	}
	throw new Error(`A Postgres holds ${data} but does not become ready: see postgres.log beside it`);
}

/**
 * After a crash the pid in the lock file may linger as a zombie or belong to a stranger by now, and Postgres refuses to
 * start. We put an impossible pid in its place rather than remove the file: Postgres then still finds the shared memory
 * named further down, and refuses as long as an orphaned backend of the old server is attached to it.
 */
export async function disownLockFile(data: string): Promise<void> {
	const { pid, lines } = await readLockFile(data);
	if (!pid || (await serves(pid, data))) return;
	await writeFile(lockFile(data), [String(IMPOSSIBLE_PID), ...lines.slice(1)].join('\n'));
}

async function readLockFile(data: string) {
	const lines = (await readFile(lockFile(data), 'utf8').catch(() => '')).split('\n');
	return { lines, pid: Number(lines[0] ?? 0), port: Number(lines[3] ?? 0), state: lines[7]?.trim() ?? '' };
}

/** A pid alone proves nothing: it may be a zombie or have gone to a stranger. A server's working directory is its data. */
async function serves(pid: number, data: string): Promise<boolean> {
	if (process.platform === 'linux') {
		const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null);
		return folder !== null && folder === (await realpath(data));
	}
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== 'ESRCH'; // EPERM: alive, another user's
	}
}

async function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.on('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.on('error', () => resolve(false));
	});
}
