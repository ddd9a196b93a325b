// Runs migrations/NNNN_noun.sql in order, forward only. One transaction per file, together with its mark, so that a crash
// leaves a file either applied and marked or not applied at all. A file whose first line is `-- no transaction` runs
// outside one (CREATE INDEX CONCURRENTLY wants that); it holds exactly one statement and must bear being run again.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ReservedSql } from 'postgres';
import { pgClient } from './client.ts';

export const MIGRATIONS_DIR = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** Any number will do, as long as nothing else in the database uses it. */
const ADVISORY_LOCK = 7_302_915;
const LOCK_POLL_MS = 100;
/** Beside the migrations lies what they amount to, for reading. */
const SCHEMA_DUMP = 'schema.sql';
const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;
const CLOSE_TIMEOUT_SECONDS = 5;

export type MigrationFile = { name: string; text: string; sha256: string; inTransaction: boolean };

/** The migration files of `folder` in the order in which they run. Line ends do not count, so a Windows checkout agrees. */
export async function readMigrations(folder = MIGRATIONS_DIR): Promise<MigrationFile[]> {
	const fileNames = (await readdir(folder)).filter((name) => name.endsWith('.sql') && name !== SCHEMA_DUMP).sort();
	const odd = fileNames.filter((name) => !FILE_NAME.test(name));
	if (odd.length > 0) throw new Error(`Migration names look like 0001_noun.sql, unlike ${odd.join(', ')}`);
	const numbers = fileNames.map((name) => name.slice(0, 4));
	const twice = fileNames.filter((_, i) => numbers[i] === numbers[i - 1]);
	if (twice.length > 0) throw new Error(`Migration number used twice: ${twice.join(', ')}`);
	return Promise.all(
		fileNames.map(async (fileName) => {
			const text = (await readFile(path.join(folder, fileName), 'utf8')).replaceAll('\r\n', '\n');
			return {
				name: fileName.slice(0, -'.sql'.length),
				text,
				sha256: createHash('sha256').update(text).digest('hex'),
				inTransaction: !/^-- no transaction\b/.test(text)
			};
		})
	);
}

/**
 * Brings the database at `url` up to date and tells what ran. Any number of processes may call it at once: one works, the
 * others wait and find nothing to do. Refuses when a file was edited after it ran, or when the database is ahead of us.
 */
export async function migrate(url: string, folder = MIGRATIONS_DIR): Promise<string[]> {
	const files = await readMigrations(folder);
	const pool = pgClient(url, { max: 1, name: 'tillwatch-migrate' });
	try {
		const connection = await pool.reserve();
		try {
			await lock(connection);
			const pending = await pendingFiles(connection, files);
			for (const file of pending) await apply(connection, file);
			return pending.map((file) => file.name);
		} finally {
			connection.release();
		}
	} finally {
		// Ending the session also gives the lock back, whatever state a failed file has left it in.
		await pool.end({ timeout: CLOSE_TIMEOUT_SECONDS });
	}
}

/** Polled: a waiting pg_advisory_lock() holds a snapshot, on which another's CREATE INDEX CONCURRENTLY would wait in turn. */
async function lock(connection: ReservedSql): Promise<void> {
	for (;;) {
		const [row] = await connection<{ locked: boolean }[]>`select pg_try_advisory_lock(${ADVISORY_LOCK}) as locked`;
		if (row?.locked) return;
		await sleep(LOCK_POLL_MS);
	}
}

async function pendingFiles(connection: ReservedSql, files: MigrationFile[]): Promise<MigrationFile[]> {
	await connection`
		create table if not exists schema_migration (
			name text primary key,
			sha256 text not null,
			applied_at timestamptz not null default now()
		)`;
	const rows = await connection<
		{ name: string; sha256: string }[]
	>`select name, sha256 from schema_migration order by name`;
	const applied = new Map(rows.map((row) => [row.name, row.sha256]));
	const edited = files.filter((file) => applied.has(file.name) && applied.get(file.name) !== file.sha256);
	if (edited.length > 0) throw new Error(`Migrations were edited after they ran: ${names(edited)}`);
	const known = new Set(files.map((file) => file.name));
	const ahead = rows.filter((row) => !known.has(row.name));
	if (ahead.length > 0) throw new Error(`The database was migrated by a newer version, which also ran ${names(ahead)}`);
	const pending = files.filter((file) => !applied.has(file.name));
	const last = rows.at(-1)?.name ?? '';
	const late = pending.filter((file) => file.name < last);
	if (late.length > 0) throw new Error(`Migrations would run out of order, after ${last}: ${names(late)}`);
	return pending;
}

async function apply(connection: ReservedSql, file: MigrationFile): Promise<void> {
	const mark = async () =>
		connection`insert into schema_migration ${connection({ name: file.name, sha256: file.sha256 })}`;
	// The simple protocol takes a whole file at once, function bodies included: no splitter of our own that could err.
	const run = async () => connection.unsafe(file.text).simple();
	try {
		if (!file.inTransaction) {
			await run();
			await mark();
			return;
		}
		await connection`begin`;
		await run();
		await mark();
		await connection`commit`;
	} catch (error) {
		throw new Error(`Migration ${file.name} failed: ${error instanceof Error ? error.message : String(error)}`, {
			cause: error
		});
	}
}

const names = (items: { name: string }[]) => items.map((item) => item.name).join(', ');
