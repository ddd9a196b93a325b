import { addDays, calendarDay, dayName } from '#lib/domain/time-zones.ts';
import type { Clock } from '#api/platform/clock.ts';
import type { Sql } from '#api/platform/db/client.ts';
import { atOnce, type Pace } from '#api/platform/pace.ts';
import { refreshProfileGaps } from './fee-profile-gaps.repo.ts';
import {
	countDay,
	dueClosedDays,
	dueOpenDays,
	merchantZones,
	recountMerchants,
	recountWholeDays,
	waitingMerchants,
	type Zones
} from './fee-state.repo.ts';

const DAYS_PER_RUN_MAX = 31;
const MERCHANTS_AT_ONCE = 200;
/** A tenth of the fleet's days costs about as much. */
const MERCHANTS_APART_MAX = 2_000;
/** The day that runs is compared again after so many times what it took: at most a twentieth of a core. */
const REST_FACTOR = 20;
/** Days before today that may not be folded yet. */
const OPEN_DAYS_BEFORE = 1;

export type FeeParts = { sql: Sql; clock: Clock; timeZone: string; pace?: Pace };

/**
 * Brings fee_day up to date: closed days, the day that runs, and merchants whose agreements have changed; then what terminals are
 * configured with against what is agreed on. Null when there was nothing to do.
 */
export async function compareDueFees({
	sql,
	clock,
	timeZone,
	pace = atOnce
}: FeeParts): Promise<{ days: number; merchants: number } | null> {
	const zones: Zones = { timeZone, merchantZones: await merchantZones(sql, timeZone) };
	const merchants = await waitingMerchants(sql);
	if (merchants > MERCHANTS_APART_MAX) await recountWholeDays(sql);
	else
		for (let left = merchants; left > 0; left -= MERCHANTS_AT_ONCE)
			await pace(async () => recountMerchants(sql, zones, MERCHANTS_AT_ONCE));
	const now = clock.now();
	const firstDay = dayName(addDays(calendarDay(now.getTime(), timeZone), -OPEN_DAYS_BEFORE));
	const open = await dueOpenDays(sql, { firstDay, timeZone, now, restFactor: REST_FACTOR });
	const due = [...open, ...(await dueClosedDays(sql, DAYS_PER_RUN_MAX))];
	for (const day of due) await pace(async () => countDay(sql, day, zones, () => clock.now()));
	await pace(async () => refreshProfileGaps(sql, zones));
	return due.length + merchants > 0 ? { days: due.length, merchants } : null;
}
