// What the database says of fees is what the engine says of each sale by itself: random sales, agreements that change, two zones.
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { agreementBefore, agreementDay, agreementInForce, type FeeAgreement } from '#lib/domain/fee-agreements.ts';
import { FEE_GAPS, type FeeGap } from '#lib/domain/fee-gaps.ts';
import { FEE_SIGNS, feeSignIndex, readFee, type FeeSign } from '#lib/domain/fee-signs.ts';
import { CARD_REGIONS, cardRegionOf, PRODUCTS, type CardRegion } from '#lib/domain/transactions.ts';
import { compareDueFees } from '#api/features/fees/fee-state.usecases.ts';
import { checkIntegrity } from '#api/features/ingest/integrity.usecases.ts';
import { rebuildRollUps } from '#api/features/ingest/storing/integrity.repo.ts';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { fixedClock } from '#api/platform/clock.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { aFeeAgreement, aMerchant, aTransaction } from '#tests/support/builders.ts';
import { test as databaseTest } from '#tests/support/database.ts';

const NOW = '2026-03-10T12:00:00+08:00';
const FLEET_ZONE = 'Asia/Shanghai';
const FIRST_MS = Date.parse('2026-03-05T00:00:00+08:00');
const LAST_MS = Date.parse('2026-03-10T11:00:00+08:00');
const SALES = 4000;

/** The second one's calendar is seven hours behind the fleet's. */
const ZONES: Record<string, string | null> = { M1: FLEET_ZONE, M2: 'Europe/Berlin', M3: null, M4: null };
const MCC = '5812';
/** What each merchant's category is by its papers. */
const MCCS: Record<string, string> = { M1: MCC, M2: MCC, M3: MCC, M4: MCC };

type Agreement = FeeAgreement & { merchantId: string; product: string };
/** Nothing is agreed on with the fourth. */
const AGREEMENTS: Agreement[] = ['M1', 'M2', 'M3'].flatMap((merchantId) => {
	const line = (product: string, validFrom: string, terms: Partial<FeeAgreement>): Agreement => ({
		...{ agreementId: `FEE-${merchantId}`, merchantId, product, cardRegion: null, validFrom, validTo: null },
		...{ ratePpm: 6000, capMinor: null, minMinor: null, fixedMinor: null, rounding: 'half_up', ...terms }
	});
	return [
		line('credit', '2026-01-01', {}),
		line('credit', '2026-03-08', { ratePpm: 5500, fixedMinor: 10 }),
		line('debit', '2026-01-01', { ratePpm: 5000, capMinor: 2000, rounding: 'truncate' }),
		// Cards of one region have a line of their own, of which the general one before is what was forgotten to change.
		line('credit', '2026-03-07', { cardRegion: 'inter_region', ratePpm: 6300, fixedMinor: 200, validTo: '2026-03-09' }),
		line('debit', '2026-03-01', { cardRegion: 'intra_region', ratePpm: 3800, capMinor: 1500 }),
		...(merchantId === 'M3' ? [] : [line('qr', '2026-03-01', { cardRegion: 'domestic', ratePpm: 3800 })]),
		line('prepaid', '2026-03-01', { ratePpm: 3800, minMinor: 5, validTo: '2026-03-07' })
	];
});

function seededRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

const random = seededRandom(11);
const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

/** A fee that somebody might charge: as agreed, of an old agreement, uncapped, a bit off, or anything. */
function someFee(amountMinor: number): number {
	const ratePpm = pick([6000, 5500, 5000, 3800, 6300]);
	const fee = Math.floor((amountMinor * ratePpm) / 1e6) + pick([0, 0, 0, 1, -1, 10, 200]);
	return Math.max(0, pick([fee, fee, Math.min(fee, 2000)]));
}

const sales = Array.from({ length: SALES }, (_, nth) => {
	const merchantId = pick(Object.keys(ZONES));
	const amountMinor = Math.floor(10 ** (random() * 7));
	const cardRegion = pick<CardRegion | null>([null, ...CARD_REGIONS]);
	const sent = aTransaction({
		...{ id: `fee-${nth}`, merchantId, terminalId: `${merchantId}-${pick(['A', 'B'])}`, amountMinor },
		occurredAt: new Date(FIRST_MS + Math.floor(random() * (LAST_MS - FIRST_MS))).toISOString(),
		product: pick(['credit', 'debit', 'prepaid', 'qr', null]),
		type: pick(['sale', 'sale', 'sale', 'preauth_completion', 'refund']),
		responseCode: pick(['00', '00', '00', '51']),
		feeMinor: pick([someFee(amountMinor), someFee(amountMinor), null]),
		mcc: pick([MCC, MCC, MCC, '5411', null])
	});
	return { ...sent, cardRegion };
});

type Counted = {
	sales: number;
	amount: number;
	charged: number;
	expected: number;
	firstMs: number;
	lastMs: number;
	over: number[];
	charges: number[];
};

/** The same sales one by one, by the engine. */
function countedByEngine(): Map<string, Counted> {
	const counted = new Map<string, Counted>();
	const add = (key: string, sale: (typeof sales)[number], expected: number | null) => {
		const ms = Date.parse(sale.occurredAt);
		const charged = sale.feeMinor ?? 0;
		const sum = counted.get(key) ?? {
			...{ sales: 0, amount: 0, charged: 0, expected: 0, firstMs: ms, lastMs: ms, over: [], charges: [] }
		};
		counted.set(key, {
			sales: sum.sales + 1,
			amount: sum.amount + sale.amountMinor,
			charged: sum.charged + charged,
			expected: sum.expected + (expected ?? 0),
			firstMs: Math.min(sum.firstMs, ms),
			lastMs: Math.max(sum.lastMs, ms),
			over: expected === null ? sum.over : [...sum.over, charged - expected],
			charges: [...sum.charges, charged]
		});
	};
	for (const sale of sales) {
		const isCharged = sale.type === 'sale' || sale.type === 'preauth_completion';
		if (!isCharged || sale.responseCode !== '00' || sale.feeMinor === null || sale.product === null) continue;
		const own = AGREEMENTS.filter((each) => each.merchantId === sale.merchantId && each.product === sale.product);
		const day = agreementDay(Date.parse(sale.occurredAt), ZONES[sale.merchantId] ?? null, FLEET_ZONE);
		const current = agreementInForce(own, day, sale.cardRegion);
		const before = current && agreementBefore(own, current, sale.cardRegion);
		const reading = readFee({ amountMinor: sale.amountMinor, chargedMinor: sale.feeMinor }, current, before);
		const fleetDay = agreementDay(Date.parse(sale.occurredAt), null, FLEET_ZONE);
		const cards = current?.cardRegion ?? 'any';
		const key = (sign: FeeSign) => [fleetDay, sale.terminalId, sale.merchantId, sale.product, cards, sign].join(' ');
		add(key(reading.sign), sale, reading.expectedMinor);
		if (sale.mcc !== null && sale.mcc !== MCCS[sale.merchantId]) add(key('other_mcc'), sale, reading.expectedMinor);
	}
	return counted;
}

async function countedByDatabase({ deps }: TestApp): Promise<Map<string, Counted>> {
	const rows = await deps.db
		.selectFrom('fee_day as f')
		.innerJoin('terminal as t', 't.terminal_id', 'f.terminal_id')
		.innerJoin('merchant as m', 'm.merchant_id', 'f.merchant_id')
		.selectAll('f')
		.select(['t.terminal_code', 'm.merchant_code', sql<string>`f.day::text`.as('day_name')])
		.execute();
	return new Map(
		rows.map((row) => [
			[
				...[row.day_name, row.terminal_code, row.merchant_code, PRODUCTS[row.product]],
				...[cardRegionOf(row.card_region) ?? 'any', FEE_SIGNS[row.sign]]
			].join(' '),
			{
				sales: row.sales,
				amount: Number(row.amount_minor),
				charged: Number(row.charged_minor),
				expected: Number(row.expected_minor),
				firstMs: row.first_at?.getTime() ?? NaN,
				lastMs: row.last_at?.getTime() ?? NaN,
				over: [Number(row.over_min_minor), Number(row.over_max_minor)],
				charges: [Number(row.charged_min_minor), Number(row.charged_max_minor)]
			}
		])
	);
}

/** Ends only, as the table holds them; nothing of what is as agreed on. */
function ends(counted: Map<string, Counted>): Map<string, object> {
	const drifts = FEE_SIGNS.slice(feeSignIndex('rounding'));
	const isDrift = (key: string) => drifts.some((sign) => key.endsWith(` ${sign}`));
	const span = (values: number[]) => (values.length === 0 ? [0, 0] : [Math.min(...values), Math.max(...values)]);
	return new Map(
		[...counted]
			.toSorted()
			.map(([key, { over, charges, firstMs, lastMs, ...sums }]) => [
				key,
				isDrift(key) ? { ...sums, firstMs, lastMs, over: span(over), charges: span(charges) } : sums
			])
	);
}

/** Approved sales that cannot be compared, by day, merchant, product, cards and reason. */
function uncomparedByEngine(): Map<string, number> {
	const counted = new Map<string, number>();
	for (const sale of sales) {
		const isEarned = sale.type === 'sale' || sale.type === 'preauth_completion';
		if (!isEarned || sale.responseCode !== '00') continue;
		const gap = gapOf(sale);
		if (gap === null) continue;
		const day = agreementDay(Date.parse(sale.occurredAt), null, FLEET_ZONE);
		const key = [day, sale.merchantId, sale.product ?? 'untold', sale.cardRegion ?? 'untold', gap].join(' ');
		counted.set(key, (counted.get(key) ?? 0) + 1);
	}
	return counted;
}

function gapOf(sale: (typeof sales)[number]): FeeGap | null {
	if (sale.feeMinor === null) return 'no_fee';
	if (sale.product === null) return 'no_product';
	const own = AGREEMENTS.filter((each) => each.merchantId === sale.merchantId);
	if (own.length === 0) return 'no_agreement';
	const ofProduct = own.filter(({ product }) => product === sale.product);
	if (ofProduct.length === 0) return 'other_products';
	const day = agreementDay(Date.parse(sale.occurredAt), ZONES[sale.merchantId] ?? null, FLEET_ZONE);
	if (agreementInForce(ofProduct, day, sale.cardRegion)) return null;
	const isAny = ofProduct.some(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day);
	return isAny ? 'other_cards' : 'other_days';
}

async function uncomparedByDatabase({ deps }: TestApp): Promise<Map<string, number>> {
	const rows = await deps.db
		.selectFrom('fee_uncompared_day as u')
		.innerJoin('merchant as m', 'm.merchant_id', 'u.merchant_id')
		.select([
			'm.merchant_code',
			'u.product',
			'u.card_region',
			'u.reason',
			'u.sales',
			sql<string>`u.day::text`.as('day')
		])
		.execute();
	return new Map(
		rows.map(({ day, merchant_code, product, card_region, reason, sales: count }) => [
			[day, merchant_code, PRODUCTS[product] ?? 'untold', cardRegionOf(card_region) ?? 'untold', FEE_GAPS[reason]].join(
				' '
			),
			count
		])
	);
}

/** What is said of all and what is said of each are the same sales. */
async function expectWhole(app: TestApp): Promise<void> {
	expect(ends(await countedByDatabase(app))).toEqual(ends(countedByEngine()));
	expect(new Map((await uncomparedByDatabase(app)).entries().toArray().toSorted())).toEqual(
		new Map([...uncomparedByEngine()].toSorted())
	);
	const summed = sql<string>`jsonb_agg(s order by s)`;
	const sums = sql`day, acquirer_id, product, currency, sign, sum(sales) as sales, sum(amount_minor) as amount,
		sum(charged_minor) as charged, sum(expected_minor) as expected`;
	const { rows } = await sql<{ total: string; parts: string }>`
		select (select ${summed} from (select ${sums} from fee_total_day where sales > 0 group by 1, 2, 3, 4, 5) s) as total,
			(select ${summed} from (select ${sums} from fee_day group by 1, 2, 3, 4, 5) s) as parts`.execute(app.deps.db);
	expect(rows[0]?.total).toEqual(rows[0]?.parts);
}

const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			const merchants = Object.entries(ZONES).map(([merchantId, timeZone]) =>
				aMerchant({ merchantId, timeZone, mcc: MCC })
			);
			await app.send('PUT', `${API}/merchants`, merchants);
			await app.send('PUT', `${API}/fee-agreements`, AGREEMENTS);
			await app.send('POST', `${API}/ingest/transactions`, sales);
			await foldDueDays(app.deps);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});

describe('fees by day', () => {
	test('closed days and the day that runs hold every charged sale as the engine reads it', async ({ app }) => {
		const done = await compareDueFees(app.deps);
		expect(done).toMatchObject({ days: 6 });
		const reasons = new Set(
			uncomparedByEngine()
				.keys()
				.map((key) => key.split(' ').at(-1))
		);
		expect(reasons).toEqual(new Set(FEE_GAPS));
		const expected = countedByEngine();
		expect(expected.size).toBeGreaterThan(100);
		expect(new Set([...expected.keys()].map((key) => key.split(' ').at(-1)))).toEqual(new Set(FEE_SIGNS));
		expect(ends(await countedByDatabase(app))).toEqual(ends(expected));
		expect(await compareDueFees(app.deps)).toBeNull();
	});

	test('an agreement that changes has the sales of its merchant compared anew, and of nobody else', async ({ app }) => {
		const changed = {
			...aFeeAgreement(),
			agreementId: 'FEE-M2',
			merchantId: 'M2',
			validFrom: '2026-01-01',
			ratePpm: 6300
		};
		AGREEMENTS.splice(
			AGREEMENTS.findIndex((each) => each.merchantId === 'M2' && each.product === 'credit'),
			1,
			{ ...AGREEMENTS[0]!, agreementId: 'FEE-M2', merchantId: 'M2', ratePpm: 6300 }
		);
		await app.send('PUT', `${API}/fee-agreements`, [changed]);
		expect(await compareDueFees(app.deps)).toEqual({ days: 0, merchants: 1 });
		await expectWhole(app);
	});

	test('a merchant whose category or time zone is corrected has its sales compared anew, whatever else is sent not', async ({
		app
	}) => {
		const sent = (merchantId: string, more: object = {}) =>
			aMerchant({ merchantId, timeZone: ZONES[merchantId] ?? null, mcc: MCCS[merchantId] ?? MCC, ...more });
		await app.send('PUT', `${API}/merchants`, [sent('M1', { name: 'Another name' }), sent('M2'), sent('M3')]);
		expect(await compareDueFees(app.deps)).toBeNull();
		ZONES['M2'] = 'America/New_York';
		await app.send('PUT', `${API}/merchants`, [sent('M1'), sent('M2'), sent('M3')]);
		expect(await compareDueFees(app.deps)).toEqual({ days: 0, merchants: 1 });
		await expectWhole(app);
		MCCS['M3'] = '5411';
		await app.send('PUT', `${API}/merchants`, [sent('M2'), sent('M3')]);
		expect(await compareDueFees(app.deps)).toEqual({ days: 0, merchants: 1 });
		await expectWhole(app);
	});

	test('an agreement that turns out to have begun earlier, or to have ended, moves what its sales should have cost', async ({
		app
	}) => {
		const credit = AGREEMENTS.find((each) => each.merchantId === 'M1' && each.validFrom === '2026-03-08')!;
		const prepaid = AGREEMENTS.findIndex((each) => each.merchantId === 'M1' && each.product === 'prepaid');
		const earlier = { ...credit, validFrom: '2026-03-06' };
		const ended = { ...AGREEMENTS[prepaid]!, validTo: '2026-03-05' };
		AGREEMENTS.splice(prepaid, 1, ended, earlier);
		await app.send('PUT', `${API}/fee-agreements`, [earlier, ended]);
		expect(await compareDueFees(app.deps)).toEqual({ days: 0, merchants: 1 });
		await expectWhole(app);
	});

	test('late sales are compared once their day is folded again', async ({ app }) => {
		const late = aTransaction({
			...{ id: 'late', merchantId: 'M1', terminalId: 'M1-A', product: 'credit', amountMinor: 100_000, feeMinor: 900 },
			...{ occurredAt: '2026-03-06T12:00:00+08:00', mcc: MCC }
		});
		sales.push({ ...late, cardRegion: null });
		await app.send('POST', `${API}/ingest/transactions`, [late]);
		const later = { ...app.deps, clock: fixedClock('2026-03-10T12:05:00+08:00') };
		await foldDueDays(later);
		expect(await compareDueFees(later)).toMatchObject({ days: 1 });
		await expectWhole(app);
	});

	test('a rebuild writes the same again, and the doctor agrees', async ({ app }) => {
		await rebuildRollUps(app.deps.sql, FLEET_ZONE);
		await foldDueDays(app.deps);
		await compareDueFees(app.deps);
		await expectWhole(app);
		const findings = await checkIntegrity(app.deps);
		expect(findings.filter(({ text }) => text.startsWith('fee_day'))).toMatchObject([{ isOk: true }]);
	});
});
