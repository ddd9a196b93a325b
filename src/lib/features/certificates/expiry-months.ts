// Days on which something ends, as a calendar of months.

export type ExpiryDay = {
	day: string;
	from: string;
	to: string;
	certificates: number;
	terminals: number;
	papers: number;
	unverifiedPapers: number;
};
export type ExpiryMonth = { month: string; days: readonly (ExpiryDay | null | undefined)[] };

const DAYS_MAX = 31;
const MONTHS_MAX = 36;

/** Every month of the span with a place for each of 31 days: null where nothing ends, undefined where there is no such day. */
export function expiryMonths(days: readonly ExpiryDay[], first: string, last: string): ExpiryMonth[] {
	const byDay = new Map(days.map((day) => [day.day, day]));
	const months: ExpiryMonth[] = [];
	const cursor = new Date(`${first.slice(0, 7)}-01T00:00:00Z`);
	while (months.length < MONTHS_MAX && cursor.toISOString().slice(0, 7) <= last.slice(0, 7)) {
		const month = cursor.toISOString().slice(0, 7);
		const length = new Date(Date.UTC(cursor.getUTCFullYear(), cursor.getUTCMonth() + 1, 0)).getUTCDate();
		months.push({
			month,
			days: Array.from({ length: DAYS_MAX }, (_, index) =>
				index < length ? (byDay.get(`${month}-${String(index + 1).padStart(2, '0')}`) ?? null) : undefined
			)
		});
		cursor.setUTCMonth(cursor.getUTCMonth() + 1);
	}
	return months;
}

/** How much ends on a day: certificates, approvals and SIM plans. */
export const endsOn = ({ certificates, papers }: ExpiryDay): number => certificates + papers;

/** How much ends in a month. */
export const totalOf = (days: ExpiryMonth['days']): number =>
	days.reduce((sum, day) => sum + (day ? endsOn(day) : 0), 0);

/** The day of a month on which most ends, the first of several; undefined in a month without any. */
export function fullestDay(days: ExpiryMonth['days']): ExpiryDay | undefined {
	return known(days).toSorted((a, b) => endsOn(b) - endsOn(a))[0];
}

/** From the first to the last day of a month on which something ends; undefined in a month without any. */
export function spanOf(days: ExpiryMonth['days']): { from: string; to: string } | undefined {
	const [first, last] = [known(days)[0], known(days).at(-1)];
	return first && last ? { from: first.from, to: last.to } : undefined;
}

const known = (days: ExpiryMonth['days']): ExpiryDay[] => days.filter((day) => day !== null && day !== undefined);

const STEPS = 4;

/** How deep the colour of a day is, from 1 to 4, by the logarithm: one terminal and a thousand are on one page. */
export function depthOf(certificates: number, most: number): number {
	if (most <= 1) return 1;
	return Math.max(1, Math.ceil((Math.log(certificates) / Math.log(most)) * STEPS));
}
