// What a fleet meets for the first time: every count of the news is the length of its list, and a beginning is no news.
import { expect } from 'vitest';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { aHeartbeat, aTerminal, aTransaction } from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-12T12:00:00+08:00';
const SINCE = '2026-03-10T12:00:00%2B08:00';
type Item = { kind: string; firmware: string; model: string; carrier: string; responseCode: string; isMapped: boolean };

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			const known = { installedAt: '2026-01-01T00:00:00+08:00', firmware: '1.0' };
			await app.send('PUT', `${API}/terminals`, [
				...['A', 'B'].map((terminalId) => aTerminal({ terminalId, ...known })),
				aTerminal({ terminalId: 'OTHER', acquirerId: 'ACQ2', merchantId: 'M2', ...known })
			]);
			const heartbeat = (fields: object) => aHeartbeat({ firmware: '1.0', ...fields });
			await app.send('POST', `${API}/ingest/heartbeats`, [
				heartbeat({ terminalId: 'A', at: '2026-03-05T12:00:00+08:00', firmware: '1.1' }),
				heartbeat({ terminalId: 'A', at: '2026-03-11T12:00:00+08:00', firmware: '2.0' }),
				heartbeat({ terminalId: 'B', at: '2026-03-11T13:00:00+08:00', firmware: '1.1', carrier: 'China Telecom' })
			]);
			const sale = (id: string, at: string, responseCode: string, terminalId = 'A') =>
				aTransaction({ id, terminalId, occurredAt: `2026-03-${at}:00+08:00`, responseCode });
			await app.send('POST', `${API}/ingest/transactions`, [
				...[sale('1', '08T10:00', '00'), sale('2', '08T11:00', '51'), sale('3', '10T09:00', '55')],
				...[sale('4', '10T15:00', '55'), sale('5', '10T16:00', '61'), sale('6', '12T11:00', 'Q9')],
				aTransaction({ id: '7', terminalId: 'OTHER', merchantId: 'M2', acquirerId: 'ACQ2', responseCode: '96' })
			]);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

async function listed(app: Pick<TestApp, 'get'>, since: string, kind?: string): Promise<Item[]> {
	const response = await app.get(`${API}/overview/first-seen?since=${since}${kind ? `&kind=${kind}` : ''}`);
	expect(response.status).toBe(200);
	return ((await response.json()) as { items: Item[] }).items;
}

const codesOf = async (app: Pick<TestApp, 'get'>, since: string) =>
	(await listed(app, since, 'code')).map(({ responseCode }) => responseCode).toSorted();

test('a version is new once for its model, in event time', async ({ app }) => {
	expect(await listed(app, SINCE, 'firmware')).toMatchObject([{ firmware: '2.0', terminals: 1 }]);
	expect((await listed(app, '2026-03-01T00:00:00Z', 'firmware')).map(({ firmware }) => firmware)).toEqual([
		'2.0',
		'1.1'
	]);
	expect(await listed(app, SINCE, 'model')).toEqual([]);
});

test('of a new model the model is told, and not its first version, too', async ({ app }) => {
	const installedAt = '2026-03-11T12:00:00+08:00';
	await app.send('PUT', `${API}/terminals`, [
		aTerminal({ terminalId: 'C', model: 'NEW', firmware: '9.0', installedAt })
	]);
	expect(await listed(app, SINCE, 'model')).toMatchObject([{ model: 'NEW', terminals: 1 }]);
	expect((await listed(app, SINCE, 'firmware')).map(({ firmware }) => firmware)).toEqual(['2.0']);
});

test('a carrier is new when no terminal had it before', async ({ app }) => {
	expect(await listed(app, SINCE, 'carrier')).toMatchObject([{ carrier: 'China Telecom', terminals: 1 }]);
});

test('a code is new whether it has a meaning or not, of closed days as of open ones', async ({ app }) => {
	expect(await codesOf(app, SINCE)).toEqual(['61', 'Q9']);
	await foldDueDays(app.deps);
	expect(await codesOf(app, SINCE)).toEqual(['61', 'Q9']);
	expect(await listed(app, SINCE, 'code')).toMatchObject([
		{ responseCode: 'Q9', isMapped: false, meaningEn: null },
		{
			responseCode: '61',
			isMapped: true,
			meaningEn: expect.any(String) as string,
			meaningZh: expect.any(String) as string
		}
	]);
});

test('what a fleet begins with is no news', async ({ app }) => {
	expect(await listed(app, '2020-01-01T00:00:00Z')).toEqual([]);
});

test('counts are what the lists hold, and nobody learns of others', async ({ app }) => {
	const partner = await app.as({ acquirer: 'ACQ2' });
	for (const sender of [app, partner]) {
		const news = (await (await sender.get(`${API}/overview/news?since=${SINCE}`)).json()) as {
			firstSeen: Record<string, number>;
		};
		for (const [kind, count] of Object.entries(news.firstSeen)) {
			expect(await listed(sender, SINCE, kind), kind).toHaveLength(count);
		}
	}
	expect(await listed(partner, SINCE)).toEqual([]);
});
