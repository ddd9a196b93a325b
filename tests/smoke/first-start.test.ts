// `npm start` on a new machine, and the morning after. `npm run build` comes first, so that it is not measured here.
import { expect, it } from 'vitest';
import { API } from '#tests/support/app.ts';
import { FLEET_KEY } from '#tests/support/principals.ts';
import { freePort, newDataDir, startServer } from '#tests/support/server-process.ts';

const FIRST_START_MS_MAX = 90_000;
const NEXT_START_MS_MAX = 10_000;

it('has a demo fleet to show within 90 s the first time, and within 10 s from then on', async () => {
	const folder = await newDataDir();
	const settings = {
		PORT: String(await freePort()),
		TILLWATCH_DATA_DIR: folder.dataDir,
		TILLWATCH_BOOTSTRAP_INGEST_KEY: FLEET_KEY
	};
	const started = async () => {
		const beganAt = performance.now();
		const server = startServer(settings, 'api/cli/start.ts');
		await expect
			.poll(() => server.output(), { timeout: FIRST_START_MS_MAX, interval: 50 })
			.toContain(`Tillwatch is ready: ${server.address}`);
		return { server, afterMs: performance.now() - beganAt };
	};
	const read = async (address: string, path: string) =>
		(await fetch(`${address}${API}${path}`, { headers: { authorization: `Bearer ${FLEET_KEY}` } })).json();

	const first = await started();
	expect(first.server.output()).toMatch(/Sign in as \S+@\S+ with the password \S+/);
	expect(await read(first.server.address, '/fleet')).toMatchObject({ isDemo: true });
	const { total } = (await read(first.server.address, '/terminals?limit=1')) as { total: number };
	expect(total).toBeGreaterThan(100);
	first.server.child.kill('SIGTERM');
	expect(await first.server.ended).toBe(0);

	const second = await started();
	expect(second.afterMs).toBeLessThan(NEXT_START_MS_MAX);
	expect(await read(second.server.address, '/terminals?limit=1')).toMatchObject({ total });
	second.server.child.kill('SIGTERM');
	expect(await second.server.ended).toBe(0);
	await folder.remove();
}, 180_000);
