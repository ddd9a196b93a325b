// Which of a merchant's dated agreements holds for a sale. Agreements hold whole days of the merchant's own calendar.
import type { FeeTerms } from './fees.ts';
import { calendarDay, dayName } from './time-zones.ts';

export interface FeeAgreement extends FeeTerms {
	readonly agreementId: string;
	/** First and last day, as `YYYY-MM-DD`; without a last one it holds until another begins. */
	readonly validFrom: string;
	readonly validTo: string | null;
}

/** The day that decides: where the merchant has a zone of its own, its own, else the fleet's. */
export function agreementDay(instantMs: number, merchantZone: string | null, fleetZone: string): string {
	return dayName(calendarDay(instantMs, merchantZone ?? fleetZone));
}

/**
 * The agreement of one product that holds on a day: of several that hold the one that began last, and of those the last by its
 * identifier. A new agreement therefore ends an open one without anybody writing so.
 */
export function agreementInForce(agreements: readonly FeeAgreement[], day: string): FeeAgreement | null {
	return newest(agreements.filter(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day));
}

/** The agreement that the one in force has replaced: what a terminal or a host that was not told still goes by. */
export function agreementBefore(agreements: readonly FeeAgreement[], current: FeeAgreement): FeeAgreement | null {
	return newest(agreements.filter(({ validFrom }) => validFrom < current.validFrom));
}

function newest(agreements: readonly FeeAgreement[]): FeeAgreement | null {
	const order = (a: FeeAgreement, b: FeeAgreement) =>
		a.validFrom < b.validFrom || (a.validFrom === b.validFrom && a.agreementId < b.agreementId);
	return agreements.reduce<FeeAgreement | null>(
		(best, each) => (best === null || order(best, each) ? each : best),
		null
	);
}
