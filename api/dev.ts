// The API inside `vite dev`. Database and settings outlive a reload; the app is made anew from the edited modules.
import { createApp } from './app.ts';
import { createDeps, type Deps } from './deps.ts';
import { loadDemo } from './features/demo/demo.usecases.ts';
import { bootstrapFromSettings, ensureFirstManager } from './features/identity/bootstrap.usecases.ts';
import { readConfig } from './platform/config.ts';
import { publishRunningApp } from './running-app.ts';

/** Kept on globalThis: Vite evaluates this module again after each edit. */
const kept = globalThis as { tillwatchDevDeps?: Promise<Deps> };

export async function start(address: string, onProgress: (line: string) => void): Promise<void> {
	kept.tillwatchDevDeps ??= openDeps(address, onProgress);
	publish(await kept.tillwatchDevDeps);
}

export async function answer(request: Request): Promise<Response> {
	return (await currentApp()).fetch(request);
}

export async function stop(): Promise<void> {
	const deps = await kept.tillwatchDevDeps;
	delete kept.tillwatchDevDeps;
	await deps?.close();
}

async function openDeps(address: string, onProgress: (line: string) => void): Promise<Deps> {
	const { hostname, port } = new URL(address);
	// No sign-in rate limit here, and log lines would drown Vite's own.
	const config = readConfig({
		NODE_ENV: 'development',
		TILLWATCH_LOG_LEVEL: 'warn',
		...process.env,
		HOST: hostname,
		PORT: port
	});
	const deps = await createDeps(config, { onProgress });
	await bootstrapFromSettings(deps);
	if (config.demo) await loadDemo(deps, onProgress);
	const manager = await ensureFirstManager(deps);
	deps.jobs.start();
	if (manager) onProgress(`  sign in as ${manager.email} with ${manager.password}`);
	return deps;
}

let app: ReturnType<typeof createApp> | undefined;

async function currentApp(): Promise<ReturnType<typeof createApp>> {
	const deps = await kept.tillwatchDevDeps;
	if (!deps) throw new Error('The API is not started');
	if (!app) publish(deps);
	return (app ??= createApp(deps));
}

function publish(deps: Deps): void {
	publishRunningApp({
		fetch: answer,
		authenticate: async (request) => deps.identity.authenticate(request)
	});
}
