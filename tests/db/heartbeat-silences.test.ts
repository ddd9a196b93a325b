// Heartbeats come late, twice and out of order: the silences between them are the same in the end.
import { expect } from 'vitest';
import { API, testApp } from '#tests/support/app.ts';
import { aHeartbeat, aTerminal } from '#tests/support/builders.ts';
import { test } from '#tests/support/database.ts';

const AT = ['01T10', '03T09', '03T20', '06T08', '08T07', '08T18'].map((at) => `2026-03-${at}:00:00Z`);
const SILENCES = [
	['2026-03-01T10:00:00.000Z', '2026-03-03T09:00:00.000Z'],
	['2026-03-03T20:00:00.000Z', '2026-03-06T08:00:00.000Z'],
	['2026-03-06T08:00:00.000Z', '2026-03-08T07:00:00.000Z']
];
const ORDERS: Record<string, number[][]> = {
	AT_ONCE: [[0, 1, 2, 3, 4, 5]],
	IN_ORDER: [[0], [1], [2], [3], [4], [5]],
	BACKWARDS: [[5], [4], [3], [2], [1], [0]],
	MIXED: [[3, 1], [1, 5], [0], [4, 2], [2]]
};

test('whatever the order and the parcels', async ({ database }) => {
	const app = await testApp({ databaseUrl: database.url, now: '2026-03-09T00:00:00Z' });
	await app.send(
		'PUT',
		`${API}/terminals`,
		Object.keys(ORDERS).map((terminalId) => aTerminal({ terminalId }))
	);
	for (const [terminalId, parcels] of Object.entries(ORDERS)) {
		for (const parcel of parcels) {
			const heartbeats = parcel.map((index) => aHeartbeat({ terminalId, at: AT[index] }));
			await app.send('POST', `${API}/ingest/heartbeats`, heartbeats);
		}
	}
	const rows = await database.sql<{ terminal_code: string; began_at: Date; ended_at: Date }[]>`
		select terminal_code, began_at, ended_at from terminal_silence join terminal using (terminal_id) order by 1, 2`;
	const found = Map.groupBy(rows, (row) => row.terminal_code);
	for (const terminalId of Object.keys(ORDERS)) {
		const silences = (found.get(terminalId) ?? []).map((row) => [
			row.began_at.toISOString(),
			row.ended_at.toISOString()
		]);
		expect(silences, terminalId).toEqual(SILENCES);
	}
	await app.close();
});

test('a heartbeat from before the first one was kept ends no silence that nobody saw', async ({ database }) => {
	const app = await testApp({ databaseUrl: database.url, now: '2026-03-09T00:00:00Z' });
	await app.send('PUT', `${API}/terminals`, [aTerminal({ terminalId: 'OLD' })]);
	await app.send('POST', `${API}/ingest/heartbeats`, [aHeartbeat({ terminalId: 'OLD', at: AT[5] })]);
	await database.sql`update heartbeat set first_seen_at = null`;
	await app.send('POST', `${API}/ingest/heartbeats`, [aHeartbeat({ terminalId: 'OLD', at: AT[0] })]);
	const silences = await database.sql`select from terminal_silence join terminal using (terminal_id)
		where terminal_code = 'OLD'`;
	expect(silences).toHaveLength(0);
	await app.close();
});
