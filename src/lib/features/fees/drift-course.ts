import type { FeeCourse } from '#lib/charts/options/fee-course.ts';
import { bucketStarts } from '#lib/domain/time-windows.ts';
import { calendarDay, dayName } from '#lib/domain/time-zones.ts';
import type { DriftDetail } from './fee-details.queries.ts';

export type DriftCourseWords = { began: string; entry: (ratePpm: number) => string };

/** The days of a drift from a month before it began: charged, agreed and configured, with what happened on them. Null without days. */
export function driftCourse({ days, profiles, changes, drift, timeZone }: DriftDetail, words: DriftCourseWords) {
	const [first, last] = [days[0]?.day, days.at(-1)?.day];
	if (first === undefined || last === undefined) return null;
	const fromMs = Date.parse(`${first}T00:00:00Z`) - MS_PER_DAY;
	const toMs = Date.parse(`${last}T00:00:00Z`) + 2 * MS_PER_DAY;
	const starts = bucketStarts({ fromMs, toMs }, 'day', timeZone).filter((ms) => {
		const day = dayName(calendarDay(ms, timeZone));
		return day >= first && day <= last;
	});
	const names = starts.map((ms) => dayName(calendarDay(ms, timeZone)));
	const byDay = new Map(days.map((each) => [each.day, each]));
	const found = names.map((day) => byDay.get(day));
	const began = dayName(calendarDay(Date.parse(drift.since), timeZone));
	const course: FeeCourse = {
		bucketStartsMs: starts,
		effectivePpm: found.map((item) => item?.effectivePpm ?? null),
		contractedPpm: found.map((item) => item?.contractedPpm ?? null),
		sales: found.map((item) => item?.sales ?? 0),
		driftMinor: found.map((item) => (item ? item.chargedMinor - item.expectedMinor : 0)),
		configuredPpm: starts.map((ms) => configuredAt(profiles, ms + MS_PER_DAY - 1)),
		marks: [
			{ index: names.indexOf(began), label: words.began },
			...changes.map(({ validFrom, ratePpm }) => ({ index: names.indexOf(validFrom), label: words.entry(ratePpm) }))
		].filter(({ index }) => index >= 0)
	};
	return course;
}

const MS_PER_DAY = 86_400_000;

/** As the day ends; null before the terminal told anything. */
function configuredAt(profiles: DriftDetail['profiles'], ms: number): number | null {
	return profiles.findLast(({ validFrom }) => Date.parse(validFrom) <= ms)?.ratePpm ?? null;
}
