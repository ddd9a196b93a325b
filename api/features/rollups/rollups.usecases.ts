import type { Clock } from '#api/platform/clock.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { atOnce, type Pace } from '#api/platform/pace.ts';
import { firstUnfoldedWeek, foldDay, foldWeek, unfoldedDays } from './rollups.repo.ts';

/**
 * A day is folded an hour after it ended. Ingest treats rows as late from half an hour after (LATE_AFTER_MS), so what was on its way
 * when the day ended is stored long before.
 */
export const FOLD_AFTER_MS = 60 * 60_000;
const DAYS_PER_RUN_MAX = 31;
/** A year: a day of long ago is in all weeks after it. */
const WEEKS_PER_RUN_MAX = 53;

/** Folds what is due, weeks after their days, and answers how many days that were. */
export async function foldDueDays(parts: { sql: Sql; clock: Clock; timeZone: string; pace?: Pace }): Promise<number> {
	const { pace = atOnce } = parts;
	const now = parts.clock.now();
	const endedBefore = new Date(now.getTime() - FOLD_AFTER_MS);
	const days = await unfoldedDays(parts.sql, parts.timeZone, endedBefore, DAYS_PER_RUN_MAX);
	for (const day of days) await pace(async () => foldDay(parts.sql, day, parts.timeZone, now));
	for (let weeks = 0; weeks < WEEKS_PER_RUN_MAX; weeks++) {
		const week = await firstUnfoldedWeek(parts.sql);
		if (week === null) break;
		await pace(async () => foldWeek(parts.sql, week, now));
	}
	return days.length;
}
