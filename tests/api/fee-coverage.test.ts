// What is said of compared sales, of those that could not be compared, and of who sees to a drift, is what can be counted.
import { expect } from 'vitest';
import { compareDueFees } from '#api/features/fees/fee-state.usecases.ts';
import { fixedClock } from '#api/platform/clock.ts';
import { API, type TestApp } from '#tests/support/app.ts';
import { aFeeAgreement, aTransaction } from '#tests/support/builders.ts';
import { AMOUNTS, planted, PLANS, salesOf, test, type Plan } from '#tests/support/drifting-fleet.ts';

const ask = async <Answer>(app: TestApp, path: string) => (await (await app.get(`${API}${path}`)).json()) as Answer;

type Gaps = {
	total: number;
	items: { merchantId: string; product: string | null; reason: string; sales: number; amountMinor: number }[];
	comparedSales: number;
	counts: Record<string, number>;
};

const SALES = Object.entries(PLANS).reduce((sum, [id, plan]) => sum + salesOf(id, plan).length, 0);

test('every sale of the window is compared, and where none drifts the list says how many were', async ({ app }) => {
	expect(await ask(app, '/fees/drift')).toMatchObject({ comparedSales: SALES });
	const clean = salesOf('CLEAN', PLANS['CLEAN'] as Plan).length;
	expect(await ask(app, '/fees/drift?terminal=CLEAN')).toMatchObject({ total: 0, comparedSales: clean });
	expect(await ask(app, '/fees/drift?merchant=M-CLEAN')).toMatchObject({ comparedSales: clean });
	expect(await ask(app, '/fees/drift?vendor=PAX')).toMatchObject({ comparedSales: null });
	const partner = await app.as({ acquirer: 'ACQ2' });
	expect(await ask(partner, '/fees/drift')).toMatchObject({ comparedSales: 10 * AMOUNTS.length });
	expect(await ask(app, '/fees/uncompared')).toMatchObject({ total: 0, comparedSales: SALES, counts: {} });
});

test('claims are found by their owner, and what is outstanding is what was found less what came back', async ({
	app: key
}) => {
	const app = await key.as('manager');
	const claim = async (terminalId: string, kind: string, more: object) => {
		const named = { terminalId, merchantId: `M-${terminalId}`, product: 'credit', kind, currency: 'CNY' };
		const body = JSON.stringify({ ...named, ...more });
		const headers = { 'content-type': 'application/json' };
		const answer = await app.request(`${API}/fees/drift/claims`, { method: 'PUT', headers, body });
		expect(answer.status).toBe(200);
	};
	await claim('FIXED', 'fixed_fee_added', { status: 'recovered', recoveredMinor: 1200, owner: 'Li Na' });
	await claim('RAISED', 'silent_raise', { status: 'disputed', owner: 'Wang Wei' });
	await claim('STALE', 'stale_rate', { status: 'recovered', recoveredMinor: 1e9, owner: 'Li Na' });
	const list = await ask<{ owners: object[] }>(app, '/fees/drift');
	expect(list.owners).toEqual([
		{ owner: 'Li Na', drifts: 2 },
		{ owner: 'Wang Wei', drifts: 1 }
	]);
	expect(await ask(app, '/fees/drift?owner=Wang%20Wei')).toMatchObject({
		total: 1,
		items: [{ terminalId: 'RAISED' }],
		owners: list.owners,
		totals: [{ outstandingMinor: planted('RAISED') }]
	});
	// More came back of the other one than was found: that pays for nobody else's drift.
	expect(await ask(app, '/fees/drift?owner=Li%20Na')).toMatchObject({
		total: 2,
		totals: [{ outstandingMinor: planted('FIXED') - 1200 }]
	});
});

test('what could not be compared is listed by reason, sale by sale, and no longer once something is agreed on', async ({
	app
}) => {
	const at = { terminalId: 'CLEAN', merchantId: 'M-CLEAN', occurredAt: '2026-03-10T09:00:00+08:00' };
	await app.send('POST', `${API}/ingest/transactions`, [
		aTransaction({ ...at, id: 'no-fee', product: 'credit', feeMinor: null }),
		aTransaction({ ...at, id: 'qr-1', product: 'qr', feeMinor: 20, amountMinor: 5_000 }),
		aTransaction({ ...at, id: 'qr-2', product: 'qr', feeMinor: 40, amountMinor: 10_000 }),
		aTransaction({ ...at, id: 'declined', product: 'qr', feeMinor: null, responseCode: '51' })
	]);
	// The day that runs is compared again after a rest.
	await compareDueFees({ ...app.deps, clock: fixedClock('2026-03-10T12:05:00+08:00') });
	const gaps = await ask<Gaps>(app, '/fees/uncompared');
	expect(gaps).toMatchObject({
		total: 2,
		items: [
			{ merchantId: 'M-CLEAN', product: 'qr', reason: 'other_products', sales: 2, amountMinor: 15_000 },
			{ merchantId: 'M-CLEAN', product: 'credit', reason: 'no_fee', sales: 1 }
		],
		counts: { other_products: 2, no_fee: 1 },
		comparedSales: SALES
	});
	expect(await ask(app, '/fees/uncompared?reason=no_fee')).toMatchObject({ total: 1, counts: { other_products: 2 } });
	for (const { merchantId, product, reason, sales } of gaps.items) {
		const query = `merchant=${merchantId}&product=${product}&reason=${reason}`;
		expect(await ask(app, `/fees/uncompared/sales?${query}`)).toMatchObject({ total: sales });
	}
	const partner = await app.as({ acquirer: 'ACQ2' });
	expect(await ask(partner, '/fees/uncompared')).toMatchObject({ total: 0 });
	expect((await partner.get(`${API}/fees/uncompared/sales?merchant=M-CLEAN`)).status).toBe(404);
	await app.send('PUT', `${API}/fee-agreements`, [
		aFeeAgreement({ agreementId: 'QR', merchantId: 'M-CLEAN', product: 'qr', ratePpm: 4000 })
	]);
	await compareDueFees(app.deps);
	expect(await ask(app, '/fees/uncompared')).toMatchObject({ total: 1, comparedSales: SALES + 2 });
});
