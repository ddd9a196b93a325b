// `npm run build`, and the part of `npm start` that builds the pages only when their sources have changed since.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SOURCES = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package-lock.json'];
/** Written by the build itself or by `sync`. */
const GENERATED = [path.join('i18n', 'paraglide'), path.join('project.inlang', 'README.md')];
const FINGERPRINT_FILE = path.join('build', 'sources.sha256');
const LOCK_FILE = path.join('.svelte-kit', 'build.lock');
const LOCK_POLL_MS = 250;

/** Works in the current folder, which is the repository's. */
export async function buildPagesIfStale(onProgress: (line: string) => void): Promise<void> {
	if (await isFresh()) return;
	const unlock = await lockBuild(onProgress);
	try {
		if (await isFresh()) return; // whoever held the lock has built the same
		onProgress('building the pages (once per change, about 20 s)');
		await build();
	} finally {
		await unlock();
	}
}

async function buildPages(onProgress: (line: string) => void): Promise<void> {
	const unlock = await lockBuild(onProgress);
	try {
		await build();
	} finally {
		await unlock();
	}
}

async function build(): Promise<void> {
	const fingerprint = await fingerprintSources();
	await runVite();
	await writeFile(FINGERPRINT_FILE, fingerprint);
}

async function isFresh(): Promise<boolean> {
	const built = await readFile(FINGERPRINT_FILE, 'utf8').catch(() => '');
	return built !== '' && existsSync(path.join('build', 'handler.js')) && built === (await fingerprintSources());
}

/** By content: times of files say nothing after a copy or a checkout. */
async function fingerprintSources(): Promise<string> {
	const hash = createHash('sha256');
	for (const source of SOURCES) {
		for (const file of await filesOf(source))
			hash
				.update(file)
				.update('\0')
				.update(await readFile(file))
				.update('\0');
	}
	return hash.digest('hex');
}

async function filesOf(source: string): Promise<string[]> {
	if (!existsSync(source)) return [];
	const entries = await readdir(source, { recursive: true, withFileTypes: true }).catch(() => null);
	if (!entries) return [source];
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name))
		.filter((file) => !GENERATED.some((part) => file.includes(part)) && !file.endsWith('.test.ts'))
		.sort();
}

/** adapter-node prints a screenful about circular imports inside dependencies: it is shown only when the build fails. */
async function runVite(): Promise<void> {
	const vite = path.join('node_modules', 'vite', 'bin', 'vite.js');
	const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, NODE_ENV: 'production' }
	});
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const exitCode = await new Promise<number | null>((resolve, reject) => {
		child.on('error', reject).on('close', resolve);
	});
	if (exitCode !== 0) throw new Error(`The pages could not be built:\n${output}`);
}

/** Two starts at once must not write the same folder. A lock whose owner is gone counts as none. */
async function lockBuild(onProgress: (line: string) => void): Promise<() => Promise<void>> {
	await mkdir(path.dirname(LOCK_FILE), { recursive: true });
	for (let told = false; ; await sleep(LOCK_POLL_MS)) {
		try {
			await writeFile(LOCK_FILE, String(process.pid), { flag: 'wx' });
			return async () => rm(LOCK_FILE, { force: true });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const owner = Number(await readFile(LOCK_FILE, 'utf8').catch(() => ''));
		if (owner > 0 && !isAlive(owner)) await rm(LOCK_FILE, { force: true });
		else if (!told) onProgress('waiting for another build of the pages');
		told = true;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

if (import.meta.main) {
	const say = (line: string) => void process.stderr.write(`${line}\n`);
	try {
		await buildPages(say);
	} catch (error) {
		say(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	}
}
