// The built server from outside: how it comes up, what it serves, how it goes down. Needs `npm run build` beforehand.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, newDataDir, startServer, type ServerProcess } from '#tests/support/server-process.ts';

const KEY = 'smoke-test-key-0123456789-abcdefghijkl';
const FIRST_START_MS = 90_000;

type Folder = Awaited<ReturnType<typeof newDataDir>>;
let folder: Folder;
let port: number;
let server: ServerProcess;

const start = () =>
	startServer({
		PORT: String(port),
		TILLWATCH_DATA_DIR: folder.dataDir,
		TILLWATCH_BOOTSTRAP_INGEST_KEY: KEY,
		TILLWATCH_BOOTSTRAP_ADMIN_EMAIL: 'ops@example.com',
		TILLWATCH_BOOTSTRAP_ADMIN_PASSWORD: 'a long enough password'
	});

const postgresIsRunning = () => existsSync(path.join(folder.dataDir, 'postgres', '18', 'postmaster.pid'));

beforeAll(async () => {
	folder = await newDataDir();
	port = await freePort();
	server = start();
	await server.ready();
}, FIRST_START_MS);

afterAll(async () => {
	server.child.kill('SIGTERM');
	await server.ended;
	await folder.remove();
});

describe('the built server', () => {
	it('serves pages whose scripts run by nonce only, and the same headers for files and answers', async () => {
		const page = await fetch(`${server.address}/sign-in`);
		expect(page.status).toBe(200);
		const policy = page.headers.get('content-security-policy') ?? '';
		expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'/);
		expect(policy).not.toMatch(/script-src[^;]*unsafe/);
		expect(page.headers.get('cache-control')).toBe('private, no-cache');
		for (const url of ['/sign-in', '/favicon.svg', '/api/v1/terminals', '/healthz']) {
			const { headers } = await fetch(`${server.address}${url}`);
			expect(headers.get('x-content-type-options'), url).toBe('nosniff');
			expect(headers.get('x-frame-options'), url).toBe('DENY');
		}
	});

	it('sends language, theme and density of the visitor in the first byte', async () => {
		const html = await (
			await fetch(`${server.address}/sign-in`, { headers: { cookie: 'lang=zh-CN; theme=dark; density=compact' } })
		).text();
		expect(html).toContain('<html lang="zh-CN" class="dark compact">');
	});

	it('lets its manager sign in under both names of this machine, and nobody from elsewhere', async () => {
		const signIn = async (origin: string) =>
			fetch(`${server.address}/api/auth/sign-in/email`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', origin },
				body: JSON.stringify({ email: 'ops@example.com', password: 'a long enough password' })
			});
		expect((await signIn(`http://localhost:${port}`)).status).toBe(200);
		expect((await signIn(`http://127.0.0.1:${port}`)).status).toBe(200);
		expect((await signIn('https://evil.example')).status).toBe(403);
	});

	it('writes neither keys nor passwords to its log', async () => {
		await fetch(`${server.address}/api/v1/terminals?q=4111111111111111`, {
			headers: { authorization: `Bearer ${KEY}` }
		});
		const sent = await fetch(`${server.address}/api/v1/ingest/transactions`, {
			method: 'POST',
			headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-ndjson' },
			body: '{"id":"1","merchantId":"6222 0212 3456 7894"}\n{"id":"5555555555554444"}\n{"broken 4111111111111111'
		});
		const answer = await sent.text();
		expect(JSON.parse(answer)).toMatchObject({ received: 3, rejected: 3 });
		const cards = ['4111111111111111', '5555555555554444', '6222 0212 3456 7894'];
		for (const card of cards) expect(answer).not.toContain(card);
		expect(server.output()).toContain('"msg"');
		for (const secret of [KEY, 'a long enough password', ...cards]) expect(server.output()).not.toContain(secret);
	});

	it('says in a sentence that its port is taken, and has started nothing by then', async () => {
		const occupied = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => occupied.on('listening', resolve));
		const address = occupied.address();
		const taken = typeof address === 'object' && address ? address.port : 0;
		const other = await newDataDir();
		const late = startServer({ PORT: String(taken), TILLWATCH_DATA_DIR: other.dataDir });
		expect(await late.ended).toBe(1);
		expect(late.output()).toMatch(`Port ${taken} is in use already`);
		expect(late.output()).not.toContain('    at ');
		expect(existsSync(other.dataDir)).toBe(false);
		occupied.close();
		await other.remove();
	});

	it('comes back after kill -9 of itself, with the Postgres that lived on', async () => {
		server.child.kill('SIGKILL');
		await server.ended;
		expect(postgresIsRunning()).toBe(true);
		server = start();
		await server.ready();
	});

	it('finishes what it has begun when asked to end, exits with 0 and leaves no Postgres behind', async () => {
		let finishBody = () => {};
		const slowBody = new ReadableStream({
			start(controller) {
				controller.enqueue(new TextEncoder().encode('\n'));
				finishBody = () => controller.close();
			}
		});
		const request: RequestInit & { duplex: 'half' } = {
			method: 'POST',
			headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-ndjson' },
			body: slowBody,
			duplex: 'half'
		};
		const answer = fetch(`${server.address}/api/v1/ingest/heartbeats`, request);
		// The request is under way once the server has logged or answered a later one on another connection.
		await fetch(`${server.address}/healthz`);
		server.child.kill('SIGTERM');
		await expect
			.poll(async () =>
				fetch(`${server.address}/healthz`).then(
					() => 'open',
					() => 'closed'
				)
			)
			.toBe('closed');
		finishBody();
		expect(await (await answer).json()).toMatchObject({ received: 0, accepted: 0, rejected: 0 });
		expect(await server.ended).toBe(0);
		expect(postgresIsRunning()).toBe(false);
		server = start();
		await server.ready();
	});
});

describe('npm start', () => {
	it(
		'ends with npm, and leaves no Postgres behind',
		async () => {
			const own = await newDataDir();
			const env = { PORT: String(await freePort()), TILLWATCH_DATA_DIR: own.dataDir, TILLWATCH_DEMO: '0' };
			const started = startServer(env, 'npm start');
			await started.ready();
			started.child.kill('SIGTERM');
			// Its output closes when the last process that writes to it is gone, not npm alone.
			await started.ended;
			await expect(fetch(`${started.address}/healthz`)).rejects.toThrow();
			expect(existsSync(path.join(own.dataDir, 'postgres', '18', 'postmaster.pid'))).toBe(false);
			await own.remove();
		},
		FIRST_START_MS
	);
});
