import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Readable by its owner only. */
const OWNER_ONLY = 0o600;

/**
 * Reads the secret kept in `file`; the first caller makes it with `create`.
 * It is written aside and linked into place, so that of two processes starting at once both read the same, whole secret.
 */
export async function readOrCreateSecret(file: string, create: () => string): Promise<string> {
	const existing = await readSecret(file);
	if (existing !== null) return existing;
	await mkdir(path.dirname(file), { recursive: true });
	const draft = `${file}.${randomUUID()}`;
	await writeFile(draft, `${create()}\n`, { mode: OWNER_ONLY });
	try {
		await link(draft, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		await rm(draft, { force: true });
	}
	return (await readFile(file, 'utf8')).trim();
}

/** The secret kept in `file`, or null where there is none. */
export async function readSecret(file: string): Promise<string | null> {
	try {
		return (await readFile(file, 'utf8')).trim();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
}
