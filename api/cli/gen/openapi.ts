import { createApp } from '#api/app.ts';
import { createDeps } from '#api/deps.ts';
import { readConfig } from '#api/platform/config.ts';
import { openDatabase } from '#api/platform/db/db.ts';
import { formatted } from './formatted.ts';
import type { GeneratedFile } from './generated-file.ts';
import { startRecordingPostgres } from './recording-postgres.ts';

const PATH = 'api/openapi.json';
const ADDRESS = 'http://127.0.0.1/api/openapi.json';
const SETTINGS = { TILLWATCH_LOG_LEVEL: 'silent', TILLWATCH_AUTH_SECRET: 'signs nothing, serves one document' };

/** The document that the app serves, asked of the app itself. */
export async function openApiDocument(): Promise<GeneratedFile> {
	const server = await startRecordingPostgres();
	const database = { ...openDatabase(server.url, { max: 1 }), url: server.url };
	const deps = await createDeps(readConfig(SETTINGS), { database });
	try {
		const response = await createApp(deps).fetch(new Request(ADDRESS));
		if (!response.ok) throw new Error(`The app answered ${response.status} instead of its OpenAPI document`);
		return { path: PATH, text: await formatted(PATH, await response.text()) };
	} finally {
		await deps.close();
		await server.stop();
	}
}
