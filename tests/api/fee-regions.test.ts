// Terms by region of the card: taken in, in force for the cards they name, and the ones that a drift is measured by.
import { expect } from 'vitest';
import { feeOf, type FeeTerms } from '#lib/domain/fees.ts';
import { compareDueFees } from '#api/features/fees/fee-state.usecases.ts';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { aFeeAgreement, aMerchant, aTerminal, aTransaction } from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-10T12:00:00+08:00';
const ANY: FeeTerms = { ratePpm: 16_500, capMinor: null, minMinor: null, fixedMinor: 10, rounding: 'half_up' };
const FOREIGN: FeeTerms = { ...ANY, ratePpm: 26_500 };
const RAISED: FeeTerms = { ...FOREIGN, ratePpm: 27_500 };
const AMOUNTS = [4_990, 12_345, 88_010, 3_800];

/** From the sixth day on cards from elsewhere cost more than agreed, which the others pay as ever. */
const sales = [5, 6, 7].flatMap((day) =>
	AMOUNTS.flatMap((amountMinor, nth) =>
		[null, 'domestic', 'inter_region'].map((cardRegion) => {
			const terms = cardRegion === 'inter_region' ? (day < 6 ? FOREIGN : RAISED) : ANY;
			return aTransaction({
				...{ id: `${day}-${nth}-${cardRegion}`, currency: 'USD', amountMinor, feeMinor: feeOf(amountMinor, terms) },
				...{ product: 'credit', occurredAt: `2026-03-0${day}T1${nth}:15:00+08:00`, ...(cardRegion && { cardRegion }) }
			});
		})
	)
);

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			await app.send('PUT', `${API}/merchants`, [aMerchant()]);
			await app.send('PUT', `${API}/terminals`, [aTerminal()]);
			await app.send('PUT', `${API}/fee-agreements`, [aFeeAgreement({ ...ANY })]);
			const csv =
				'agreementId,merchantId,product,card_region,rate_ppm,fixed_minor,validFrom\nFEE1,M1,credit,inter_region,26500,10,2026-01-01';
			const sent = await app.request(`${API}/fee-agreements`, {
				method: 'PUT',
				headers: { 'content-type': 'text/csv' },
				body: csv
			});
			expect(await sent.json()).toMatchObject({ accepted: 1, rejected: 0 });
			await app.send('POST', `${API}/ingest/transactions`, sales);
			await foldDueDays(app.deps);
			await compareDueFees(app.deps);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

test('lines for all cards and for those of a region are two agreements of one paper, and both are shown', async ({
	app
}) => {
	const again = await app.send('PUT', `${API}/fee-agreements`, [
		aFeeAgreement({ ...FOREIGN, cardRegion: 'inter_region' })
	]);
	expect(await again.json()).toMatchObject({ accepted: 0, duplicates: 1 });
	const merchant = await (await app.get(`${API}/merchants/M1`)).json();
	expect(merchant).toMatchObject({
		feeAgreements: [
			{ cardRegion: null, ratePpm: 16_500 },
			{ cardRegion: 'inter_region', ratePpm: 26_500, fixedMinor: 10 }
		]
	});
	const changes = await (await app.get(`${API}/fees/changes`)).json();
	expect(changes).toMatchObject({
		total: 2,
		items: [{ cardRegion: 'inter_region', previousPpm: null }, { cardRegion: null }]
	});
});

test('a raise of one region is found by its own line, with its money, and nothing is said of the other cards', async ({
	app
}) => {
	const drifted = AMOUNTS.reduce((sum, amount) => sum + feeOf(amount, RAISED) - feeOf(amount, FOREIGN), 0);
	expect(await (await app.get(`${API}/fees/drift`)).json()).toMatchObject({
		total: 1,
		items: [
			{
				...{ kind: 'silent_raise', cardRegion: 'inter_region', contractedPpm: 26_500, effectivePpm: 27_500, sales: 8 },
				...{ since: '2026-03-06T02:15:00.000Z', firstSale: '6-0-inter_region', driftMinor: 2 * drifted, isSilent: true }
			}
		]
	});
});

test('each sale says which line it was computed again by', async ({ app }) => {
	const answer = await app.get(`${API}/fees/drift/sales?terminal=T1&merchant=M1&product=credit`);
	const { items, total } = (await answer.json()) as { total: number; items: object[] };
	expect(total).toBe(8);
	for (const item of items) {
		expect(item).toMatchObject({
			cardRegion: 'inter_region',
			soldRegion: 'inter_region',
			ratePpm: 26_500,
			fixedMinor: 10
		});
	}
});

test('a region that nobody knows is refused, on sales and on agreements', async ({ app }) => {
	const wrong = { cardRegion: 'moon' };
	for (const answer of [
		await app.send('PUT', `${API}/fee-agreements`, [aFeeAgreement(wrong)]),
		await app.send('POST', `${API}/ingest/transactions`, [aTransaction({ id: 'moon', ...wrong })])
	]) {
		expect(await answer.json()).toMatchObject({ accepted: 0, rejected: 1 });
	}
});
