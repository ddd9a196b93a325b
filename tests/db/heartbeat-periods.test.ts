import { expect } from 'vitest';
import { API, testApp } from '#tests/support/app.ts';
import { aHeartbeat, aTerminal } from '#tests/support/builders.ts';
import { test } from '#tests/support/database.ts';

test('a version that came and went within one batch did so in the history, too', async ({ database }) => {
	const app = await testApp({ databaseUrl: database.url, now: '2026-03-09T00:00:00Z' });
	await app.send('PUT', `${API}/terminals`, [aTerminal({ firmware: '1.0' })]);
	const versions = ['1.0', '1.1', '1.1', '1.0'];
	const heartbeats = versions.map((firmware, hour) => aHeartbeat({ firmware, at: `2026-03-08T0${hour}:00:00Z` }));
	await app.send('POST', `${API}/ingest/heartbeats`, heartbeats);
	const { items } = (await (await app.get(`${API}/terminals/T1/periods`)).json()) as {
		items: { firmware: string; validFrom: string | null }[];
	};
	expect(items.map(({ firmware, validFrom }) => [firmware, validFrom]).slice(0, 2)).toEqual([
		['1.0', '2026-03-08T03:00:00.000Z'],
		['1.1', '2026-03-08T01:00:00.000Z']
	]);
	expect(await (await app.get(`${API}/terminals/T1`)).json()).toMatchObject({ firmware: '1.0' });
	await app.close();
});
