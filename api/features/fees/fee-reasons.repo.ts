// For the work list: terminals whose fees drift, with what a day of it costs.
import type { FeeDriftKind } from '#lib/domain/fee-kinds.ts';
import { PRODUCTS, type Product } from '#lib/domain/transactions.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { findDrift } from './fee-drift.usecases.ts';
import { feeWindow } from './fee-window.ts';

export type FeeReason = {
	/** Our own number of the terminal. */
	terminalId: number;
	merchantId: number;
	kind: FeeDriftKind;
	product: Product;
	sinceMs: number;
	/** Affected sales of the last thirty days, and what they were charged beyond the agreement. */
	sales: number;
	driftMinor: number;
	contractedPpm: number | null;
	effectivePpm: number | null;
	/** 0 where the merchant does not pay more for it; ISO 4217 numeric currency, null where no sale tells it. */
	costMinorPerDay: number;
	currency: number | null;
};

/** Reasons of the thirty days up to a moment; several where several products or kinds drift. Fees charged too low are no reason. */
export async function feeReasons(db: ReadDb, scope: Scope, asOf: Date, timeZone: string): Promise<FeeReason[]> {
	const found = await findDrift(
		db,
		scope,
		feeWindow({ window: '30d', from: undefined, to: undefined }, asOf, timeZone),
		asOf
	);
	return found.flatMap(({ terminal_id, merchant_id, finding, contractedPpm, costMinorPerDay, currency, product }) => {
		const name = PRODUCTS[product];
		const driftMinor = finding.kind === 'mcc_hop' ? 0 : finding.chargedMinor - finding.expectedMinor;
		if (name === undefined || driftMinor < 0) return [];
		const { kind, sinceMs, sales, effectivePpm } = finding;
		return [
			{
				...{ terminalId: terminal_id, merchantId: merchant_id, kind, product: name, sinceMs, sales, driftMinor },
				...{ contractedPpm, effectivePpm, costMinorPerDay: Math.round(costMinorPerDay), currency }
			}
		];
	});
}
