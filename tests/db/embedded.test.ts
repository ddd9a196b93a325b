// The private Postgres as an operator meets it: first start, second process, crash, clean end.
import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { pgClient } from '#api/platform/db/client.ts';
import { ensureDatabase, startEmbedded, type EmbeddedPostgres } from '#api/platform/db/embedded.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const run = promisify(execFile);

/** Everything that a test has started or made, so that nothing of it is left behind. */
const leftBehind: (() => Promise<void>)[] = [];

afterEach(async () => {
	for (const cleanUp of leftBehind.splice(0).reverse()) await cleanUp();
});

/** `mode` 755 lets the database's user in; mkdtemp itself makes folders for their owner only. */
async function newFolder(mode = 0o755): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'tillwatch-embedded-'));
	leftBehind.push(async () => rm(folder, { recursive: true, force: true }));
	await chmod(folder, mode);
	return path.join(folder, 'postgres');
}

async function start(dir: string): Promise<EmbeddedPostgres> {
	const server = await startEmbedded({ dir });
	leftBehind.push(async () => server.stop());
	return server;
}

async function query(url: string, statement: string): Promise<unknown[]> {
	const client = pgClient(url, { max: 1 });
	try {
		return [...(await client.unsafe(statement))];
	} finally {
		await client.end();
	}
}

/** Starts and stops the server in a process of an ordinary user. */
async function startAsNobody(dir: string): Promise<{ stdout: string }> {
	const script = `
		import { startEmbedded } from '#api/platform/db/embedded.ts';
		const server = await startEmbedded({ dir: process.argv[1] });
		console.log(process.getuid(), server.adopted);
		await server.release();`;
	return run(process.execPath, ['--input-type=module', '--eval', script, dir], {
		uid: NOBODY,
		gid: NOBODY,
		env: { PATH: process.env['PATH'] }
	});
}

describe('the private Postgres', () => {
	it('commits durably, answers on loopback only, and is fit for a fleet of any script', async () => {
		const server = await start(await newFolder());
		const [settings] = await query(
			server.url('postgres'),
			`select current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync,
				current_setting('listen_addresses') as address, current_setting('server_encoding') as encoding,
				current_setting('max_locks_per_transaction')::int as locks, current_setting('jit') as jit`
		);
		expect(settings).toEqual({
			commit: 'on',
			fsync: 'on',
			address: '127.0.0.1',
			encoding: 'UTF8',
			locks: 256,
			jit: 'off'
		});
	});

	it('refuses whoever does not know the password in the data folder', async () => {
		const server = await start(await newFolder());
		const url = new URL(server.url('postgres'));
		url.password = 'guessed';
		await expect(query(url.href, 'select 1')).rejects.toThrow(/password authentication failed/);
		expect((await stat(path.join(server.place.root, 'password'))).mode & 0o077).toBe(0);
	});

	it('is adopted by a second process instead of started twice', async () => {
		const dir = await newFolder();
		const [one, two] = await Promise.all([start(dir), start(dir)]);
		expect(two.pid).toBe(one.pid);
		expect([one.adopted, two.adopted].sort()).toEqual([false, true]);
	});

	it('comes back after kill -9 with what was committed', async () => {
		const dir = await newFolder();
		const before = await start(dir);
		const url = await ensureDatabase(before, 'fleet');
		await query(url, 'create table kept (id int); insert into kept select generate_series(1, 1000)');
		process.kill(before.pid, 'SIGKILL');
		await expect.poll(async () => query(url, 'select 1').catch(String)).toContain('ECONNREFUSED');
		const after = await start(dir);
		expect(after.pid).not.toBe(before.pid);
		expect(await query(after.url('fleet'), 'select count(*)::int as kept from kept')).toEqual([{ kept: 1000 }]);
	});

	it('is started although the pid in its lock file belongs to a stranger by now', async () => {
		const dir = await newFolder();
		const before = await start(dir);
		await before.stop();
		const data = path.join(before.place.root, '18');
		await writeFile(path.join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n1\n\n127.0.0.1\n0 0\nready\n`);
		const after = await start(dir);
		expect(after.adopted).toBe(false);
		expect(await query(after.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
	});

	it('is left running by a process that ends while another is connected, and stopped by the last one', async () => {
		const dir = await newFolder();
		const server = await start(dir);
		const other = pgClient(server.url('postgres'), { max: 1 });
		await other`select 1`;
		await server.release();
		expect(await query(server.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
		await other.end();
		await server.release();
		await expect(query(server.url('postgres'), 'select 1')).rejects.toThrow(/ECONNREFUSED/);
	});

	it('takes no notice of what a broken-off first start has left', async () => {
		const dir = await newFolder();
		await mkdir(path.join(dir, '18.draft'), { recursive: true });
		await writeFile(path.join(dir, '18.draft', 'PG_VERSION'), '18\n');
		expect((await start(dir)).adopted).toBe(false);
	});

	it.runIf(isRoot)('runs as another user when started by root', async () => {
		const server = await start(await newFolder());
		expect((await stat(path.join(server.place.root, '18'))).uid).not.toBe(0);
	});

	it.runIf(isRoot)(
		'keeps its files elsewhere where that user cannot reach the data folder, and finds them again',
		async () => {
			const dir = await newFolder(0o700);
			const told: string[] = [];
			const server = await startEmbedded({ dir, onProgress: (line) => void told.push(line) });
			leftBehind.push(async () => rm(path.dirname(server.place.root), { recursive: true }));
			leftBehind.push(async () => server.stop());
			expect(server.place.root).not.toContain(dir);
			expect(told.join()).toContain(server.place.root);
			expect((await start(dir)).pid).toBe(server.pid);
		}
	);

	it.runIf(isRoot)('needs no rights beyond those of an ordinary user', async () => {
		const dir = await newFolder();
		await chown(path.dirname(dir), NOBODY, NOBODY);
		const { stdout } = await startAsNobody(dir);
		expect(stdout).toBe(`${NOBODY} false\n`);
		expect((await stat(path.join(dir, '18'))).uid).toBe(NOBODY);
	});

	it.runIf(isRoot)('says whose data it is, when another user has made it', async () => {
		const dir = await newFolder();
		await chown(path.dirname(dir), NOBODY, NOBODY);
		await mkdir(path.join(dir, '18'), { recursive: true });
		await expect(startAsNobody(dir)).rejects.toThrow(/was made by another user \(uid 0\)/);
	});
});
