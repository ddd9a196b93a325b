// The process that serves: API and pages on one port, started and stopped in order.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import { createDeps, type Deps } from './deps.ts';
import { bootstrapFromSettings, ensureFirstManager } from './features/identity/bootstrap.usecases.ts';
import { feedDemo, loadDemo, type DemoFeed } from './features/demo/demo.usecases.ts';
import { adoptKey } from './features/identity/keys.usecases.ts';
import { baseUrlOf } from './features/identity/origins.ts';
import { ConfigError, readConfig, type Config } from './platform/config.ts';
import { FIRST_START } from './platform/audit.ts';
import { isApiPath, markClientAddress, setSecurityHeaders } from './platform/front-door.ts';
import { readOrCreateSecret } from './platform/secret-file.ts';
import { publishRunningApp } from './running-app.ts';

export type ServeOptions = {
	/** Resolves once build/ is there; without it, it has to be there already. */
	pages?: Promise<void>;
	/** Creates a manager with a generated password where nobody can sign in yet. */
	firstManager?: boolean;
	/** Words for a person at the terminal; the log goes its own way. */
	say?: (line: string) => void;
	/** Breaks off a start that is still under way, such as a demo fleet being loaded. */
	signal?: AbortSignal;
};

/** A large file may take its time to arrive; a connection that sends no headers is cut after Node's own minute. */
const REQUEST_TIMEOUT_MS = 60 * 60 * 1000;
/** Longer than the usual proxy's own, so that we never close a connection that it is about to use. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
/** What is still running then is cut: the sender gets no answer and sends again, which changes nothing. */
const DRAIN_TIMEOUT_MS = 10_000;
const DRAIN_POLL_MS = 100;
/** Our own header, by which adapter-node learns the scheme. */
const SCHEME_HEADER = 'x-tillwatch-scheme';
const EXIT_INTERRUPTED = 130;
const FEED_KEY_BYTES = 32;

type PagesHandler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Resolves when the server answers. The port is taken first: if somebody else has it, nothing has been started yet. */
export async function serve(config: Config, options: ServeOptions = {}): Promise<{ close(): Promise<void> }> {
	const say = (line: string) => {
		options.signal?.throwIfAborted();
		options.say?.(line);
	};
	options.pages?.catch(() => {}); // awaited further down; a database that fails first must not leave this unheard
	const { server, setListener } = createHttpServer(config);
	await listen(server, config);
	let deps: Deps | undefined;
	let feed: DemoFeed | undefined;
	const close = async () => {
		await feed?.stop();
		await drain(server);
		await deps?.close();
	};
	try {
		deps = await createDeps(config, { onProgress: say });
		await bootstrapFromSettings(deps);
		const isDemo = config.demo && (await loadDemo(deps, say));
		const app = createApp(deps);
		const { identity } = deps;
		publishRunningApp({ fetch: app.fetch, authenticate: async (request) => identity.authenticate(request) });
		const api = getRequestListener(app.fetch, { overrideGlobalObjects: false });
		await options.pages;
		const pages = await loadPages(config);
		setListener((request, response) => {
			if (isApiPath(request.url)) void api(request, response);
			else pages(request, response, () => response.writeHead(404).end());
		});
		await deps.intake.listen();
		deps.jobs.start();
		if (isDemo) feed = await startFeed(deps);
		await welcome(deps, say, options.firstManager ?? false);
		return { close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** The demo's sender has an API key like any other, kept beside the data. */
async function startFeed(deps: Deps): Promise<DemoFeed> {
	const { config } = deps;
	const file = path.join(config.dataDir, 'demo-feed-key');
	const apiKey = await readOrCreateSecret(file, () => randomBytes(FEED_KEY_BYTES).toString('base64url'));
	await adoptKey(deps, FIRST_START, 'demo feed', apiKey);
	return feedDemo(deps, { url: `http://${config.host}:${config.port}`, apiKey });
}

function createHttpServer(config: Config): { server: Server; setListener(listener: RequestListener): void } {
	let listener: RequestListener = answerStarting;
	const servedByHttps = config.origin?.startsWith('https:') ?? false;
	const server = createServer((request, response) => {
		setSecurityHeaders(response, servedByHttps);
		markClientAddress(request, config.origin !== undefined);
		listener(request, response);
	});
	server.requestTimeout = REQUEST_TIMEOUT_MS;
	server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
	return { server, setListener: (next) => (listener = next) };
}

function answerStarting(request: IncomingMessage, response: ServerResponse): void {
	const alive = request.url === '/healthz';
	response.writeHead(alive ? 200 : 503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' });
	response.end(alive ? 'starting\n' : 'Tillwatch is starting.\n');
}

async function listen(server: Server, config: Config): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const free = `Choose another one: PORT=${config.port + 1} npm start`;
			if (error.code === 'EADDRINUSE') reject(new ConfigError(`Port ${config.port} is in use already. ${free}`));
			else if (error.code === 'EACCES') reject(new ConfigError(`Port ${config.port} may not be used. ${free}`));
			else reject(error);
		});
		server.listen(config.port, config.host, resolve);
	});
}

/**
 * adapter-node takes https for granted and reads its variables when it is loaded. With a public address, all URLs are built
 * on it. Without one the scheme is http and the host is the request's, so that localhost and 127.0.0.1 both pass its check
 * of form posts.
 */
async function loadPages(config: Config): Promise<PagesHandler> {
	if (config.origin) process.env['ORIGIN'] = config.origin;
	else process.env['PROTOCOL_HEADER'] = SCHEME_HEADER;
	const file = pathToFileURL(new URL('../build/handler.js', import.meta.url).pathname).href;
	const { handler } = (await import(file)) as { handler: PagesHandler };
	return (request, response, next) => {
		request.headers[SCHEME_HEADER] = 'http';
		handler(request, response, next);
	};
}

async function welcome(deps: Deps, say: (line: string) => void, firstManager: boolean): Promise<void> {
	const manager = firstManager ? await ensureFirstManager(deps) : null;
	say('');
	say(`Tillwatch is ready: ${baseUrlOf(deps.config)}`);
	if (manager) {
		say(`Sign in as ${manager.email} with the password ${manager.password}`);
		say(`(shown at each start until you set another; kept in ${deps.config.dataDir})`);
	} else if (deps.config.bootstrapAdminEmail) {
		say(`Sign in as ${deps.config.bootstrapAdminEmail}.`);
	}
	say('');
}

/** No new connections, running answers finished, each connection closed as soon as it has nothing more to say. */
async function drain(server: Server): Promise<void> {
	if (!server.listening) return;
	const closed = new Promise<void>((resolve) => server.close(() => resolve()));
	const closeIdle = setInterval(() => server.closeIdleConnections(), DRAIN_POLL_MS);
	const cut = setTimeout(() => server.closeAllConnections(), DRAIN_TIMEOUT_MS);
	await closed;
	clearInterval(closeIdle);
	clearTimeout(cut);
}

/** Serves until the process is asked to end; a second request to end is obeyed at once. */
export async function serveUntilStopped(config: Config, options: ServeOptions = {}): Promise<void> {
	const stop = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (stop.signal.aborted) process.exit(EXIT_INTERRUPTED);
			stop.abort();
		});
	}
	try {
		const { close } = await serve(config, { ...options, signal: stop.signal });
		if (!stop.signal.aborted) await once(stop.signal, 'abort');
		await close();
	} catch (error) {
		if (!stop.signal.aborted) throw error;
	}
}

if (import.meta.main) {
	try {
		await serveUntilStopped(readConfig(process.env));
		process.exit();
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	}
}
