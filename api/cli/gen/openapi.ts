import { createApp } from '#api/app.ts';
import type { Deps } from '#api/deps.ts';
import { openApiDocument as documentOf } from '#api/documents.ts';
import { formatted } from './formatted.ts';
import type { GeneratedFile } from './generated-file.ts';

const PATH = 'api/openapi.json';

/** Routes are described without being called: whoever reached for a part here would find none. */
const NO_PARTS = {} as Deps;

/** The document that the app serves at /api/openapi.json. */
export async function openApiDocument(): Promise<GeneratedFile> {
	const document = documentOf(createApp(NO_PARTS));
	return { path: PATH, text: await formatted(PATH, JSON.stringify(document)) };
}
