// An API with a private Postgres of its own, to be killed without warning and started again.
import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pgClient, type Sql } from '#api/platform/db/client.ts';
import { startEmbedded } from '#api/platform/db/embedded.ts';
import { sendNdjson, startApiProcess, type ApiProcess } from '#tests/support/api-client.ts';
import { freePort, newDataDir } from '#tests/support/server-process.ts';

const KEY = 'crash-key-0123456789-0123456789-0123456789';
const RETRY_MS = 50;

export class Victim {
	readonly #agent = new Agent({ keepAlive: true });
	readonly #port: number;
	readonly #folder: Awaited<ReturnType<typeof newDataDir>>;
	#api: ApiProcess;

	private constructor(port: number, folder: Awaited<ReturnType<typeof newDataDir>>, api: ApiProcess) {
		this.#port = port;
		this.#folder = folder;
		this.#api = api;
	}

	static async start(): Promise<Victim> {
		const [port, folder] = [await freePort(), await newDataDir()];
		return new Victim(port, folder, await launch(port, folder.dataDir));
	}

	/** As a sender does: the same body again and again until it is answered with 200. Answers how often that took. */
	async sendUntilTaken(body: Buffer): Promise<number> {
		const target = { agent: this.#agent, port: this.#port, key: KEY } as const;
		for (let attempt = 1; ; attempt++) {
			const sent = sendNdjson({ ...target, method: 'POST', path: '/api/v1/ingest/transactions' }, body);
			const response = await sent.catch(() => null);
			if (response?.status === 200) return attempt;
			if (response && response.status < 500) throw new Error(`Refused: ${response.text}`);
			await pause(RETRY_MS);
		}
	}

	/** Node dies; its Postgres lives on and is adopted by the next one. */
	async killNode(): Promise<void> {
		this.#api.child.kill('SIGKILL');
		await this.#api.ended;
		this.#api = await launch(this.#port, this.#folder.dataDir);
	}

	/** Postgres dies, and what it had in memory; the next start recovers it. */
	async killPostgres(): Promise<void> {
		const lockFile = path.join(this.#folder.dataDir, 'postgres', '18', 'postmaster.pid');
		process.kill(Number((await readFile(lockFile, 'utf8')).split('\n')[0]), 'SIGKILL');
		this.#api.child.kill('SIGTERM');
		await this.#api.ended;
		this.#api = await launch(this.#port, this.#folder.dataDir);
	}

	/** Looks into the database, as its owner. */
	async look<T>(use: (sql: Sql) => Promise<T>): Promise<T> {
		const embedded = await startEmbedded({ dir: path.join(this.#folder.dataDir, 'postgres') });
		const sql = pgClient(embedded.url('tillwatch'), { max: 1 });
		try {
			return await use(sql);
		} finally {
			await sql.end();
		}
	}

	async end(): Promise<void> {
		this.#agent.destroy();
		this.#api.child.kill('SIGTERM');
		await this.#api.ended;
		const embedded = await startEmbedded({ dir: path.join(this.#folder.dataDir, 'postgres') });
		await embedded.stop();
		await this.#folder.remove();
	}
}

async function launch(port: number, dataDir: string): Promise<ApiProcess> {
	return startApiProcess({ PORT: String(port), TILLWATCH_DATA_DIR: dataDir, TILLWATCH_BOOTSTRAP_INGEST_KEY: KEY });
}
