// The API as it runs, on a database of the test's own: real parts all through, only the clock stands still.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from '#api/app.ts';
import { createDeps, type Deps } from '#api/deps.ts';
import { bootstrapFromSettings } from '#api/features/identity/bootstrap.usecases.ts';
import { fixedClock, systemClock } from '#api/platform/clock.ts';
import { readConfig } from '#api/platform/config.ts';
import { test as databaseTest } from './database.ts';
import { APP_ORIGIN, credentialsOf, FLEET_KEY, MANAGER, type Sender } from './principals.ts';

export type TestApp = {
	deps: Deps;
	/** Every route, as mounted: for tests that sweep over them. */
	routes: ReturnType<typeof createApp>['routes'];
	/** The document that /api/openapi.json serves. */
	request(path: string, init?: RequestInit): Promise<Response>;
	get(path: string): Promise<Response>;
	/** Sends records as NDJSON. */
	send(method: 'POST' | 'PUT', path: string, records: readonly unknown[]): Promise<Response>;
	/** The same app, asked by somebody else. */
	as(sender: Sender): Promise<TestApp>;
	close(): Promise<void>;
};

export type TestAppOptions = {
	databaseUrl: string;
	/** The instant at which the clock stands; left out, it runs. */
	now?: string;
	as?: Sender;
};

/** Where API addresses are counted from. */
export const API = '/api/v1';

export async function testApp(options: TestAppOptions): Promise<TestApp> {
	const dataDir = await mkdtemp(path.join(tmpdir(), 'tillwatch-app-'));
	const config = readConfig({
		DATABASE_URL: options.databaseUrl,
		NODE_ENV: 'production',
		TILLWATCH_DATA_DIR: dataDir,
		TILLWATCH_LOG_LEVEL: 'silent',
		TILLWATCH_BOOTSTRAP_INGEST_KEY: FLEET_KEY,
		TILLWATCH_BOOTSTRAP_ADMIN_EMAIL: MANAGER.email,
		TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD: MANAGER.password
	});
	const clock = options.now === undefined ? systemClock : fixedClock(options.now);
	const deps = await createDeps(config, { clock });
	await bootstrapFromSettings(deps);
	const app = createApp(deps);
	const close = async () => {
		await deps.close();
		await rm(dataDir, { recursive: true });
	};
	const ask = async (target: string, init?: RequestInit) => app.fetch(new Request(new URL(target, APP_ORIGIN), init));

	const askedBy = async (sender: Sender): Promise<TestApp> => {
		const credentials = await credentialsOf(sender, deps, ask);
		const request: TestApp['request'] = async (target, init = {}) => {
			const headers = new Headers(init.headers);
			for (const [name, value] of Object.entries(credentials)) headers.set(name, value);
			return ask(target, { ...init, headers });
		};
		return {
			deps,
			routes: app.routes,
			request,
			get: async (target) => request(target),
			send: async (method, target, records) =>
				request(target, {
					method,
					headers: { 'content-type': 'application/x-ndjson' },
					body: records.map((record) => JSON.stringify(record)).join('\n')
				}),
			as: askedBy,
			close
		};
	};
	return askedBy(options.as ?? 'fleet key');
}

/** `test('…', async ({ app }) => …)`: one app on a database of its own for all tests of the file, asked by the fleet's key. */
export const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url });
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});
