// `npm run gen` writes every file that a machine can derive; with --check it writes nothing and fails where one is stale.
// --no-database leaves out what needs a migrated database, so that `npm run verify` works anywhere in seconds.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startScratchServer } from '#api/platform/db/scratch.ts';
import { differenceOf } from './gen/difference.ts';
import type { GeneratedFile } from './gen/generated-file.ts';
import { openApiDocument } from './gen/openapi.ts';
import { querySnapshots } from './gen/query-snapshots.ts';
import { schemaDump } from './gen/schema-dump.ts';
import { schemaTypes } from './gen/schema-types.ts';
import { settingsTable } from './gen/settings-table.ts';

const DATABASE_NAME = 'tillwatch_gen';

export async function generatedFromCode(): Promise<GeneratedFile[]> {
	return [await openApiDocument(), await settingsTable(), ...(await querySnapshots())];
}

/** `url` is a freshly migrated database. */
export async function generatedFromDatabase(url: string): Promise<GeneratedFile[]> {
	return [await schemaTypes(url), await schemaDump(url)];
}

/** What differs between the files on disk and what they should hold, as text for a person; empty when all is fresh. */
export async function staleness(files: GeneratedFile[]): Promise<string> {
	const differences = await Promise.all(
		files.map(async (file) => differenceOf(file.path, await contentOf(file.path), file.text))
	);
	return differences.filter(Boolean).join('\n');
}

const contentOf = async (file: string) => readFile(file, 'utf8').catch(() => null);

async function writeFiles(files: GeneratedFile[]): Promise<void> {
	for (const file of files) {
		if ((await contentOf(file.path)) === file.text) continue;
		if (file.text === null) {
			await rm(file.path);
		} else {
			await mkdir(path.dirname(file.path), { recursive: true });
			await writeFile(file.path, file.text);
		}
		console.log(`${file.text === null ? 'removed' : 'wrote'} ${file.path}`);
	}
}

async function withScratchDatabase<T>(use: (url: string) => Promise<T>): Promise<T> {
	const server = await startScratchServer();
	try {
		return await use(await server.migratedDatabase(DATABASE_NAME));
	} finally {
		await server.stop();
	}
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { check: { type: 'boolean', default: false }, 'no-database': { type: 'boolean', default: false } }
	});
	// The types of the tables come first: what is derived from code is derived from code that knows them.
	const fromDatabase = values['no-database'] ? [] : await withScratchDatabase(generatedFromDatabase);
	if (!values.check) await writeFiles(fromDatabase);
	const fromCode = await generatedFromCode();
	if (!values.check) return writeFiles(fromCode);
	const stale = await staleness([...fromDatabase, ...fromCode]);
	if (stale) {
		console.error(`${stale}\nGenerated files are stale: run \`npm run gen\` and commit what it writes.`);
		process.exitCode = 1;
	}
}

if (import.meta.main) await main();
