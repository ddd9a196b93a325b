import { resolveWindow, type FleetFilter } from '#lib/domain/fleet-filter.ts';
import type { TimeWindow } from '#lib/domain/time-windows.ts';
import type { ReadDb } from '#api/platform/db/db.ts';
import type { Scope } from '#api/platform/scope.ts';
import { allRules } from './code-rules.repo.ts';
import { windowEmpty, windowTooLong } from './code-usage.errors.ts';
import { codeAttempts, codeCounts, codeCourses, type FactChoice } from './code-usage.repo.ts';
import { COURSE_PARTS, usageRows, type UsageRow } from './usage-items.ts';

const MS_PER_DAY = 86_400_000;
/** A month of facts can be read in one answer; a year of them cannot. */
const FACTS_SPAN_DAYS_MAX = 31;

export function windowOf(filter: Pick<FleetFilter, 'window' | 'from' | 'to'>, now: Date, zone: string): TimeWindow {
	const window = resolveWindow(filter, now.getTime(), zone);
	if (window === 'empty') throw windowEmpty();
	if (window === 'too_long' || window.toMs - window.fromMs > FACTS_SPAN_DAYS_MAX * MS_PER_DAY) {
		throw windowTooLong(`Codes are counted from single transactions, at most ${FACTS_SPAN_DAYS_MAX} days at a time`);
	}
	return window;
}

const windowBefore = ({ fromMs, toMs }: TimeWindow): TimeWindow => ({ fromMs: fromMs - (toMs - fromMs), toMs: fromMs });

/** All codes of the window with what they mean at its end. */
export async function readUsage(db: ReadDb, scope: Scope, choice: FactChoice): Promise<UsageRow[]> {
	return usageRows({
		counts: await codeCounts(db, scope, choice),
		previous: await codeAttempts(db, scope, { ...choice, window: windowBefore(choice.window) }),
		courses: await codeCourses(db, scope, choice, COURSE_PARTS),
		rules: await allRules(db),
		atMs: choice.window.toMs
	});
}
