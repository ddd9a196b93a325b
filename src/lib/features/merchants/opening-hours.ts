// Whether a shop sells when it says it is open.

export type HourCell = { weekday: number; hour: number; attempts: number };

export type ObservedHours = {
	/** First and last hour of the day in which it mostly sells; null without attempts. */
	fromHour: number | null;
	/** The hour after the last one. */
	toHour: number | null;
	attempts: number;
	outside: number;
};

/** An hour with a smaller part of all attempts is a straggler, not business. */
const BUSINESS_SHARE_MIN = 0.01;

const hourOf = (clock: string) => Number(clock.slice(0, 2)) + Number(clock.slice(3, 5)) / 60;

/** Whether an hour of the clock lies wholly outside the opening hours; those may run past midnight. */
export function isOutside(hour: number, opensAt: string, closesAt: string): boolean {
	const [opens, closes] = [hourOf(opensAt), hourOf(closesAt)];
	if (opens === closes) return false;
	const isIn = (start: number, end: number) => hour + 1 > start && hour < end;
	return opens < closes ? !isIn(opens, closes) : !isIn(opens, 24) && !isIn(0, closes);
}

export function observedHours(
	cells: readonly HourCell[],
	opensAt: string | null,
	closesAt: string | null
): ObservedHours {
	const byHour = Array.from({ length: 24 }, () => 0);
	for (const { hour, attempts } of cells) byHour[hour] = (byHour[hour] ?? 0) + attempts;
	const attempts = byHour.reduce((sum, each) => sum + each, 0);
	const busy = byHour.flatMap((each, hour) => (each > 0 && each / attempts >= BUSINESS_SHARE_MIN ? [hour] : []));
	const outside =
		opensAt === null || closesAt === null
			? 0
			: byHour.reduce((sum, each, hour) => sum + (isOutside(hour, opensAt, closesAt) ? each : 0), 0);
	const last = busy.at(-1);
	return { fromHour: busy[0] ?? null, toHour: last === undefined ? null : last + 1, attempts, outside };
}
