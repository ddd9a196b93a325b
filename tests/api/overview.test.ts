import { expect } from 'vitest';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aMerchant } from '#tests/support/builders.ts';

const LAST_LOOK = `${API}/overview/last-look`;
const NEWS = `${API}/overview/news`;

const look = async (app: TestApp) => app.request(LAST_LOOK, { method: 'PUT' });

test('nobody has looked before they say so; then it stands and is audited', async ({ app }) => {
	const manager = await app.as('manager');
	expect(await (await manager.get(LAST_LOOK)).json()).toEqual({ lookedAt: null });
	expect(await (await manager.get(NEWS)).json()).toMatchObject({ isLastLook: false });

	const looked = (await (await look(manager)).json()) as { lookedAt: string };
	expect(await (await manager.get(LAST_LOOK)).json()).toEqual(looked);
	expect(await (await manager.get(NEWS)).json()).toMatchObject({ isLastLook: true, since: looked.lookedAt });
	const events = await app.deps.db
		.selectFrom('audit_event')
		.select(['action', 'actor_kind'])
		.where('action', '=', 'overview.looked')
		.execute();
	expect(events).toMatchObject([{ action: 'overview.looked', actor_kind: 'person' }]);
});

test('opening the page moves nothing: reading news twice gives the same moment', async ({ app }) => {
	const manager = await app.as('another manager');
	await look(manager);
	const [once, again] = [await (await manager.get(NEWS)).json(), await (await manager.get(NEWS)).json()];
	expect(again).toMatchObject({ since: (once as { since: string }).since });
});

test('an API key has looked at nothing and cannot', async ({ app }) => {
	expect(await (await app.get(LAST_LOOK)).json()).toEqual({ lookedAt: null });
	expect((await look(app)).status).toBe(403);
});

test('new merchants are counted from the moment on, those of others never', async ({ app }) => {
	await app.send('PUT', `${API}/merchants`, [
		aMerchant({ merchantId: 'M-own', acquirerId: 'ACQ1' }),
		aMerchant({ merchantId: 'M-other', acquirerId: 'ACQ2' })
	]);
	const newMerchants = async (sender: TestApp, since: string) =>
		((await (await sender.get(`${NEWS}?since=${since}`)).json()) as { newMerchants: number }).newMerchants;
	expect(await newMerchants(app, '2020-01-01T00:00:00Z')).toBe(2);
	expect(await newMerchants(await app.as({ acquirer: 'ACQ1' }), '2020-01-01T00:00:00Z')).toBe(1);
	expect(await newMerchants(app, '2190-01-01T00:00:00Z')).toBe(0);
});
