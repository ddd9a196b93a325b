import { expect } from 'vitest';
import { API, test, type TestApp } from '#tests/support/app.ts';
import { aMerchant, aTerminal, aTransaction } from '#tests/support/builders.ts';

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

test('what is new is counted by its first receipt, as the lists behind the figures list it, those of others never', async ({
	app
}) => {
	await app.send('PUT', `${API}/merchants`, [
		aMerchant({ merchantId: 'M-own', acquirerId: 'ACQ1' }),
		aMerchant({ merchantId: 'M-other', acquirerId: 'ACQ2' })
	]);
	await app.send('PUT', `${API}/terminals`, [
		aTerminal({ terminalId: 'T-own', merchantId: 'M-own' }),
		aTerminal({ terminalId: 'T-own-2', merchantId: 'M-own' })
	]);
	await app.send('POST', `${API}/ingest/transactions`, [
		aTransaction({ terminalId: 'T-own', merchantId: 'M-own', responseCode: 'W7' })
	]);
	const read = async (sender: TestApp, path: string) =>
		(await (await sender.get(API + path)).json()) as Record<string, number>;
	const bound = await app.as({ acquirer: 'ACQ2' });
	for (const [sender, since, terminals, merchants, codes] of [
		[app, '2020-01-01T00:00:00Z', 2, 2, 1],
		[bound, '2020-01-01T00:00:00Z', 0, 1, 0],
		[app, '2190-01-01T00:00:00Z', 0, 0, 0]
	] as const) {
		const news = await read(sender, `/overview/news?since=${since}`);
		expect(news).toMatchObject({ newTerminals: terminals, newMerchants: merchants, newUnmappedCodes: codes });
		for (const [list, count] of [
			['/terminals', terminals],
			['/merchants', merchants],
			['/ingest/unmapped-codes', codes]
		] as const) {
			expect(await read(sender, `${list}?firstSeenFrom=${since}`), list).toMatchObject({ total: count });
		}
	}
});
