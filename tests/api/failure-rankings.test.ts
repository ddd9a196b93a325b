// Rankings against the sent records: counts, peers, order and paging.
import { describe, expect } from 'vitest';
import { FAILURE_CAUSES } from '#lib/domain/causes.ts';
import { rateChange } from '#lib/domain/rate-change.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';
import { API, type TestApp } from '#tests/support/app.ts';
import {
	amountsOf,
	countsOf,
	FIRST_MS,
	isAttempt,
	LAST_MS,
	seededRandom,
	test,
	within,
	type Sent
} from '#tests/support/random-fleet.ts';

type Item = Record<string, unknown> & {
	terminalId: string;
	merchantId: string;
	attempts: number;
	terminal: number;
	rateLow: number;
	expected: number | null;
	observedToExpected: number | null;
};
type Page = { items: Item[]; nextCursor: string | null; total: number };

const windowQuery = (fromMs: number, toMs: number) =>
	`from=${new Date(fromMs).toISOString()}&to=${new Date(toMs).toISOString()}`;
const ALL = windowQuery(FIRST_MS, LAST_MS);

async function page(app: TestApp, path: string): Promise<Page> {
	const response = await app.get(`${API}/failures/${path}`);
	expect(response.status).toBe(200);
	return (await response.json()) as Page;
}

const modelOf = (each: Sent) => (Number(each.terminalId.slice(1)) % 2 === 0 ? 'A8' : 'V3');

/** What an item must say of its place, from the records in the window. */
function itemOf(records: readonly Sent[], own: (each: Sent) => boolean, peer: (each: Sent) => boolean) {
	const counts = countsOf(records.filter(own));
	const peers = countsOf(records.filter((each) => peer(each) && !own(each)));
	const { rate, low, high } = wilsonInterval(counts.terminal, counts.attempts);
	const expected = peers.attempts === 0 ? null : (counts.attempts * peers.terminal) / peers.attempts;
	const amounts = Object.entries(amountsOf(records.filter(own)));
	const failures = records.filter((each) => own(each) && isAttempt(each) && each.outcome.scope !== 'approved');
	return {
		...counts,
		rate,
		rateLow: low,
		rateHigh: high,
		approvalRate: counts.approved / counts.attempts,
		expected: expected === null ? null : expect.closeTo(expected, 9),
		observedToExpected: expected ? expect.closeTo(counts.terminal / expected, 9) : null,
		amountMinor: amounts.length === 1 ? amounts[0]?.[1] : null,
		currency: amounts.length === 1 ? amounts[0]?.[0] : null,
		causes: Object.fromEntries(
			FAILURE_CAUSES.map((cause) => [cause, failures.filter((each) => each.outcome.cause === cause).length])
		)
	};
}

describe('GET /failures/terminals', () => {
	test('says of every terminal what its records say, whatever the window is cut through', async ({ world }) => {
		const random = seededRandom(7);
		for (let round = 0; round < 5; round++) {
			const fromMs = round === 0 ? FIRST_MS : FIRST_MS + Math.floor(random() * 3 * 86_400_000);
			const toMs = round === 0 ? LAST_MS : fromMs + Math.floor(random() * (LAST_MS - fromMs)) + 3_600_000;
			const records = within(world.sent, fromMs, toMs);
			const { items, total } = await page(world.app, `terminals?${windowQuery(fromMs, toMs)}&limit=500`);
			const seen = new Set(records.filter(isAttempt).map((each) => each.terminalId));
			expect(new Set(items.map((item) => item.terminalId))).toEqual(seen);
			expect(total).toBe(seen.size);
			for (const item of items) {
				const own = (each: Sent) => each.terminalId === item.terminalId;
				const model = item.model;
				expect(item).toMatchObject(itemOf(records, own, (each) => modelOf(each) === model));
			}
		}
	});

	test('counts only what the filters let pass, and compares with peers under the same filters', async ({ world }) => {
		const records = within(world.sent, FIRST_MS, LAST_MS).filter((each) => each.issuer === 'ICBC');
		const { items } = await page(world.app, `terminals?${ALL}&issuer=ICBC&acquirer=ACQ2&limit=500`);
		expect(items.length).toBeGreaterThan(0);
		for (const item of items) {
			const own = (each: Sent) => each.terminalId === item.terminalId;
			expect(item.acquirerId).toBe('ACQ2');
			expect(item).toMatchObject(itemOf(records, own, (each) => modelOf(each) === item.model));
		}
	});

	test('puts no tiny sample on top, however bad: all with enough attempts come first, by rateLow', async ({
		world
	}) => {
		const shortly = windowQuery(FIRST_MS, FIRST_MS + 8 * 3_600_000);
		const { items } = await page(world.app, `terminals?${shortly}`);
		const isTiny = items.map((item) => item.attempts <= 19);
		expect(new Set(isTiny)).toEqual(new Set([true, false]));
		expect(isTiny).toEqual(isTiny.toSorted((a, b) => Number(a) - Number(b)));
		const judged = items.filter((item) => item.attempts > 19).map((item) => item.rateLow);
		expect(judged).toEqual(judged.toSorted((a, b) => b - a));
	});

	test.for([
		'-urgency',
		'-rateLow',
		'rateLow',
		'-rate',
		'attempts',
		'-terminal',
		'-observedToExpected',
		'-amountMinor',
		'id',
		'-id'
	])('pages by %s meet every terminal once, in the order of the whole list', async (sort, { world }) => {
		const whole = await page(world.app, `terminals?${ALL}&sort=${sort}&limit=500`);
		const met: string[] = [];
		let cursor = '';
		do {
			const part = await page(world.app, `terminals?${ALL}&sort=${sort}&limit=5${cursor}`);
			expect(part.total).toBe(whole.total);
			met.push(...part.items.map((item) => item.terminalId));
			cursor = part.nextCursor === null ? '' : `&cursor=${part.nextCursor}`;
		} while (cursor !== '');
		expect(met).toEqual(whole.items.map((item) => item.terminalId));
		expect(new Set(met).size).toBe(whole.total);
	});

	test('refuses a cursor of another order', async ({ world }) => {
		const { nextCursor } = await page(world.app, `terminals?${ALL}&limit=1`);
		const response = await world.app.get(`${API}/failures/terminals?${ALL}&sort=id&cursor=${nextCursor}`);
		expect([response.status, await response.json()]).toMatchObject([400, { code: 'request.invalid' }]);
	});

	test('refuses a forged cursor before the database has to', async ({ world }) => {
		for (const values of [
			['-urgency', 'x', 1],
			['-urgency', 0.5, 'x'],
			['-urgency', 0.5, 1.5],
			['-urgency', null, 1],
			['-urgency'],
			'x'
		]) {
			const cursor = Buffer.from(JSON.stringify(values)).toString('base64url');
			expect((await world.app.get(`${API}/failures/terminals?${ALL}&cursor=${cursor}`)).status).toBe(400);
			expect((await world.app.get(`${API}/terminals?cursor=${cursor}`)).status).toBe(400);
			expect((await world.app.get(`${API}/merchants?cursor=${cursor}`)).status).toBe(400);
		}
	});

	test('finds by a piece of code, serial or merchant, and takes wildcards literally', async ({ world }) => {
		const found = async (q: string) =>
			(await page(world.app, `terminals?${ALL}&sort=id&q=${encodeURIComponent(q)}`)).items.map(
				(item) => item.terminalId
			);
		expect(await found('sn-t1')).toEqual(['T1', 'T10', 'T11']);
		expect(await found('m1-acq2')).toEqual(['T3']);
		expect(await found('%')).toEqual([]);
	});
});

describe('GET /failures/merchants', () => {
	test('says of every merchant what its records say, beside the others of its category', async ({ world }) => {
		const fromMs = FIRST_MS + 5_000_000;
		const records = within(world.sent, fromMs, LAST_MS);
		const { items, total } = await page(world.app, `merchants?${windowQuery(fromMs, LAST_MS)}&limit=500`);
		expect(total).toBe(new Set(records.filter(isAttempt).map((each) => each.merchantId)).size);
		for (const item of items) {
			const own = (each: Sent) => each.merchantId === item.merchantId;
			const categoryOf = (each: Sent) => (each.merchantId.startsWith('M0') ? '5812' : '5411');
			expect(item).toMatchObject(itemOf(records, own, (each) => categoryOf(each) === item.mcc));
			expect(item.terminals).toBe(new Set(records.filter((each) => own(each)).map((each) => each.terminalId)).size);
		}
	});
});

describe('a ranking that is compared', () => {
	const [fromMs, toMs] = [LAST_MS - 40 * 3_600_000, LAST_MS];
	/** Of a day that is read from roll-ups in part, and from single transactions at its edges. */
	const [compareFromMs, compareToMs] = [FIRST_MS + 5_000_000, FIRST_MS + 90_000_000];
	const now = windowQuery(fromMs, toMs);
	const then = `compareFrom=${new Date(compareFromMs).toISOString()}&compareTo=${new Date(compareToMs).toISOString()}`;

	for (const place of ['terminal', 'merchant'] as const) {
		test(`says of each ${place} how it fared then, and how sure the difference is`, async ({ world }) => {
			const compared = await page(world.app, `${place}s?${now}&compare=custom&${then}&limit=500`);
			expect(compared).toMatchObject({
				comparison: { from: new Date(compareFromMs).toISOString(), to: new Date(compareToMs).toISOString() }
			});
			const records = within(world.sent, compareFromMs, compareToMs);
			const id = `${place}Id` as const;
			for (const item of compared.items) {
				const before = countsOf(records.filter((each) => each[id] === item[id]));
				if (before.attempts === 0) {
					expect(item).toMatchObject({ previous: null, change: null, changeLow: null, changeHigh: null });
					continue;
				}
				const rates = wilsonInterval(before.terminal, before.attempts);
				const change = rateChange(wilsonInterval(item.terminal, item.attempts), rates);
				expect(item).toMatchObject({
					previous: { attempts: before.attempts, terminal: before.terminal, rate: rates.rate, rateLow: rates.low },
					...{ change: change?.difference, changeLow: change?.low, changeHigh: change?.high }
				});
			}
			expect(compared.items.some((item) => item['previous'] !== null)).toBe(true);
		});
	}

	test('is the same list in the same order, page by page, as one that is not', async ({ world }) => {
		const plain = await page(world.app, `terminals?${now}&limit=500`);
		const compared = await page(world.app, `terminals?${now}&compare=week&limit=500`);
		expect(compared.items.map((item) => item.terminalId)).toEqual(plain.items.map((item) => item.terminalId));
		expect(plain).toMatchObject({ comparison: null });
	});

	test('refuses a window of its own without both ends', async ({ world }) => {
		expect((await world.app.get(`${API}/failures/terminals?${now}&compare=custom`)).status).toBe(400);
	});
});

describe('a key bound to one acquirer', () => {
	test('sees the failures of that acquirer only, as if the others did not exist', async ({ world }) => {
		const partner = await world.app.as({ acquirer: 'ACQ2' });
		const own = within(world.sent, FIRST_MS, LAST_MS).filter((each) => each.acquirerId === 'ACQ2');
		const { attempts } = countsOf(own);
		for (const question of [
			'series?bucket=day',
			'series?bucket=day&groupBy=cause',
			'series?bucket=day&groupBy=issuer',
			'series?bucket=day&groupBy=code'
		]) {
			const { items } = (await (await partner.get(`${API}/failures/${question}&${ALL}`)).json()) as Page;
			expect(items.reduce((sum, item) => sum + item.attempts, 0)).toBe(attempts);
		}
		const summary = await (await partner.get(`${API}/failures/summary?${ALL}`)).json();
		expect(summary).toMatchObject({ current: { attempts } });
		const terminals = await page(partner, `terminals?${ALL}&limit=500`);
		expect(new Set(terminals.items.map((item) => item.acquirerId))).toEqual(new Set(['ACQ2']));
		expect(terminals.items.reduce((sum, item) => sum + item.attempts, 0)).toBe(attempts);
		for (const item of terminals.items) {
			const mine = (each: Sent) => each.terminalId === item.terminalId;
			expect(item).toMatchObject(itemOf(own, mine, (each) => modelOf(each) === item.model));
		}
		const merchants = await page(partner, `merchants?${ALL}&limit=500`);
		expect(merchants.items.every((item) => item.merchantId.endsWith('ACQ2'))).toBe(true);
		for (const foreign of ['acquirer=ACQ1', 'terminal=T1', 'merchant=M0-ACQ1']) {
			expect(await page(partner, `terminals?${ALL}&${foreign}`)).toMatchObject({ items: [], total: 0 });
		}
	});
});
