// A private Postgres: started, adopted when it still runs, recovered after a crash, stopped when nobody uses it any more.
import { randomBytes, randomUUID } from 'node:crypto';
import { appendFile, chown, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readOrCreateSecret } from '../secret-file.ts';
import { pgClient } from './client.ts';
import { DATA_FOLDER, findPlace, runProgram, type EmbeddedPlace } from './embedded-binaries.ts';
import { disownLockFile, findServer } from './embedded-server.ts';

export type EmbeddedPostgres = {
	port: number;
	pid: number;
	/** It was already running, left over by a crash or shared with another process of ours. */
	adopted: boolean;
	/** Its programs and its data, for whoever has to look. */
	place: EmbeddedPlace;
	url(database: string): string;
	/** Stops the server, unless another process still has a connection to it. */
	release(): Promise<void>;
	stop(): Promise<void>;
};

export type EmbeddedOptions = {
	/** Holds the data, the password and the server's log. */
	dir: string;
	/** false trades durability for speed: for tests only. */
	durable?: boolean;
	onProgress?: (line: string) => void;
};

const SUPERUSER = 'tillwatch';
const START_TIMEOUT_SECONDS = 60;
const STOP_TIMEOUT_SECONDS = 30;
/** After kill -9 the orphaned backends need a moment to notice, and hold the shared memory until then. */
const START_ATTEMPTS_MAX = 20;
const START_RETRY_MS = 500;
/** What passes by itself: that memory, a port taken between our look and the start, another process that starts it too. */
const PASSING_TROUBLE = /shared memory block|could not bind|could not create any TCP|lock file "postmaster.pid"/;
const LOG_TAIL_CHARACTERS = 2_000;
const LOG_BYTES_MAX = 10 * 1024 * 1024;
const PASSWORD_BYTES = 18;

/** Starts or adopts the server of `dir`. Two processes that call it at once end up with the same server. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
	const onProgress = options.onProgress ?? (() => {});
	const durable = options.durable ?? true;
	const place = await findPlace(options.dir, onProgress);
	const password = await prepareData(place, durable, onProgress);
	const data = path.join(place.root, DATA_FOLDER);
	const adopted = await findServer(data);
	if (!adopted) onProgress('starting the private Postgres');
	const { server, startedByUs } = adopted
		? { server: adopted, startedByUs: false }
		: await startServer(place, data, durable);
	const url = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/${database}`;
	const stop = async () => stopServer(place, data, server.pid);
	return {
		...server,
		adopted: !startedByUs,
		place,
		url,
		stop,
		release: async () => ((await isUnused(url('postgres'))) ? stop() : undefined)
	};
}

/** Makes the database `name` where it does not exist yet. */
export async function ensureDatabase(embedded: EmbeddedPostgres, name: string): Promise<string> {
	const admin = pgClient(embedded.url('postgres'), { max: 1, name: ADMIN_NAME });
	try {
		const found = await admin`select 1 from pg_database where datname = ${name}`;
		if (found.length === 0) await admin`create database ${admin(name)}`;
	} catch (error) {
		if (!isAlreadyThere(error)) throw error;
	} finally {
		await admin.end();
	}
	return embedded.url(name);
}

/** Another process was quicker: CREATE DATABASE reports that as duplicate_database or as a breach of the unique index. */
const isAlreadyThere = (error: unknown) =>
	error instanceof Error && 'code' in error && (error.code === '42P04' || error.code === '23505');

/** initdb works aside and its result is renamed into place: an interrupted first start leaves nothing half made. */
async function prepareData(
	place: EmbeddedPlace,
	durable: boolean,
	onProgress: (line: string) => void
): Promise<string> {
	const data = path.join(place.root, DATA_FOLDER);
	const passwordFile = path.join(place.root, 'password');
	const password = await readOrCreateSecret(passwordFile, () => randomBytes(PASSWORD_BYTES).toString('base64url'));
	if (await stat(path.join(data, 'PG_VERSION')).catch(() => null)) return password;
	onProgress('creating the private Postgres (first start only)');
	const draft = `${data}.${randomUUID()}`;
	await mkdir(draft, { mode: 0o700 });
	if (place.user) {
		await chown(draft, place.user.uid, place.user.gid);
		await chown(passwordFile, place.user.uid, place.user.gid);
	}
	const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
	const access = [`--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
	const { exitCode, output } = await runProgram(place, 'initdb', [
		`--pgdata=${draft}`,
		...access,
		...locale,
		...(durable ? [] : ['--no-sync'])
	]);
	if (exitCode !== 0) throw new Error(`The private Postgres could not be created: ${output}`);
	await rename(draft, data).catch(async () => rm(draft, { recursive: true })); // somebody else was quicker
	return password;
}

/**
 * What suits ingest on a shared machine. Only TCP on loopback: a Unix socket's path has a length limit that a deep folder
 * breaks. The many locks are for statements that touch every partition of a year.
 */
function serverSettings(port: number, durable: boolean): Record<string, string | number> {
	const sharedBuffersMb = Math.min(1_024, Math.max(128, Math.floor(totalmem() / 1024 / 1024 / 16)));
	const common = {
		port,
		listen_addresses: '127.0.0.1',
		unix_socket_directories: "''",
		max_connections: 100,
		max_locks_per_transaction: 256,
		jit: 'off',
		random_page_cost: 1.1
	};
	if (!durable) {
		return { ...common, shared_buffers: '128MB', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
	}
	return {
		...common,
		shared_buffers: `${sharedBuffersMb}MB`,
		work_mem: '16MB',
		synchronous_commit: 'on',
		max_wal_size: '4GB',
		checkpoint_timeout: '15min',
		wal_compression: 'pglz'
	};
}

type Started = { server: { pid: number; port: number }; startedByUs: boolean };

async function startServer(place: EmbeddedPlace, data: string, durable: boolean): Promise<Started> {
	const log = await prepareLog(place);
	for (let attempt = 1; ; attempt++) {
		const settings = Object.entries(serverSettings(await freePort(), durable)).map(
			([name, value]) => `-c ${name}=${value}`
		);
		await disownLockFile(data);
		const logStart = (await stat(log)).size;
		const { exitCode } = await runProgram(
			place,
			'pg_ctl',
			['start', '-D', data, '-w', '-t', String(START_TIMEOUT_SECONDS), '-l', log, '-o', settings.join(' ')],
			{ detached: true }
		);
		const server = await findServer(data);
		if (server) return { server, startedByUs: exitCode === 0 };
		const said = (await readFile(log)).subarray(logStart).toString().slice(-LOG_TAIL_CHARACTERS);
		if (attempt >= START_ATTEMPTS_MAX || !PASSING_TROUBLE.test(said)) {
			throw new Error(`The private Postgres did not start. Its log ${log} ends with:\n${said}`);
		}
		await sleep(START_RETRY_MS);
	}
}

/** The server's own log, begun anew when it has grown large; it must be able to write it. */
async function prepareLog(place: EmbeddedPlace): Promise<string> {
	const log = path.join(place.root, 'postgres.log');
	const size = (await stat(log).catch(() => null))?.size ?? 0;
	if (size > LOG_BYTES_MAX) await rename(log, `${log}.1`);
	await appendFile(log, '', { mode: 0o600 });
	if (place.user) await chown(log, place.user.uid, place.user.gid);
	return log;
}

async function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.on('error', reject).listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}

async function stopServer(place: EmbeddedPlace, data: string, pid: number): Promise<void> {
	const running = await findServer(data);
	if (running?.pid !== pid) return; // already stopped, or started anew by somebody who still wants it
	const { exitCode, output } = await runProgram(place, 'pg_ctl', [
		'stop',
		'-D',
		data,
		'-m',
		'fast',
		'-w',
		'-t',
		String(STOP_TIMEOUT_SECONDS)
	]);
	if (exitCode !== 0 && (await findServer(data))) throw new Error(`The private Postgres did not stop: ${output}`);
}

const ADMIN_NAME = 'tillwatch-admin';
const UNUSED_CHECKS_MAX = 5;
const UNUSED_CHECK_MS = 100;

/** Looked at a few times: the server needs a moment to see that our own connections are gone. */
async function isUnused(url: string): Promise<boolean> {
	const admin = pgClient(url, { max: 1, name: ADMIN_NAME });
	try {
		for (let check = 1; ; check++) {
			const others = await admin`
				select 1 from pg_stat_activity where backend_type = 'client backend' and application_name <> ${ADMIN_NAME}`;
			if (others.length === 0) return true;
			if (check >= UNUSED_CHECKS_MAX) return false;
			await sleep(UNUSED_CHECK_MS);
		}
	} finally {
		await admin.end({ timeout: 1 });
	}
}
