// Fees against agreements: each kind of drift is found with its kind, its beginning and its money; a clean fleet shows none.
import { describe, expect } from 'vitest';
import { parse } from 'csv-parse/sync';
import { feeOf } from '#lib/domain/fees.ts';
import { API, type TestApp } from '#tests/support/app.ts';
import { aFeeAgreement } from '#tests/support/builders.ts';
import {
	AMOUNTS,
	BEFORE,
	CREDIT,
	DEBIT,
	NOW,
	planted,
	PLANS,
	salesOf,
	test,
	type Plan
} from '#tests/support/drifting-fleet.ts';
import { MANAGER } from '#tests/support/principals.ts';

type Item = {
	terminalId: string;
	merchantId: string;
	product: string;
	kind: string;
	since: string;
	firstSale: string | null;
	contractedPpm: number | null;
	configuredPpm: number | null;
	effectivePpm: number | null;
	sales: number;
	driftMinor: number;
	driftMinorPerMonth: number;
	isSilent: boolean | null;
	status: string;
	claim: { owner: string; recoveredMinor: number | null } | null;
};
type Answer = {
	items: Item[];
	total: number;
	nextCursor: string | null;
	counts: Record<string, number>;
	totals: { currency: string; driftMinor: number; recoveredMinor: number }[];
};

async function read(app: TestApp, query = ''): Promise<Answer> {
	const response = await app.get(`${API}/fees/drift${query}`);
	expect(response.status).toBe(200);
	return (await response.json()) as Answer;
}

const at = (day: number, time: string) =>
	new Date(`2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`).toISOString();
const found = (answer: Answer, terminalId: string) => answer.items.filter((item) => item.terminalId === terminalId);

describe('the list of drifts', () => {
	test('names each kind, since its first sale, with its money and its rates; who is charged as agreed on is not listed', async ({
		app
	}) => {
		const answer = await read(app);
		expect(answer.counts).toEqual({
			...{ silent_raise: 2, cap_not_applied: 1, fixed_fee_added: 1, stale_rate: 1, minimum_fee_applied: 1 },
			...{ rounding: 1, mcc_hop: 1, configured_differs: 1 }
		});
		expect(found(answer, 'CLEAN')).toEqual([]);
		const expected: Record<string, Partial<Item>> = {
			RAISED: { kind: 'silent_raise', since: at(6, '00:15'), effectivePpm: 6300, contractedPpm: 6000, isSilent: true },
			UNCAPPED: { kind: 'cap_not_applied', since: at(5, '03:15'), effectivePpm: 5000, sales: 6 },
			FIXED: { kind: 'fixed_fee_added', since: at(4, '00:15'), sales: 42 },
			MINIMUM: { kind: 'minimum_fee_applied', since: at(5, '00:15'), sales: 18 },
			ROUNDED: { kind: 'rounding' },
			PARTNERS: { kind: 'silent_raise', since: at(8, '00:15'), effectivePpm: 7000 }
		};
		for (const [terminalId, item] of Object.entries(expected)) {
			expect(found(answer, terminalId)).toMatchObject([{ ...item, driftMinor: planted(terminalId) }]);
		}
		const staleMinor = 8 * AMOUNTS.reduce((sum, amount) => sum + feeOf(amount, BEFORE) - feeOf(amount, CREDIT), 0);
		expect(found(answer, 'STALE')).toMatchObject([
			{ kind: 'stale_rate', since: at(3, '00:15'), effectivePpm: 6500, contractedPpm: 6000, driftMinor: staleMinor }
		]);
		expect(found(answer, 'HOPPING').toSorted((a, b) => a.kind.localeCompare(b.kind))).toMatchObject([
			{ kind: 'configured_differs', since: at(4, '08:00'), configuredPpm: 6800, contractedPpm: 6000, driftMinor: 0 },
			{ kind: 'mcc_hop', since: at(7, '00:15'), sales: 24, driftMinor: 0 }
		]);
	});

	test('a window counts its own days and still says since when', async ({ app }) => {
		const window = `from=${encodeURIComponent('2026-03-08T00:00:00+08:00')}&to=${encodeURIComponent('2026-03-09T00:00:00+08:00')}`;
		const [raised] = found(await read(app, `?${window}`), 'RAISED');
		const oneDay = AMOUNTS.reduce(
			(sum, amount) => sum + feeOf(amount, { ...CREDIT, ratePpm: 6300 }) - feeOf(amount, CREDIT),
			0
		);
		expect(raised).toMatchObject({ since: at(6, '00:15'), driftMinor: oneDay, driftMinorPerMonth: oneDay * 30 });
		const early = `from=${encodeURIComponent('2026-03-01T00:00:00+08:00')}&to=${encodeURIComponent('2026-03-02T00:00:00+08:00')}`;
		expect((await read(app, `?${early}`)).items).toEqual([]);
	});

	test('count, pages and file hold the same rows under every filter', async ({ app }) => {
		const queries = [
			'?',
			'?kind=silent_raise',
			'?acquirer=ACQ2',
			'?merchant=M-FIXED',
			'?product=debit',
			'?q=raised&sort=since'
		];
		for (const query of [...queries, '?kind=rounding&kind=mcc_hop&sort=-sales', '?vendor=Landi', '?region=CN-XX']) {
			const all = await read(app, query);
			expect(all.items).toHaveLength(all.total);
			const key = ({ terminalId, kind }: Item) => `${terminalId} ${kind}`;
			const paged: string[] = [];
			for (let cursor: string | null = ''; cursor !== null;) {
				const page: Answer = await read(app, `${query}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
				paged.push(...page.items.map(key));
				cursor = page.nextCursor;
			}
			expect(paged).toEqual(all.items.map(key));
			const file = await (await app.get(`${API}/fees/drift${query}&format=csv`)).text();
			const rows: string[][] = parse(file, { bom: true, from_line: 2, relax_column_count: true });
			expect(rows.map((row) => `${row[0]} ${row[7]}`)).toEqual(all.items.map(key));
		}
	});

	test('an acquirer sees its own and nothing else, not by its terminal either', async ({ app }) => {
		const partner = await app.as({ acquirer: 'ACQ2' });
		expect((await read(partner)).items.map(({ terminalId }) => terminalId)).toEqual(['PARTNERS']);
		const sales = `${API}/fees/drift/sales?terminal=RAISED&merchant=M-RAISED&product=credit`;
		expect((await partner.get(sales)).status).toBe(404);
		const ledger = await (await partner.get(`${API}/fees/changes`)).json();
		expect(ledger).toMatchObject({ total: 1, items: [{ merchantId: 'M-PARTNERS' }] });
		expect(await (await partner.get(`${API}/fees/course?terminal=RAISED`)).json()).toMatchObject({ items: [] });
		expect((await partner.get(`${API}/fees/what-if?merchant=M-RAISED&product=credit&ratePpm=5500`)).status).toBe(404);
	});
});

describe('what lies behind it', () => {
	test('the very sales, each with the terms it was computed again by', async ({ app }) => {
		const answer = await (
			await app.get(`${API}/fees/drift/sales?terminal=RAISED&merchant=M-RAISED&product=credit&limit=500`)
		).json();
		const { items } = answer as {
			items: { driftMinor: number; sign: string; ratePpm: number; amountMinor: number; expectedMinor: number }[];
		};
		expect(items.reduce((sum, { driftMinor }) => sum + driftMinor, 0)).toBe(planted('RAISED'));
		for (const { amountMinor, expectedMinor, ratePpm } of items) {
			expect(expectedMinor).toBe(feeOf(amountMinor, { ...CREDIT, ratePpm }));
		}
	});

	test('by day, charged against agreed on; and what another rate would have made of the same sales', async ({
		app
	}) => {
		const course = (await (await app.get(`${API}/fees/course?merchant=M-RAISED`)).json()) as {
			items: { day: string; chargedMinor: number; expectedMinor: number }[];
		};
		expect(course.items).toHaveLength(10);
		expect(course.items.reduce((sum, each) => sum + each.chargedMinor - each.expectedMinor, 0)).toBe(planted('RAISED'));
		const proposed = { ...DEBIT, ratePpm: 4500, capMinor: 1800, fixedMinor: 5 };
		const answer = await (
			await app.get(
				`${API}/fees/what-if?merchant=M-UNCAPPED&product=debit&ratePpm=4500&capMinor=1800&fixedMinor=5&rounding=half_up`
			)
		).json();
		const sales = salesOf('UNCAPPED', PLANS['UNCAPPED'] as Plan);
		expect(answer).toMatchObject({
			items: [
				{
					sales: sales.length,
					chargedMinor: sales.reduce((sum, { feeMinor }) => sum + feeMinor, 0),
					expectedMinor: sales.reduce((sum, { amountMinor }) => sum + feeOf(amountMinor, DEBIT), 0),
					proposedMinor: sales.reduce((sum, { amountMinor }) => sum + feeOf(amountMinor, proposed), 0)
				}
			]
		});
	});

	test('what another rate would have made of everybody’s sales is the sum of what it would make of each', async ({
		app
	}) => {
		type Sums = { sales: number; amountMinor: number; chargedMinor: number; proposedMinor: number };
		type Whole = Sums & { merchants: number; expectedMinor: number; agreedSales: number; agreedAmountMinor: number };
		type OfOne = Sums & { merchantId: string; differenceMinor: number };
		const credit = 'product=credit&ratePpm=4500&capMinor=1800&fixedMinor=5';
		const ask = async <Answer>(as: TestApp, path: string) => (await (await as.get(`${API}${path}`)).json()) as Answer;
		const whole = async (query: string, as = app) =>
			(await ask<{ items: Whole[] }>(as, `/fees/what-if?${query}`)).items[0] as Whole;
		const list = async (query: string, as = app) =>
			ask<{ items: OfOne[]; total: number }>(as, `/fees/what-if/merchants?${query}&limit=500`);

		const [all, { items, total }] = [await whole(credit), await list(credit)];
		expect(total).toBe(all.merchants);
		expect(total).toBeGreaterThan(2);
		for (const sum of ['sales', 'amountMinor', 'chargedMinor', 'proposedMinor'] as const) {
			expect(items.reduce((added, each) => added + each[sum], 0)).toBe(all[sum]);
		}
		const differences = items.map(({ differenceMinor }) => differenceMinor);
		expect(differences).toEqual(differences.toSorted((a, b) => b - a));
		const one = items.find(({ merchantId }) => merchantId === 'M-RAISED');
		const { merchants, expectedMinor, agreedSales, agreedAmountMinor, ...own } = await whole(
			`${credit}&merchant=M-RAISED`
		);
		expect(one).toMatchObject(own);
		expect([merchants, agreedSales, agreedAmountMinor]).toEqual([1, own.sales, own.amountMinor]);
		expect(all.expectedMinor).toBeGreaterThan(expectedMinor);

		const partner = await app.as({ acquirer: 'ACQ2' });
		expect(await whole(credit, partner)).toEqual(await whole(`${credit}&acquirer=ACQ2`));
		expect((await list(credit, partner)).items.map(({ merchantId }) => merchantId)).toEqual(['M-PARTNERS']);
	});

	test('the ledger says who entered what, from when, with which paper', async ({ app }) => {
		const answer = await (await app.get(`${API}/fees/changes?merchant=M-STALE`)).json();
		expect(answer).toMatchObject({
			total: 2,
			items: [
				{
					ratePpm: 6000,
					previousPpm: 6500,
					validFrom: '2026-03-03',
					document: 'new.pdf',
					enteredAt: new Date(NOW).toISOString()
				},
				{ ratePpm: 6500, previousPpm: null, validFrom: '2025-01-01', document: 'old.pdf' }
			]
		});
		expect((answer as { items: { enteredBy: string | null }[] }).items[0]?.enteredBy).not.toBeNull();
	});

	test('a raise that the ledger approves for another day is not silent', async ({ app }) => {
		const approved = aFeeAgreement({
			merchantId: 'M-PARTNERS',
			agreementId: 'FEE-NEXT',
			ratePpm: 7000,
			validFrom: '2026-04-01'
		});
		await app.send('PUT', `${API}/fee-agreements`, [{ ...approved, document: 'april.pdf' }]);
		expect(found(await read(app), 'PARTNERS')).toMatchObject([
			{ isSilent: false, approval: { agreementId: 'FEE-NEXT', document: 'april.pdf', validFrom: '2026-04-01' } }
		]);
	});
});

describe('recovery', () => {
	const put = async (app: TestApp, fields: object) =>
		app.request(`${API}/fees/drift/claims`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({
				...{ terminalId: 'RAISED', merchantId: 'M-RAISED', product: 'credit', kind: 'silent_raise', currency: 'CNY' },
				...fields
			})
		});

	test('goes from new to recovered, with an owner, and each step is in the audit trail', async ({ app: key }) => {
		const app = await key.as('manager');
		expect(found(await read(app), 'RAISED')).toMatchObject([{ status: 'new', claim: null }]);
		expect((await put(app, { status: 'acknowledged', owner: 'Li Na' })).status).toBe(200);
		expect((await put(app, { status: 'disputed', note: 'Letter sent' })).status).toBe(200);
		expect((await put(app, { status: 'recovered' })).status).toBe(400);
		expect((await put(app, { status: 'recovered', recoveredMinor: 1200 })).status).toBe(200);
		const answer = await read(app, '?status=recovered');
		expect(answer).toMatchObject({
			total: 1,
			items: [{ terminalId: 'RAISED', claim: { owner: 'Li Na', recoveredMinor: 1200 } }],
			totals: [{ currency: 'CNY', recoveredMinor: 1200 }]
		});
		const trail = await app.deps.db
			.selectFrom('audit_event')
			.select(['action', 'actor_name', 'subject_id'])
			.where('subject_kind', '=', 'fee_drift')
			.orderBy('audit_event_id')
			.execute();
		const subject = { actor_name: MANAGER.email, subject_id: 'RAISED M-RAISED credit silent_raise' };
		expect(trail).toEqual(
			['acknowledged', 'disputed', 'recovered'].map((status) => ({ action: `fee_claim.${status}`, ...subject }))
		);
		expect((await put(app, { status: 'new' })).status).toBe(200);
		expect((await read(app, '?status=recovered')).total).toBe(0);
	});

	test('is refused for what does not drift and to who may only read', async ({ app: key }) => {
		const app = await key.as('manager');
		expect((await put(app, { terminalId: 'CLEAN', merchantId: 'M-CLEAN', status: 'acknowledged' })).status).toBe(404);
		expect((await put(key, { status: 'acknowledged' })).status).toBe(403);
	});
});
