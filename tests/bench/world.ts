// What is measured on: a durable private Postgres of its own, the API as a process over it, and COPY beside it.
import type { ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pgClient, type Sql } from '#api/platform/db/client.ts';
import { ensureDatabase, startEmbedded } from '#api/platform/db/embedded.ts';
import { migrate } from '#api/platform/db/migrate.ts';
import { sendNdjson, startApiProcess } from '#tests/support/api-client.ts';

export const INGEST_KEY = 'bench-key-0123456789-0123456789-0123456789';

export type World = {
	/** A migrated database of this name. */
	database(name: string): Promise<{ url: string; sql: Sql }>;
	/** The API over that database, in a process of its own. */
	api(url: string, env?: NodeJS.ProcessEnv): Promise<Api>;
	dir: string;
	close(): Promise<void>;
};

export type Answer = { received: number; accepted: number; duplicates: number; rejected: number };

export type Api = {
	process: ChildProcess;
	port: number;
	/** Sends one body of NDJSON and answers when it is durable. */
	send(method: 'POST' | 'PUT', path: string, body: Buffer): Promise<Answer>;
	close(): Promise<void>;
};

export async function openWorld(): Promise<World> {
	const dir = await mkdtemp(path.join(tmpdir(), 'tillwatch-bench-'));
	await chmod(dir, 0o755);
	const embedded = await startEmbedded({ dir: path.join(dir, 'postgres') });
	const open: { end(): Promise<void> }[] = [];
	return {
		dir,
		async database(name) {
			const url = await ensureDatabase(embedded, name);
			await migrate(url);
			const sql = pgClient(url, { max: 2, name: 'tillwatch-bench' });
			open.push(sql);
			return { url, sql };
		},
		async api(url, env = {}) {
			const api = await startApi({ ...env, PORT: '0', DATABASE_URL: url, TILLWATCH_DATA_DIR: path.join(dir, 'api') });
			open.push({ end: api.close });
			return api;
		},
		async close() {
			for (const each of open.reverse()) await each.end();
			await embedded.stop();
			for (const folder of new Set([dir, embedded.place.root])) await rm(folder, { recursive: true, force: true });
		}
	};
}

async function startApi(env: NodeJS.ProcessEnv): Promise<Api> {
	const { child, port, ended } = await startApiProcess({ TILLWATCH_BOOTSTRAP_INGEST_KEY: INGEST_KEY, ...env });
	const agent = new Agent({ keepAlive: true });
	return {
		process: child,
		port,
		send: async (method, path, body) => {
			const response = await sendNdjson({ agent, port, method, path, key: INGEST_KEY }, body);
			if (response.status === 200) return JSON.parse(response.text) as Answer;
			throw new Error(`${method} ${path} answered ${response.status}: ${response.text}`);
		},
		close: async () => {
			agent.destroy();
			child.kill('SIGTERM');
			await ended;
		}
	};
}

/** Bytes of write-ahead log that `work` makes; nothing else may write meanwhile. */
export async function walBytes(sql: Sql, work: () => Promise<unknown>): Promise<number> {
	const position = async () => {
		const [row] = await sql<{ at: number }[]>`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as at`;
		return row?.at ?? 0;
	};
	const before = await position();
	await work();
	return (await position()) - before;
}
