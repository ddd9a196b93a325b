// Every way in which a simulated fleet is charged wrongly is found, with its kind, its first sale and its money to the minor unit;
// and nothing else is.
import { beforeAll, describe, expect, it } from 'vitest';
import { FEE_DRIFT_KINDS } from '#lib/domain/fee-kinds.ts';
import { feeBounds, feeOf, type FeeTerms } from '#lib/domain/fees.ts';
import { calendarDay, dayName } from '#lib/domain/time-zones.ts';
import { compareDueFees } from '#api/features/fees/fee-state.usecases.ts';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import type { PlannedFault } from '#api/features/simulation/planned-faults.ts';
import type { TransactionRecord } from '#api/features/simulation/records.ts';
import { simulateFleet, type SimulatedFleet } from '#api/features/simulation/simulate-fleet.ts';
import { API, testApp, type TestApp } from '#tests/support/app.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import { sendFleet } from '#tests/support/simulated-fleet.ts';

const TO_MS = Date.parse('2026-06-20T15:00:00+08:00');
const NOW = new Date(TO_MS + 60_000).toISOString();
const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
const FROM_MS = TO_MS - 24 * DAY_MS;
const FILLING_MS = 300_000;
/** A category typed wrong once or twice is a slip. */
const HOPPED_SALES_MIN = 3;

type Found = Pick<PlannedFault, 'kind'> & {
	terminalId: string;
	product: string;
	since: string;
	firstSale: string | null;
	sales: number;
	driftMinor: number;
	isSilent: boolean | null;
};

async function driftOf(app: TestApp): Promise<Found[]> {
	const window = `from=${encodeURIComponent(new Date(FROM_MS).toISOString())}&to=${encodeURIComponent(NOW)}`;
	const response = await app.get(`${API}/fees/drift?${window}&limit=500`);
	expect(response.status).toBe(200);
	const { items, total } = (await response.json()) as { items: Found[]; total: number };
	expect(items).toHaveLength(total);
	return items;
}

async function filled(fleet: SimulatedFleet): Promise<{ found: Found[]; sales: number }> {
	const database = await cloneDatabase();
	const app = await testApp({ databaseUrl: database.url, now: NOW });
	const { transactions: sales } = await sendFleet(async (...sent) => app.send(...sent), fleet);
	await foldDueDays(app.deps);
	await compareDueFees(app.deps);
	const found = await driftOf(app);
	await app.close();
	await database.drop();
	return { found, sales };
}

/** What the papers of the fleet say of a sale. */
function agreedOn(fleet: SimulatedFleet): (sale: TransactionRecord) => FeeTerms {
	const papers = Map.groupBy(fleet.feeAgreements, ({ merchantId, product }) => `${merchantId} ${product}`);
	return (sale) => {
		const day = dayName(calendarDay(Date.parse(sale.occurredAt), ZONE));
		const own = papers.get(`${sale.merchantId} ${sale.product}`) ?? [];
		const current = own
			.filter(({ validFrom }) => validFrom <= day)
			.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1));
		return current[0] as FeeTerms;
	};
}

/** The findings that the planted fault should give, one for each terminal whose sales or reports can show it. */
function expectedOf(fleet: SimulatedFleet, fault: PlannedFault, sales: readonly TransactionRecord[]) {
	const termsOf = agreedOn(fleet);
	const own = sales.filter(
		({ terminalId, product, occurredAt, feeMinor }) =>
			fault.terminalIds.includes(terminalId) &&
			product === fault.product &&
			feeMinor !== null &&
			occurredAt >= fault.startsAt
	);
	return [...Map.groupBy(own, ({ terminalId }) => terminalId)].flatMap(([terminalId, ofTerminal]) => {
		const drifts = ofTerminal.map((sale) => ({
			sale,
			minor: (sale.feeMinor ?? 0) - feeOf(sale.amountMinor, termsOf(sale))
		}));
		const isHop = fault.kind === 'mcc_hop';
		const mcc = fleet.merchants.find(({ merchantId }) => merchantId === ofTerminal[0]?.merchantId)?.mcc;
		const shown = drifts.filter(({ sale, minor }) => (isHop ? sale.mcc !== mcc : minor !== 0));
		const total = shown.reduce((sum, { minor }) => sum + minor, 0);
		const isBeyondRounding = shown.some(
			({ sale }) => (sale.feeMinor ?? 0) > feeBounds(sale.amountMinor, termsOf(sale)).high
		);
		const tolerated = Math.max(2, Math.ceil(3 * Math.sqrt(ofTerminal.length / 12)));
		const isShown = isHop ? shown.length >= HOPPED_SALES_MIN : isBeyondRounding || total > tolerated;
		const [first] = shown;
		if (!isShown || !first) return [];
		const { occurredAt: since, id: firstSale } = first.sale;
		return [
			{
				...{ terminalId, product: fault.product, kind: fault.kind },
				since,
				firstSale,
				sales: shown.length,
				driftMinor: total
			}
		];
	});
}

/** A wrong template costs nothing by itself: it is told by the first report that holds it. */
function expectedConfigured(fleet: SimulatedFleet) {
	const fault = planted(fleet, 'configured_differs');
	const first = new Map<string, string>();
	for (const { terminalId, at, feeProfile } of fleet.sparseHeartbeats(FROM_MS, TO_MS)) {
		const isWrong = feeProfile.some(({ product, ratePpm }) => product === 'credit' && ratePpm === 6800);
		if (isWrong && fault.terminalIds.includes(terminalId) && !first.has(terminalId)) first.set(terminalId, at);
	}
	return [...first].map(([terminalId, since]) => ({
		...{ terminalId, product: 'credit', kind: fault.kind, since, firstSale: null, sales: 0, driftMinor: 0 }
	}));
}

function planted(fleet: SimulatedFleet, kind: PlannedFault['kind']): PlannedFault {
	const fault = fleet.plannedFaults.find((each) => each.kind === kind);
	if (!fault) throw new Error(`no ${kind} was planted`);
	return fault;
}

describe('a fleet with every kind of wrong fee', () => {
	const fleet = simulateFleet({ seed: 1, terminals: 400, fromMs: FROM_MS, toMs: TO_MS });
	const sales = [...fleet.transactions(FROM_MS, TO_MS)];
	let found: Found[] = [];
	beforeAll(async () => {
		({ found } = await filled(fleet));
	}, FILLING_MS);

	it.each(FEE_DRIFT_KINDS)('%s: each one planted, since its first sale, with its money, and no other', (kind) => {
		const fault = planted(fleet, kind);
		const expected = kind === 'configured_differs' ? expectedConfigured(fleet) : expectedOf(fleet, fault, sales);
		expect(expected.length).toBeGreaterThan(2);
		const byTerminal = (a: { terminalId: string }, b: { terminalId: string }) => (a.terminalId < b.terminalId ? -1 : 1);
		const told = found
			.filter((each) => each.kind === kind)
			.map(({ terminalId, product, since, firstSale, sales: count, driftMinor }) => ({
				...{ terminalId, product, kind, since, firstSale, sales: count, driftMinor }
			}));
		expect(told.toSorted(byTerminal)).toEqual(expected.toSorted(byTerminal));
	});

	it('calls every raise silent that no paper names', () => {
		const raises = found.filter(({ kind }) => kind === 'silent_raise');
		expect(raises.map(({ isSilent }) => isSilent)).toEqual(raises.map(() => true));
	});
});

describe('a fleet that is charged as agreed on', () => {
	it(
		'shows no drift: every product, both roundings, caps, minimums, fixed parts and agreements that change on the way',
		async () => {
			const fleet = simulateFleet({ seed: 3, terminals: 300, feeFaults: false, fromMs: FROM_MS, toMs: TO_MS });
			const { found, sales } = await filled(fleet);
			expect(sales).toBeGreaterThan(50_000);
			expect(found).toEqual([]);
		},
		FILLING_MS
	);
});
