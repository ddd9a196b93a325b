// Groups, rhythm, latency, funnel and retries against the sent records, counted one by one.
import { describe, expect } from 'vitest';
import { funnelZoneAround } from '#lib/domain/funnel-limits.ts';
import { bucketStart } from '#lib/domain/time-windows.ts';
import { API, test as appTest } from '#tests/support/app.ts';
import { aTransaction } from '#tests/support/builders.ts';
import { countsOf, FIRST_MS, isAttempt, LAST_MS, test, within, ZONE, type World } from '#tests/support/random-fleet.ts';

const DAY_MS = 86_400_000;
const MIDDLE_MS = FIRST_MS + 2.5 * DAY_MS;
const span = (fromMs: number, toMs: number) =>
	`from=${new Date(fromMs).toISOString()}&to=${new Date(toMs).toISOString()}`;
const ALL = span(FIRST_MS, LAST_MS);

async function ask<T>(world: World, address: string): Promise<T> {
	const response = await world.app.get(`${API}${address}`);
	expect(response.status, address).toBe(200);
	return (await response.json()) as T;
}

type Counts = ReturnType<typeof countsOf>;
type Group = Counts & { group: string | null; effect: number | null; mix: number | null; previous: Counts | null };
type Groups = {
	items: Group[];
	total: number;
	nextCursor: string | null;
	comparison: { change: number; effect: number; mix: number; contributors: unknown[] } | null;
	overall: Counts & { rate: number };
};

describe('GET /failures/groups', () => {
	test('counts every group as the sent records do, in both windows', async ({ world }) => {
		const compared = `compareFrom=${new Date(FIRST_MS).toISOString()}&compareTo=${new Date(MIDDLE_MS).toISOString()}`;
		const address = `/failures/groups?groupBy=issuer&compare=custom&${compared}&${span(MIDDLE_MS, LAST_MS)}`;
		const { items, total, comparison } = await ask<Groups>(world, address);
		const now = within(world.sent, MIDDLE_MS, LAST_MS);
		const before = within(world.sent, FIRST_MS, MIDDLE_MS);
		expect(total).toBe(3);
		for (const item of items) {
			expect(item).toMatchObject(countsOf(now.filter(({ issuer }) => issuer === item.group)));
			expect(item.previous).toMatchObject(countsOf(before.filter(({ issuer }) => issuer === item.group)));
		}
		const rate = ({ terminal, attempts }: Counts) => terminal / attempts;
		const change = rate(countsOf(now)) - rate(countsOf(before));
		expect(comparison?.change).toBeCloseTo(change, 12);
		expect((comparison?.effect ?? NaN) + (comparison?.mix ?? NaN)).toBeCloseTo(change, 12);
		expect(items.reduce((sum, { effect, mix }) => sum + (effect ?? NaN) + (mix ?? NaN), 0)).toBeCloseTo(change, 12);
	});

	test('pages through all groups, each once, in every order', async ({ world }) => {
		const groups = new Set(world.sent.filter(isAttempt).map(({ outcome }) => outcome.code));
		for (const sort of ['-terminal', 'attempts', 'group', '-group', '-contribution', 'amountMinor']) {
			const seen: (string | null)[] = [];
			let cursor: string | null = '';
			while (cursor !== null) {
				const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
				const page: Groups = await ask(world, `/failures/groups?groupBy=code&sort=${sort}&limit=2&${ALL}${after}`);
				expect(page.total).toBe(groups.size);
				seen.push(...page.items.map(({ group }) => group));
				cursor = page.nextCursor;
			}
			expect(seen.length).toBe(groups.size);
			expect(new Set(seen)).toEqual(groups);
		}
	});

	test('a partner sees own groups only', async ({ world }) => {
		const partner = await world.app.as({ acquirer: 'ACQ2' });
		const response = await partner.get(`${API}/failures/groups?groupBy=acquirer&${ALL}`);
		const { items } = (await response.json()) as Groups;
		expect(items.map(({ group }) => group)).toEqual(['ACQ2']);
	});
});

describe('patterns', () => {
	test('rhythm is that of the clocks of the fleet, over the hour that is skipped too', async ({ world }) => {
		type Cell = Counts & { weekday: number; hour: number };
		const { items } = await ask<{ items: Cell[] }>(world, `/failures/rhythm?${ALL}`);
		const clock = new Intl.DateTimeFormat('en-GB', {
			timeZone: ZONE,
			weekday: 'short',
			hour: '2-digit',
			hourCycle: 'h23'
		});
		const cellOf = (occurredAt: string) => {
			const parts = Object.fromEntries(
				clock.formatToParts(new Date(occurredAt)).map((part) => [part.type, part.value])
			);
			return `${['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts['weekday'] ?? '')} ${Number(parts['hour'])}`;
		};
		const expected = Map.groupBy(world.sent.filter(isAttempt), ({ occurredAt }) => cellOf(occurredAt));
		expect(items.length).toBe(expected.size);
		for (const { weekday, hour, ...counts } of items) {
			expect(counts).toEqual(countsOf(expected.get(`${weekday} ${hour}`) ?? []));
		}
	});

	test('the funnel holds every terminal that attempted something, its columns in step', async ({ world }) => {
		type Funnel = { terminalIds: string[]; attempts: number[]; failures: number[]; centre: number };
		const funnel = await ask<Funnel>(world, `/failures/funnel?${ALL}`);
		const expected = Map.groupBy(world.sent.filter(isAttempt), ({ terminalId }) => terminalId);
		expect(new Set(funnel.terminalIds)).toEqual(new Set(expected.keys()));
		funnel.terminalIds.forEach((terminalId, index) => {
			const counts = countsOf(expected.get(terminalId) ?? []);
			expect([funnel.attempts[index], funnel.failures[index]]).toEqual([counts.attempts, counts.terminal]);
		});
		const all = countsOf(world.sent);
		expect(funnel.centre).toBeCloseTo(all.terminal / all.attempts, 12);

		const named = await ask<Funnel>(world, `/failures/funnel?ids=outside&${ALL}`);
		const zoneOf = funnelZoneAround(funnel.centre);
		const outside = funnel.terminalIds.map((terminalId, index) =>
			zoneOf(funnel.attempts[index] ?? 0, funnel.failures[index] ?? 0) === 'inside' ? null : terminalId
		);
		expect(named).toEqual({ ...funnel, terminalIds: outside });
		expect(new Set(outside).size).toBeGreaterThan(1);
	});

	test.for([
		['an hour', 'hour', '', 'exact'],
		['a day', 'day', '', 'steps'],
		['a day, of one model and cause', 'day', '&model=A8&cause=approved', 'exact'],
		['a day, of one model', 'day', '&model=A8', 'steps']
	] as const)('percentiles of latency by %s', async ([, bucket, filter, precision], { world }) => {
		type Item = { bucketStart: string; n: number; p50Ms: number; p95Ms: number; p99Ms: number };
		const address = `/failures/latency?bucket=${bucket}${filter}&${ALL}`;
		const { items, errorMax } = await ask<{ items: Item[]; errorMax: number }>(world, address);
		expect(errorMax > 0).toBe(precision === 'steps');
		const asked = world.sent.filter(
			(each) =>
				isAttempt(each) &&
				(!filter.includes('model') || Number(each.terminalId.slice(1)) % 2 === 0) &&
				(!filter.includes('cause') || each.outcome.cause === 'approved')
		);
		const buckets = Map.groupBy(asked, ({ occurredAt }) =>
			new Date(bucketStart(Date.parse(occurredAt), bucket, ZONE)).toISOString()
		);
		expect(items.length).toBe(buckets.size);
		for (const { bucketStart: start, n, p50Ms, p95Ms, p99Ms } of items) {
			const sorted = (buckets.get(start) ?? []).map(({ latencyMs }) => Number(latencyMs)).sort((a, b) => a - b);
			expect(n).toBe(sorted.length);
			for (const [share, found] of [
				[0.5, p50Ms],
				[0.95, p95Ms],
				[0.99, p99Ms]
			] as const) {
				const exact = Number(sorted[Math.ceil(share * sorted.length) - 1]);
				expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * errorMax);
			}
		}
	});
});

appTest('a sale goes on while the same card tries again in time', async ({ app }) => {
	const sale = (id: string, at: string, responseCode: string, more: object = {}) =>
		aTransaction({
			id,
			occurredAt: `2026-03-02T10:${at}Z`,
			responseCode,
			cardToken: 'card',
			amountMinor: 900,
			...more
		});
	const sent = [
		// Declined, tried again within three minutes of the attempt before each time, and approved.
		...[sale('a1', '00:00', '91'), sale('a2', '02:30', '91'), sale('a3', '05:00', '00')],
		// Later than that: a sale of its own.
		sale('b1', '08:01', '51'),
		// Another amount, another card, no card.
		sale('c1', '00:10', '51', { amountMinor: 901 }),
		sale('d1', '00:20', '00', { cardToken: 'other' }),
		sale('e1', '00:30', '91', { cardToken: null })
	];
	await app.send('POST', `${API}/ingest/transactions`, sent);
	const answer = await app.get(`${API}/failures/retries?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z`);
	expect(await answer.json()).toMatchObject({
		attempts: 6,
		sales: 4,
		approvedFirst: 1,
		retried: 1,
		approvedAfterRetry: 1,
		givenUp: 2
	});
});

appTest('facets name what occurs, most terminals first, and find parts of names', async ({ app }) => {
	const at = { occurredAt: '2026-03-02T10:00:00Z' };
	const sent = [
		aTransaction({ id: 'f1', terminalId: 'T1', acquirerId: 'ACQ1', issuer: 'ICBC', ...at }),
		aTransaction({ id: 'f2', terminalId: 'T2', acquirerId: 'ACQ1', issuer: 'ABC', ...at }),
		aTransaction({ id: 'f3', terminalId: 'T3', acquirerId: 'ACQ2', issuer: 'CCB', merchantId: 'M2', ...at })
	];
	await app.send('POST', `${API}/ingest/transactions`, sent);
	const values = async (address: string, asked = app) => {
		const { items } = (await (await asked.get(`${API}/facets/${address}`)).json()) as {
			items: { value: string; terminals: number | null }[];
		};
		return items.map(({ value, terminals }) => `${value} ${terminals ?? '-'}`);
	};
	expect(await values('acquirer')).toEqual(['ACQ1 2', 'ACQ2 1']);
	expect(await values('issuer?q=b')).toEqual(['ABC -', 'CCB -', 'ICBC -']);
	expect(await values('issuer', await app.as({ acquirer: 'ACQ2' }))).toEqual(['CCB -']);
	expect(await values('code?q=00')).toEqual(['cup:00 -']);
});
