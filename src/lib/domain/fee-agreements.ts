// Which of a merchant's dated agreements holds for a sale. Agreements hold whole days of the merchant's own calendar.
import type { FeeTerms } from './fees.ts';
import { calendarDay, dayName } from './time-zones.ts';
import type { CardRegion } from './transactions.ts';

export interface FeeAgreement extends FeeTerms {
	readonly agreementId: string;
	/** Cards that it holds for; null for every card that no line of its own holds for. */
	readonly cardRegion: CardRegion | null;
	/** First and last day, as `YYYY-MM-DD`; without a last one it holds until another begins. */
	readonly validFrom: string;
	readonly validTo: string | null;
}

/** The day that decides: where the merchant has a zone of its own, its own, else the fleet's. */
export function agreementDay(instantMs: number, merchantZone: string | null, fleetZone: string): string {
	return dayName(calendarDay(instantMs, merchantZone ?? fleetZone));
}

/**
 * The agreement of one product that holds on a day for a card: one for cards of its region goes before one for any card; of several
 * the one that began last, and of those the last by its identifier. A new agreement therefore ends an open one for the same cards
 * without anybody writing so.
 */
export function agreementInForce(
	agreements: readonly FeeAgreement[],
	day: string,
	card: CardRegion | null = null
): FeeAgreement | null {
	return mostSpecific(
		agreements.filter(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day),
		card
	);
}

/** The agreement that the one in force has replaced: what a terminal or a host that was not told still goes by. */
export function agreementBefore(
	agreements: readonly FeeAgreement[],
	current: FeeAgreement,
	card: CardRegion | null = null
): FeeAgreement | null {
	return mostSpecific(
		agreements.filter(({ validFrom }) => validFrom < current.validFrom),
		card
	);
}

function mostSpecific(agreements: readonly FeeAgreement[], card: CardRegion | null): FeeAgreement | null {
	const of = (region: CardRegion | null) => newest(agreements.filter(({ cardRegion }) => cardRegion === region));
	return (card === null ? null : of(card)) ?? of(null);
}

function newest(agreements: readonly FeeAgreement[]): FeeAgreement | null {
	const order = (a: FeeAgreement, b: FeeAgreement) =>
		a.validFrom < b.validFrom || (a.validFrom === b.validFrom && a.agreementId < b.agreementId);
	return agreements.reduce<FeeAgreement | null>(
		(best, each) => (best === null || order(best, each) ? each : best),
		null
	);
}
