import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { formatted } from './formatted.ts';
import type { GeneratedFile } from './generated-file.ts';

const PATH = 'api/platform/db/schema.gen.ts';
/** As api/platform/db/client.ts reads them: counts and money stay far below 2^53. */
const TYPE_MAPPING = { int8: 'number' };

/** The tables as TypeScript types, without partitions; tables of other schemas are named schema.table. */
export async function schemaTypes(url: string): Promise<GeneratedFile> {
	const folder = await mkdtemp(path.join(tmpdir(), 'tillwatch-gen-'));
	try {
		const outFile = path.join(folder, 'schema.ts');
		const args = ['--dialect', 'postgres', '--default-schema', 'public', '--out-file', outFile];
		await promisify(execFile)(
			process.execPath,
			[commandFile(), ...args, '--type-mapping', JSON.stringify(TYPE_MAPPING), '--log-level', 'error'],
			{ env: { ...process.env, DATABASE_URL: url } }
		);
		const text = (await readFile(outFile, 'utf8')).replace(/^\/\*\*[^]*?\*\/\s*/, '');
		return { path: PATH, text: await formatted(PATH, `// GENERATED from migrations/ by \`npm run gen\`.\n${text}`) };
	} finally {
		await rm(folder, { recursive: true });
	}
}

function commandFile(): string {
	const manifest = createRequire(import.meta.url).resolve('kysely-codegen/package.json');
	return path.join(path.dirname(manifest), 'dist/cli/bin.js');
}
