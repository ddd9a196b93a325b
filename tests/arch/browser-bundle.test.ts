import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { noApiInBrowser, noJsonSchemaInBrowser } from '#api/platform/vite-plugin.ts';

const bundle = async (fixture: string) =>
	build({
		configFile: false,
		logLevel: 'silent',
		plugins: [noApiInBrowser(), noJsonSchemaInBrowser()],
		build: {
			write: false,
			rolldownOptions: { input: fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url)) }
		}
	});

describe('what is sent to browsers', () => {
	it('cannot hold code of the API: the build names the file that imports it', async () => {
		await expect(bundle('page-with-api-value.ts')).rejects.toThrow(
			/page-with-api-value\.ts imports #api\/platform\/clock\.ts: pages may import types/
		);
	});

	it('may be checked against the types of the API', async () => {
		await expect(bundle('page-with-api-type.ts')).resolves.toBeDefined();
	});

	it('reads what Zod checks, without what writes it as JSON Schema', async () => {
		const built = await bundle('page-with-schema.ts');
		const [chunk] = Array.isArray(built) || !('output' in built) ? [] : built.output;
		const code = chunk?.type === 'chunk' ? chunk.code : '';
		expect(code).toContain('invalid_type');
		expect(code).not.toContain('additionalProperties');
	});
});
