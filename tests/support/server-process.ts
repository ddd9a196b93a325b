// The server as its operator runs it: a process with a data folder of its own, seen from outside only.
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_WITHIN_MS = 60_000;
const POLL_MS = 50;

export type ServerProcess = {
	address: string;
	child: ChildProcess;
	/** All that it has written so far, standard output and error alike. */
	output(): string;
	/** Resolves when it answers /readyz with 200. */
	ready(): Promise<void>;
	/** Resolves with its exit code; null when a signal ended it. */
	ended: Promise<number | null>;
};

export async function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.on('error', reject).listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}

/** A folder that the database's user can reach; remove it once the server has ended. */
export async function newDataDir(): Promise<{ dataDir: string; remove(): Promise<void> }> {
	const folder = await mkdtemp(path.join(tmpdir(), 'tillwatch-server-'));
	await chmod(folder, 0o755);
	return { dataDir: path.join(folder, 'data'), remove: async () => rm(folder, { recursive: true, force: true }) };
}

/** @param entry the bare server, what `npm start` runs, or npm itself. */
export function startServer(
	env: NodeJS.ProcessEnv & { PORT: string; TILLWATCH_DATA_DIR: string },
	entry: 'api/server.ts' | 'api/cli/start.ts' | 'npm start' = 'api/server.ts'
): ServerProcess {
	const [command, args] = entry === 'npm start' ? ['npm', ['start']] : [process.execPath, [entry]];
	const child = spawn(command, args, {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env }
	});
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
	const address = `http://127.0.0.1:${env.PORT}`;
	const ready = async () => {
		for (const deadline = performance.now() + READY_WITHIN_MS; performance.now() < deadline; await sleep(POLL_MS)) {
			if (child.exitCode !== null) throw new Error(`The server ended:\n${output}`);
			const response = await fetch(`${address}/readyz`).catch(() => null);
			if (response?.status === 200) return;
		}
		throw new Error(`The server did not become ready:\n${output}`);
	};
	return { address, child, output: () => output, ready, ended };
}
