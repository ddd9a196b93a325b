// When terminals changed their state, told by the data and not by when the data came.
import { describe, expect } from 'vitest';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { writeHistory, type HistoryDone } from '#api/features/terminals/terminal-history.usecases.ts';
import { refreshTerminalStates } from '#api/features/terminals/terminal-state.repo.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { aHeartbeat, aMerchant, aTerminal, aTerminalFailure, aTransaction } from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-10T12:00:00+08:00';
const SALES_A_DAY = 24;

type Change = { terminalId: string; changedAt: string; from: string | null; to: string; kind: string };

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

/** A day of sales, hour by hour; the first `failures` of them fail. */
function aDay(terminalId: string, day: number, failures = 0) {
	return Array.from({ length: SALES_A_DAY }, (_, index) => {
		const fields = {
			id: `${terminalId}-${day}-${index}`,
			terminalId,
			occurredAt: `2026-03-${String(day).padStart(2, '0')}T${String(8 + (index % 12)).padStart(2, '0')}:${String(index).padStart(2, '0')}:00+08:00`
		};
		return index < failures ? aTerminalFailure(fields) : aTransaction(fields);
	});
}

/** What the jobs do, `minutes` after the clock of the test. */
async function bringUpToDate({ deps }: Pick<TestApp, 'deps'>, minutes = 0): Promise<HistoryDone> {
	const now = new Date(deps.clock.now().getTime() + minutes * 60_000);
	const later = { ...deps, clock: { now: () => now } };
	await foldDueDays(later);
	await refreshTerminalStates(deps.db, now, deps.timeZone);
	const done = await writeHistory(later);
	// A run judges a few days and leaves the rest to the next one.
	const rest = done.days > 0 ? await bringUpToDate({ deps }, minutes) : { days: 0 };
	return { ...done, days: done.days + rest.days };
}

async function changesOf(app: TestApp, terminalId: string): Promise<string[]> {
	const response = await app.get(`${API}/terminals/changes?terminal=${terminalId}&sort=changedAt`);
	expect(response.status).toBe(200);
	const { items } = (await response.json()) as { items: Change[] };
	const dayInShanghai = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(5, 10);
	return items.map((each) => `${dayInShanghai(each.changedAt)} ${each.from} > ${each.to}: ${each.kind}`);
}

describe('the history of states', () => {
	test.beforeAll(async ({ app }) => {
		await app.send('PUT', `${API}/merchants`, [aMerchant()]);
		await app.send(
			'PUT',
			`${API}/terminals`,
			['PEER', 'FAULTY', 'SHUT'].map((terminalId) => aTerminal({ terminalId }))
		);
		const days = [1, 2, 3, 4, 5, 6, 7, 8, 9];
		await app.send('POST', `${API}/ingest/transactions`, [
			...days.flatMap((day) => aDay('PEER', day)),
			...days.filter((day) => day !== 4).flatMap((day) => aDay('FAULTY', day)),
			...days.filter((day) => day < 5 || day > 6).flatMap((day) => aDay('SHUT', day)),
			aTransaction({ id: 'now', terminalId: 'PEER', occurredAt: '2026-03-10T11:00:00+08:00' })
		]);
	});

	test('of days loaded at once is the one that they would have had live', async ({ app }) => {
		await bringUpToDate(app);
		expect(await changesOf(app, 'SHUT')).toEqual([
			'03-01 null > normal: new',
			'03-05 normal > silent: worse',
			'03-07 silent > normal: recovered'
		]);
		expect(await changesOf(app, 'PEER')).toEqual(['03-01 null > normal: new']);
	});

	test('is judged again from a day on that data came late for', async ({ app }) => {
		expect(await changesOf(app, 'FAULTY')).toEqual([
			'03-01 null > normal: new',
			'03-04 normal > silent: worse',
			'03-05 silent > normal: recovered'
		]);
		await app.send('POST', `${API}/ingest/transactions`, aDay('FAULTY', 4, 12));
		expect(await bringUpToDate(app, 1)).toMatchObject({ days: 6 });
		expect((await changesOf(app, 'FAULTY')).slice(0, 2)).toEqual([
			'03-01 null > normal: new',
			'03-04 normal > abnormal: worse'
		]);
		expect(await changesOf(app, 'SHUT')).toHaveLength(3);
	});

	test('does not change when nothing came in', async ({ app }) => {
		const before = await changesOf(app, 'FAULTY');
		expect(await bringUpToDate(app, 2)).toEqual({ days: 0, changes: 0 });
		expect(await changesOf(app, 'FAULTY')).toEqual(before);
	});

	test('can be asked for by kind, time and page, and counts what it lists', async ({ app }) => {
		const response = await app.get(`${API}/terminals/changes?kind=worse&limit=1&since=2026-03-01T00:00:00%2B08:00`);
		const first = (await response.json()) as { items: Change[]; total: number; nextCursor: string };
		expect(first).toMatchObject({ total: 2, items: [{ terminalId: 'SHUT', to: 'silent', isExact: false }] });
		const next = await app.get(`${API}/terminals/changes?kind=worse&limit=1&cursor=${first.nextCursor}`);
		expect(await next.json()).toMatchObject({ items: [{ terminalId: 'FAULTY' }], nextCursor: null });
		const file = await app.get(`${API}/terminals/changes?kind=worse&format=ndjson`);
		const rows = (await file.text()).trim().split('\n');
		expect(rows.map((row) => (JSON.parse(row) as Change).terminalId)).toEqual(['SHUT', 'FAULTY']);
	});

	test('knows of days without sales whether the terminal was heard of, whenever its heartbeats came', async ({
		app
	}) => {
		await app.send('PUT', `${API}/terminals`, [aTerminal({ terminalId: 'HEARD' }), aTerminal({ terminalId: 'MUTE' })]);
		const idle = ['HEARD', 'MUTE'].flatMap((terminalId) => [4, 9].flatMap((day) => aDay(terminalId, day)));
		await app.send('POST', `${API}/ingest/transactions`, idle);
		const heartbeat = (terminalId: string, day: number) =>
			aHeartbeat({ terminalId, at: `2026-03-0${day}T12:00:00+08:00` });
		const heard = [4, 5, 6, 7, 8, 9].map((day) => heartbeat('HEARD', day));
		await app.send('POST', `${API}/ingest/heartbeats`, [...heard, heartbeat('MUTE', 4), heartbeat('MUTE', 9)]);
		await bringUpToDate(app, 3);
		expect(await changesOf(app, 'HEARD')).toEqual(['03-04 null > normal: new']);
		expect(await changesOf(app, 'MUTE')).toEqual([
			'03-04 null > normal: new',
			'03-05 normal > silent: worse',
			'03-09 silent > normal: recovered'
		]);
	});

	test('is the acquirer’s own', async ({ app }) => {
		await app.send('PUT', `${API}/terminals`, [
			aTerminal({ terminalId: 'OTHER', acquirerId: 'ACQ2', merchantId: 'M2' })
		]);
		const partner = await app.as({ acquirer: 'ACQ2' });
		const response = await partner.get(`${API}/terminals/changes`);
		expect(await response.json()).toMatchObject({ items: [], total: 0 });
	});
});
