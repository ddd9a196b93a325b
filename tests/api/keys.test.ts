// Keys of terminals by slot: what is loaded, what went, what is missing, and that no key itself ever comes in.
import { describe, expect } from 'vitest';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { aHeartbeat, aTerminal } from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-02T12:00:00+08:00';
const TERMINALS = 12;
const terminalIdOf = (index: number) => `K${String(index).padStart(2, '0')}`;
const LOST = terminalIdOf(0);
const NEVER = terminalIdOf(1);

type Item = { terminalId: string; slot: string | null; kind: string | null; checkValue: string | null; state: string };
type Key = Item & { seenFrom: string | null; goneAt: string | null; signedOnAt: string | null };
type Page = { items: Key[]; total: number; counts: Record<string, number>; nextCursor: string | null };

const TMK = { slot: 1, kind: 'TMK', kcv: 'A1B2C3' };
const TPK = { slot: 'pin', kind: 'TPK', kcv: 'D4E5F6' };
const TAK = { slot: 3, kind: 'TAK', kcv: '0718AB' };

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			await plantFleet(app);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

/** All of a model tell of three keys; one of them has lost its MAC key since yesterday, one never told of any. */
async function plantFleet(app: TestApp) {
	const ids = Array.from({ length: TERMINALS }, (_, index) => terminalIdOf(index));
	const acquirerId = (index: number) => (index % 2 === 0 ? 'ACQ1' : 'ACQ2');
	await app.send(
		'PUT',
		`${API}/terminals`,
		ids.map((terminalId, index) =>
			aTerminal({
				terminalId,
				serial: `SN-${terminalId}`,
				acquirerId: acquirerId(index),
				merchantId: `M-${acquirerId(index)}`
			})
		)
	);
	const told = async (at: string, keysOf: (terminalId: string) => object[]) =>
		app.send(
			'POST',
			`${API}/ingest/heartbeats`,
			ids.map((terminalId) => aHeartbeat({ terminalId, at, keys: keysOf(terminalId) }))
		);
	await told('2026-03-01T09:00:00+08:00', (id) => (id === NEVER ? [TMK, TPK] : [TMK, TPK, TAK]));
	const renewed = { ...TPK, kcv: '99AA77' };
	await told('2026-03-02T09:00:00+08:00', (id) => (id === NEVER || id === LOST ? [TMK, renewed] : [TMK, renewed, TAK]));
}

const ask = async (app: TestApp, query: string) => (await (await app.get(`${API}/keys?${query}`)).json()) as Page;

describe('GET /keys', () => {
	test('tells of each slot since when its key is in it; a working key is as old as the last sign-on', async ({
		app
	}) => {
		const { items, total } = await ask(app, 'terminal=K02');
		expect(
			items.map(({ slot, kind, checkValue, seenFrom, signedOnAt }) => [slot, kind, checkValue, seenFrom, signedOnAt])
		).toEqual([
			['1', 'TMK', 'A1B2C3', '2026-03-01T01:00:00.000Z', null],
			['3', 'TAK', '0718AB', '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:00.000Z'],
			['pin', 'TPK', '99AA77', '2026-03-02T01:00:00.000Z', '2026-03-02T01:00:00.000Z']
		]);
		expect(total).toBe(3);
	});

	test('misses what nearly all of the model have: lost with its day, never told of without one', async ({ app }) => {
		const { items, total, counts } = await ask(app, 'state=missing');
		expect(items).toMatchObject([
			{ terminalId: LOST, slot: '3', kind: 'TAK', goneAt: '2026-03-02T01:00:00.000Z' },
			{ terminalId: NEVER, slot: null, kind: 'TAK', checkValue: null, seenFrom: null }
		]);
		expect(total).toBe(2);
		expect(counts).toEqual({ missing: 2, loaded: TERMINALS * 3 - 2 });
	});

	test('pages to the last slot, each once', async ({ app }) => {
		const seen: string[] = [];
		let cursor = '';
		do {
			const page = await ask(app, `limit=7${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
			seen.push(...page.items.map(({ terminalId, slot, kind }) => `${terminalId} ${slot} ${kind}`));
			cursor = page.nextCursor ?? '';
		} while (cursor !== '');
		expect(new Set(seen).size).toBe(TERMINALS * 3);
		expect(seen).toHaveLength(TERMINALS * 3);
	});

	test('shows a partner its own terminals', async ({ app }) => {
		const { items } = await ask(app, 'acquirer=ACQ1&kind=TMK');
		expect(items.map(({ terminalId }) => terminalId)).toEqual(['K00', 'K02', 'K04', 'K06', 'K08', 'K10']);
	});

	test('never held a key itself: a heartbeat with one is refused, and nothing of it is repeated', async ({ app }) => {
		const secret = '0123456789ABCDEFFEDCBA9876543210';
		const answer = await app.send('POST', `${API}/ingest/heartbeats`, [
			aHeartbeat({ terminalId: 'K02', at: '2026-03-02T10:00:00+08:00', keys: [{ ...TPK, kcv: secret }] })
		]);
		const text = await answer.text();
		expect(JSON.parse(text)).toMatchObject({
			accepted: 0,
			rejected: 1,
			errors: [{ code: 'keys.kcv.not_a_check_value' }]
		});
		expect(text).not.toContain(secret);
	});
});
