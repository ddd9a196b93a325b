// Lists of a large fleet go over slow lines: a large answer is compressed for whoever can read it so.
import { expect } from 'vitest';
import { API, test } from '#tests/support/app.ts';
import { aTerminal } from '#tests/support/builders.ts';

test('a large answer is compressed, a small one is not, and the content is the same', async ({ app }) => {
	const terminals = Array.from({ length: 40 }, (_, index) => aTerminal({ terminalId: `T-${index}` }));
	await app.send('PUT', `${API}/terminals`, terminals);
	const asked = async (path: string, encoding: string) =>
		app.request(`${API}${path}`, { headers: { 'accept-encoding': encoding } });

	const packed = await asked('/terminals', 'gzip');
	expect(packed.headers.get('content-encoding')).toBe('gzip');
	const text = await new Response(packed.body?.pipeThrough(new DecompressionStream('gzip'))).text();
	const plain = await asked('/terminals', 'identity');
	expect(plain.headers.get('content-encoding')).toBeNull();
	expect(text).toBe(await plain.text());
	expect((await asked('/terminals?limit=1', 'gzip')).headers.get('content-encoding')).toBeNull();
});
