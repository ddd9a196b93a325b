import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { pgClient } from '#api/platform/db/client.ts';
import { migrate } from '#api/platform/db/migrate.ts';
import { databaseUrl } from '#tests/support/postgres.ts';

const DATABASE = 'migrate_test';
const url = databaseUrl(inject('postgresAdminUrl'), DATABASE);
const folders: string[] = [];

async function administer(...statements: string[]): Promise<void> {
	const admin = pgClient(inject('postgresAdminUrl'), { max: 1 });
	for (const statement of statements) await admin.unsafe(statement);
	await admin.end();
}

async function rows(statement: string): Promise<unknown[]> {
	const client = pgClient(url, { max: 1 });
	try {
		return [...(await client.unsafe(statement))];
	} finally {
		await client.end();
	}
}

async function folderWith(files: Record<string, string>): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'tillwatch-migrations-'));
	folders.push(folder);
	await put(folder, files);
	return folder;
}

async function put(folder: string, files: Record<string, string>): Promise<void> {
	for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}

beforeEach(async () => {
	await administer(`drop database if exists ${DATABASE} with (force)`, `create database ${DATABASE}`);
});

afterAll(async () => {
	await administer(`drop database if exists ${DATABASE} with (force)`);
	for (const folder of folders) await rm(folder, { recursive: true });
});

describe('migrations', () => {
	it('run once each, however many processes start at once', async () => {
		const folder = await folderWith({
			'0001_one.sql': 'create table one (id int); insert into one values (1);',
			'0002_two.sql': 'insert into one values (2);'
		});
		const ran = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
		expect(ran.flat()).toEqual(['0001_one', '0002_two']);
		expect(await rows('select id from one order by id')).toEqual([{ id: 1 }, { id: 2 }]);
	});

	it('find nothing to do the second time', async () => {
		const folder = await folderWith({ '0001_one.sql': 'create table one (id int)' });
		await migrate(url, folder);
		expect(await migrate(url, folder)).toEqual([]);
	});

	it('refuse to go on when a file was edited after it ran, and do not mind other line ends', async () => {
		const folder = await folderWith({ '0001_one.sql': 'create table one\n(id int);\n' });
		await migrate(url, folder);
		await put(folder, { '0001_one.sql': 'create table one\r\n(id int);\r\n' });
		expect(await migrate(url, folder)).toEqual([]);
		await put(folder, { '0001_one.sql': 'create table one\n(id bigint);\n' });
		await expect(migrate(url, folder)).rejects.toThrow('Migrations were edited after they ran: 0001_one');
	});

	it('leave nothing of a file that fails half way, and what ran before it stays', async () => {
		const folder = await folderWith({
			'0001_one.sql': 'create table one (id int)',
			'0002_two.sql': 'create table two (id int); select 1 / 0;'
		});
		await expect(migrate(url, folder)).rejects.toThrow('Migration 0002_two failed: division by zero');
		expect(await rows(`select to_regclass('one') is not null as one, to_regclass('two') is not null as two`)).toEqual([
			{ one: true, two: false }
		]);
		await put(folder, { '0002_two.sql': 'create table two (id int)' });
		expect(await migrate(url, folder)).toEqual(['0002_two']);
	});

	it('take function bodies as they are, and what must not run in a transaction outside one', async () => {
		const folder = await folderWith({
			'0001_one.sql':
				'create table one (id int); create function f() returns int language sql as $f$ select 1; select 2; $f$;',
			'0002_index.sql': '-- no transaction\ncreate index concurrently if not exists one_id on one (id);'
		});
		expect(await migrate(url, folder)).toEqual(['0001_one', '0002_index']);
		expect(await rows('select f()')).toEqual([{ f: 2 }]);
	});

	it('refuse a database that a newer version has migrated', async () => {
		const folder = await folderWith({ '0001_one.sql': 'select 1', '0002_two.sql': 'select 1' });
		await migrate(url, folder);
		await rm(path.join(folder, '0002_two.sql'));
		await expect(migrate(url, folder)).rejects.toThrow('migrated by a newer version, which also ran 0002_two');
	});

	it('refuse two files of one number and names that do not sort', async () => {
		await expect(migrate(url, await folderWith({ 'one.sql': 'select 1' }))).rejects.toThrow('unlike one.sql');
		const twice = await folderWith({ '0001_a.sql': 'select 1', '0001_b.sql': 'select 1' });
		await expect(migrate(url, twice)).rejects.toThrow('Migration number used twice: 0001_b.sql');
	});

	it('make a database that a second run leaves alone (the project’s own files)', async () => {
		expect((await migrate(url)).at(0)).toBe('0001_platform');
		expect(await migrate(url)).toEqual([]);
	});
});
