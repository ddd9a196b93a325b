// A fleet in which each terminal's fees go wrong in a way of its own, or not at all.
import { feeOf, type FeeTerms } from '#lib/domain/fees.ts';
import { compareDueFees } from '#api/features/fees/fee-state.usecases.ts';
import { foldDueDays } from '#api/features/rollups/rollups.usecases.ts';
import { API, testApp, type TestApp } from './app.ts';
import { aFeeAgreement, aHeartbeat, aMerchant, aTerminal, aTransaction } from './builders.ts';
import { test as databaseTest } from './database.ts';

export const NOW = '2026-03-10T12:00:00+08:00';
export const CREDIT: FeeTerms = {
	ratePpm: 6000,
	capMinor: null,
	minMinor: null,
	fixedMinor: null,
	rounding: 'half_up'
};
export const DEBIT: FeeTerms = { ...CREDIT, ratePpm: 5000, capMinor: 2000 };
export const BEFORE: FeeTerms = { ...CREDIT, ratePpm: 6500 };
export const AMOUNTS = [31_250, 8_810, 123_456, 777_750, 15_030, 2_075];
const MCC = '5812';

export type Plan = {
	product: string;
	from: number;
	charged: FeeTerms;
	mcc?: string;
	acquirerId?: string;
	amounts?: number[];
};

/** One terminal each: from a day of March on it is charged by other terms than agreed. */
export const PLANS: Record<string, Plan> = {
	CLEAN: { product: 'credit', from: 1, charged: CREDIT },
	RAISED: { product: 'credit', from: 6, charged: { ...CREDIT, ratePpm: 6300 } },
	UNCAPPED: { product: 'debit', from: 5, charged: { ...DEBIT, capMinor: null } },
	FIXED: { product: 'credit', from: 4, charged: { ...CREDIT, fixedMinor: 200 } },
	STALE: { product: 'credit', from: 3, charged: BEFORE },
	MINIMUM: { product: 'credit', from: 5, charged: { ...CREDIT, minMinor: 10 }, amounts: [120, 350, 990, 88_000] },
	ROUNDED: {
		product: 'credit',
		from: 2,
		charged: { ...CREDIT, rounding: 'truncate' },
		amounts: [12_417, 12_419, 8_890, 115]
	},
	HOPPING: { product: 'credit', from: 7, charged: CREDIT, mcc: '5411' },
	PARTNERS: { product: 'credit', from: 8, charged: { ...CREDIT, ratePpm: 7000 }, acquirerId: 'ACQ2' }
};

const plans = Object.entries(PLANS);
const merchantOf = (terminalId: string) => `M-${terminalId}`;
const isDrifting = (plan: Plan, day: number) => day >= plan.from;
const agreed = ({ product }: Plan) => (product === 'debit' ? DEBIT : CREDIT);

export function salesOf(terminalId: string, plan: Plan) {
	return [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((day) =>
		(plan.amounts ?? AMOUNTS).map((amountMinor, nth) => {
			const terms = isDrifting(plan, day) ? plan.charged : agreed(plan);
			return aTransaction({
				...{ id: `${terminalId}-${day}-${nth}`, terminalId, merchantId: merchantOf(terminalId), amountMinor },
				...{ acquirerId: plan.acquirerId ?? 'ACQ1', product: plan.product, feeMinor: feeOf(amountMinor, terms) },
				occurredAt: `2026-03-${String(day).padStart(2, '0')}T0${nth}:15:00+08:00`,
				mcc: isDrifting(plan, day) ? (plan.mcc ?? MCC) : MCC
			});
		})
	);
}

/** What was charged beyond the agreement, sale by sale. */
export const planted = (terminalId: string) => {
	const plan = PLANS[terminalId] as Plan;
	const sales = salesOf(terminalId, plan);
	return sales.reduce((sum, { amountMinor, feeMinor }) => sum + feeMinor - feeOf(amountMinor, agreed(plan)), 0);
};

/** A file's own fleet, compared to the last sale. */
export const test = databaseTest.extend<{ app: TestApp }>({
	app: [
		async ({ database }, use) => {
			const app = await testApp({ databaseUrl: database.url, now: NOW });
			const acquirerOf = (plan: Plan) => plan.acquirerId ?? 'ACQ1';
			await app.send(
				'PUT',
				`${API}/merchants`,
				plans.map(([id, plan]) => aMerchant({ merchantId: merchantOf(id), acquirerId: acquirerOf(plan), mcc: MCC }))
			);
			await app.send(
				'PUT',
				`${API}/terminals`,
				plans.map(([id, plan]) =>
					aTerminal({ terminalId: id, serial: `SN-${id}`, merchantId: merchantOf(id), acquirerId: acquirerOf(plan) })
				)
			);
			await app.send(
				'PUT',
				`${API}/fee-agreements`,
				plans.flatMap(([id, plan]) => {
					const line = { merchantId: merchantOf(id), agreementId: `FEE-${id}`, product: plan.product, ...agreed(plan) };
					const isStale = id === 'STALE';
					const earlier = aFeeAgreement({ ...line, ...BEFORE, validFrom: '2025-01-01', document: 'old.pdf' });
					const current = aFeeAgreement({
						...line,
						validFrom: isStale ? '2026-03-03' : '2026-01-01',
						document: 'new.pdf'
					});
					return isStale ? [earlier, { ...current, agreementId: 'FEE-STALE-2' }] : [current];
				})
			);
			const stale = salesOf('STALE', PLANS['STALE'] as Plan).map((sale) => ({
				...sale,
				feeMinor: feeOf(sale.amountMinor, BEFORE)
			}));
			const others = plans.filter(([id]) => id !== 'STALE').flatMap(([id, plan]) => salesOf(id, plan));
			await app.send('POST', `${API}/ingest/transactions`, [...others, ...stale]);
			const profile = (ratePpm: number) => [{ product: 'credit', ratePpm, capMinor: null, fixedMinor: null }];
			await app.send('POST', `${API}/ingest/heartbeats`, [
				aHeartbeat({ terminalId: 'CLEAN', at: '2026-03-02T08:00:00+08:00', feeProfile: profile(6000) }),
				aHeartbeat({ terminalId: 'HOPPING', at: '2026-03-02T08:00:00+08:00', feeProfile: profile(6000) }),
				aHeartbeat({ terminalId: 'HOPPING', at: '2026-03-04T08:00:00+08:00', feeProfile: profile(6800) }),
				aHeartbeat({ terminalId: 'HOPPING', at: '2026-03-05T08:00:00+08:00', feeProfile: profile(6800) })
			]);
			await foldDueDays(app.deps);
			await compareDueFees(app.deps);
			await use(app);
			await app.close();
		},
		{ scope: 'file' }
	]
});
