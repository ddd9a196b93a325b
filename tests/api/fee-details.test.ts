// One drift by itself: the same sales wherever it is told of, its money by month, what people did about it, and how an approval ends it.
import { describe, expect } from 'vitest';
import { compareDueFees } from '#api/features/fees/fee-state.usecases.ts';
import { API, type TestApp } from '#tests/support/app.ts';
import { AMOUNTS, planted, test } from '#tests/support/drifting-fleet.ts';
import { MANAGER } from '#tests/support/principals.ts';

type Item = {
	terminalId: string;
	merchantId: string;
	product: string;
	kind: string;
	sales: number;
	driftMinor: number;
};
type Detail = {
	drift: Item & { since: string; firstSale: string; isSilent: boolean | null; approval: object | null };
	comparedSales: number;
	inWindow: { sales: number; driftMinor: number };
	months: { month: string; sales: number; driftMinor: number }[];
	days: { day: string; sales: number; chargedMinor: number; expectedMinor: number }[];
	profiles: { ratePpm: number }[];
	changes: { ratePpm: number; document: string | null; approvedBy: string | null }[];
	steps: { by: string; from: string; to: string; recoveredMinor: number | null; owner: string; driftMinor: number }[];
};

const ask = async <Answer>(app: TestApp, path: string) => (await (await app.get(`${API}${path}`)).json()) as Answer;
const detailOf = async (app: TestApp, item: Pick<Item, 'terminalId' | 'product' | 'kind'>, query = '') =>
	ask<Detail>(app, `/fees/drift/${item.terminalId}/${item.product}/${item.kind}${query}`);
const sum = <Row>(rows: readonly Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);

const write = async (app: TestApp, method: string, path: string, body: object) =>
	app.request(`${API}${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('a drift by itself', () => {
	test('is the same sales and the same money in the list, by month, and in the list of its sales, whatever its kind', async ({
		app
	}) => {
		const { items } = await ask<{ items: Item[] }>(app, '/fees/drift');
		expect(items.length).toBeGreaterThan(8);
		for (const item of items) {
			const detail = await detailOf(app, item);
			expect(detail.drift).toMatchObject({ ...item });
			expect(detail.inWindow).toMatchObject({ sales: item.sales, driftMinor: item.driftMinor });
			expect(sum(detail.months, ({ sales }) => sales)).toBe(item.sales);
			expect(sum(detail.months, ({ driftMinor }) => driftMinor)).toBe(item.driftMinor);
			const { terminalId: terminal, merchantId: merchant, product, kind } = item;
			const query = new URLSearchParams({ terminal, merchant, product, kind, limit: '500' });
			const sales = await ask<{ total: number; items: { driftMinor: number }[] }>(app, `/fees/drift/sales?${query}`);
			expect(sales.total).toBe(item.sales);
			if (kind !== 'mcc_hop') expect(sum(sales.items, ({ driftMinor }) => driftMinor)).toBe(item.driftMinor);
		}
	});

	test('says since which sale, of how many compared ones, with the days before it began, and what the terminal is told', async ({
		app
	}) => {
		const detail = await detailOf(app, { terminalId: 'RAISED', product: 'credit', kind: 'silent_raise' });
		expect(detail).toMatchObject({
			drift: {
				since: '2026-03-05T16:15:00.000Z',
				firstSale: 'RAISED-6-0',
				driftMinor: planted('RAISED'),
				isSilent: true
			},
			comparedSales: 5 * AMOUNTS.length,
			changes: [{ ratePpm: 6000, document: 'new.pdf', approvedBy: null }]
		});
		expect(detail.days.map(({ day }) => day)).toContain('2026-03-01');
		const hopping = await detailOf(app, { terminalId: 'HOPPING', product: 'credit', kind: 'configured_differs' });
		expect(hopping.profiles.map(({ ratePpm }) => ratePpm)).toEqual([6000, 6800]);
	});

	test('goes on telling its money of before when the window holds none of it', async ({ app }) => {
		const window = `?from=${encodeURIComponent('2026-03-01T00:00:00+08:00')}&to=${encodeURIComponent('2026-03-02T00:00:00+08:00')}`;
		const detail = await detailOf(app, { terminalId: 'RAISED', product: 'credit', kind: 'silent_raise' }, window);
		expect(detail).toMatchObject({ drift: { driftMinor: planted('RAISED') }, inWindow: { sales: 0, driftMinor: 0 } });
	});

	test('is not there for what does not drift so, nor for another acquirer', async ({ app }) => {
		const status = async (asker: TestApp, path: string) => (await asker.get(`${API}/fees/drift/${path}`)).status;
		expect(await status(app, 'CLEAN/credit/silent_raise')).toBe(404);
		expect(await status(app, 'RAISED/credit/rounding')).toBe(404);
		expect(await status(app, 'RAISED/debit/silent_raise')).toBe(404);
		const partner = await app.as({ acquirer: 'ACQ2' });
		expect(await status(partner, 'PARTNERS/credit/silent_raise')).toBe(200);
		expect(await status(partner, 'RAISED/credit/silent_raise')).toBe(404);
	});

	test('tells each step of its recovery: who, from which state to which, with what amount', async ({ app: key }) => {
		const app = await key.as('manager');
		const named = {
			terminalId: 'FIXED',
			merchantId: 'M-FIXED',
			product: 'credit',
			kind: 'fixed_fee_added',
			currency: 'CNY'
		};
		for (const said of [
			{ status: 'acknowledged', owner: 'Li Na' },
			{ status: 'disputed', note: 'Letter sent' },
			{ status: 'recovered', recoveredMinor: 1200 },
			{ status: 'new' }
		]) {
			expect((await write(app, 'PUT', '/fees/drift/claims', { ...named, ...said })).status).toBe(200);
		}
		const { steps } = await detailOf(app, named);
		expect(steps.map(({ by, from, to, owner, recoveredMinor }) => [by, from, to, owner, recoveredMinor])).toEqual([
			[MANAGER.email, 'recovered', 'new', null, null],
			[MANAGER.email, 'disputed', 'recovered', 'Li Na', 1200],
			[MANAGER.email, 'acknowledged', 'disputed', 'Li Na', null],
			[MANAGER.email, 'new', 'acknowledged', 'Li Na', null]
		]);
		expect(steps[1]?.driftMinor).toBe(planted('FIXED'));
	});
});

describe('an approved change', () => {
	const change = {
		...{ agreementId: 'FEE-RAISED', merchantId: 'M-RAISED', product: 'credit', ratePpm: 6300, rounding: 'half_up' },
		...{ validFrom: '2026-03-08', approvedBy: 'Head of finance', document: 'letter.pdf' }
	};

	test('is refused without a name and a paper, to readers, for others’ merchants and over what is in force', async ({
		app: key
	}) => {
		const app = await key.as('manager');
		const status = async (asker: TestApp, more: object) =>
			(await write(asker, 'POST', '/fees/changes', { ...change, ...more })).status;
		expect(await status(app, { approvedBy: ' ' })).toBe(400);
		expect(await status(app, { document: '' })).toBe(400);
		expect(await status(app, { merchantId: 'M-NOBODY' })).toBe(404);
		expect(await status(app, { validFrom: '2026-01-01' })).toBe(409);
		expect(await status(key, {})).toBe(403);
		const trail = await app.deps.db
			.selectFrom('audit_event')
			.where('subject_kind', '=', 'fee_agreement')
			.selectAll()
			.execute();
		expect(trail).toEqual([]);
	});

	test('ends the silence at once, and the drift from its first day on; before that day it stays one', async ({
		app: key
	}) => {
		const app = await key.as('manager');
		const answer = await write(app, 'POST', '/fees/changes', change);
		expect(answer.status).toBe(201);
		expect(await answer.json()).toMatchObject({
			change: { ratePpm: 6300, previousPpm: 6000, approvedBy: 'Head of finance', enteredBy: MANAGER.email }
		});
		const trail = await app.deps.db
			.selectFrom('audit_event')
			.select(['action', 'actor_name', 'subject_id'])
			.where('subject_kind', '=', 'fee_agreement')
			.execute();
		expect(trail).toEqual([
			{ action: 'fee_change.approved', actor_name: MANAGER.email, subject_id: 'FEE-RAISED credit 2026-03-08' }
		]);
		const raised = { terminalId: 'RAISED', product: 'credit', kind: 'silent_raise' };
		expect((await detailOf(app, raised)).drift).toMatchObject({
			isSilent: false,
			approval: { validFrom: '2026-03-08', approvedBy: 'Head of finance', document: 'letter.pdf' }
		});
		expect(await compareDueFees(app.deps)).toMatchObject({ merchants: 1 });
		const after = await detailOf(app, raised);
		expect(after.drift).toMatchObject({
			since: '2026-03-05T16:15:00.000Z',
			sales: 2 * AMOUNTS.length,
			isSilent: false
		});
		expect(after.comparedSales).toBe(5 * AMOUNTS.length);
		expect(
			(await write(app, 'POST', '/fees/changes', { ...change, agreementId: 'EARLIER', validFrom: '2026-03-06' })).status
		).toBe(201);
		await compareDueFees(app.deps);
		expect((await app.get(`${API}/fees/drift/RAISED/credit/silent_raise`)).status).toBe(404);
	});
});
