// Merchants that got worse or recovered since a moment: by their rates, never by chance.
import { expect } from 'vitest';
import { parse } from 'csv-parse/sync';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { aTerminalFailure, aTransaction } from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-10T20:00:00+08:00';
const SINCE = '2026-03-09T20:00:00+08:00';
const CHANGES = `${API}/failures/merchants/changes?since=${encodeURIComponent(SINCE)}`;

/** Attempts and terminal failures before the moment and since. */
const MERCHANTS: Record<string, { acquirerId?: string; before: [number, number]; now: [number, number] }> = {
	WORSE: { before: [60, 1], now: [40, 12] },
	MUCH_WORSE: { before: [60, 0], now: [40, 30] },
	RECOVERED: { before: [60, 30], now: [40, 0] },
	/** Its interval leaves 0 out; of several that are compared, one may do so by chance. */
	ONE_OF_MANY: { before: [60, 1], now: [40, 5] },
	CHANCE: { before: [20, 1], now: [5, 1] },
	STEADY: { before: [60, 6], now: [40, 4] },
	FAULTLESS: { before: [60, 0], now: [40, 0] },
	JUST_OPENED: { before: [0, 0], now: [40, 30] },
	PARTNER: { acquirerId: 'ACQ2', before: [60, 0], now: [40, 30] }
};

type Answer = {
	items: (Record<string, unknown> & { merchantId: string; kind: string; changeLow: number; changeHigh: number })[];
	nextCursor: string | null;
	total: number;
	counts: { worse: number; recovered: number };
	compared: number;
};

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			const records = Object.entries(MERCHANTS).flatMap(([merchantId, { acquirerId = 'ACQ1', before, now }]) =>
				[
					{ counts: before, occurredAt: '2026-03-06T12:00:00+08:00' },
					{ counts: now, occurredAt: '2026-03-10T12:00:00+08:00' }
				].flatMap(({ counts: [attempts, failures], occurredAt }) =>
					Array.from({ length: attempts }, (_, index) => {
						const fields = { merchantId, acquirerId, terminalId: `T-${merchantId}`, occurredAt };
						return index < failures ? aTerminalFailure(fields) : aTransaction(fields);
					})
				)
			);
			await app.send('POST', `${API}/ingest/transactions`, records);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

const read = async (app: TestApp, query = '') => (await (await app.get(CHANGES + query)).json()) as Answer;

test('lists whose rate differs by more than chance, the surest first, and counts both kinds whichever is asked for', async ({
	app
}) => {
	const own = await app.as({ acquirer: 'ACQ1' });
	const all = await read(own);
	expect(all.counts).toEqual({ worse: 2, recovered: 1 });
	expect(all.items.map(({ merchantId, kind }) => [merchantId, kind])).toEqual([
		['MUCH_WORSE', 'worse'],
		['RECOVERED', 'recovered'],
		['WORSE', 'worse']
	]);
	expect(all.compared).toBe(6);
	for (const { kind, changeLow, changeHigh } of all.items) {
		expect(kind === 'worse' ? changeLow : -changeHigh).toBeGreaterThan(0);
	}
	for (const kind of ['worse', 'recovered'] as const) {
		const chosen = await read(own, `&kind=${kind}`);
		expect(chosen).toMatchObject({ total: all.counts[kind], counts: all.counts });
		expect(new Set(chosen.items.map((item) => item.kind))).toEqual(new Set([kind]));
	}
});

test('gives the evidence: counts, rate and interval of both times', async ({ app }) => {
	const { items } = await read(app, '&kind=recovered');
	expect(items).toMatchObject([
		{ merchantId: 'RECOVERED', attempts: 40, terminal: 0, rate: 0, previous: { attempts: 60, terminal: 30, rate: 0.5 } }
	]);
	expect(items[0]).toMatchObject({ change: -0.5, rateLow: 0, acquirerId: 'ACQ1' });
});

test('a file has the rows of the list, page by page or at once, and those of others never', async ({ app }) => {
	const all = await read(app);
	expect(all.counts.worse).toBe(3);
	for (const sort of ['-evidence', 'rate', '-previousRate', 'attempts', 'change']) {
		const seen: string[] = [];
		let cursor: string | null = '';
		while (cursor !== null) {
			const page: Answer = await read(app, `&limit=1&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`);
			seen.push(...page.items.map(({ merchantId }) => merchantId));
			cursor = page.nextCursor;
		}
		const file = await (await app.get(`${CHANGES}&sort=${sort}&format=csv`)).text();
		const rows: string[][] = parse(file, { bom: true, from: 2 });
		expect(rows.length, sort).toBe(all.total);
		expect(new Set(seen), sort).toEqual(new Set(all.items.map(({ merchantId }) => merchantId)));
		expect(seen.length).toBe(all.total);
	}
	expect((await read(await app.as({ acquirer: 'ACQ2' }))).items.map(({ merchantId }) => merchantId)).toEqual([
		'PARTNER'
	]);
});

test('a moment that is still to come, or too long ago, is refused', async ({ app }) => {
	const ask = async (since: string) => app.get(`${API}/failures/merchants/changes?since=${since}`);
	expect(await (await ask('2026-03-11T00:00:00Z')).json()).toMatchObject({ code: 'window.empty' });
	expect(await (await ask('2020-03-11T00:00:00Z')).json()).toMatchObject({ code: 'window.too_long' });
});
