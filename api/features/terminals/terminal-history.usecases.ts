import type { Clock } from '#api/platform/clock.ts';
import type { Db } from '#api/platform/db/db.ts';
import { atOnce, type Pace } from '#api/platform/pace.ts';
import { dueDays, judgeDay, recordChanges } from './terminal-history.repo.ts';
import { newestDataAt } from './terminal-state.repo.ts';

/** A day of 100 000 terminals takes two to four seconds of a machine that does other things: a run ends before the next begins. */
const DAYS_PER_RUN_MAX = 5;

export type HistoryDone = { days: number; changes: number };

/**
 * Brings the history of states up to the data: first the closed days that are due, oldest first, and once none is, the day that
 * runs. A day that ends a year of data loaded at once is judged as it would have been live.
 */
export async function writeHistory(parts: {
	db: Db;
	clock: Clock;
	timeZone: string;
	pace?: Pace;
}): Promise<HistoryDone> {
	const { db, clock, timeZone, pace = atOnce } = parts;
	const now = clock.now();
	const newest = await newestDataAt(db, now);
	let days = 0;
	for (let [due] = await next(); due !== undefined && days < DAYS_PER_RUN_MAX; [due] = await next()) {
		const day = due;
		await pace(async () => db.transaction().execute(async (tx) => judgeDay(tx, day, timeZone, now)));
		days += 1;
	}
	const isUpToDate = (await next()).length === 0;
	return { days, changes: isUpToDate ? await pace(async () => recordChanges(db, newest, now)) : 0 };

	async function next() {
		return dueDays(db, newest, timeZone, 1);
	}
}
