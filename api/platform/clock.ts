/** The only source of "now": a test, or a report as of a date, passes another one. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

export function fixedClock(iso: string): Clock {
	const at = new Date(iso);
	if (Number.isNaN(at.getTime())) throw new Error(`Not an instant: ${iso}`);
	return { now: () => new Date(at) };
}
