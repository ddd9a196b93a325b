// The course of the terminal rate from a series of counts: of all together, and of each group.
import type { RateCourse } from '#lib/charts/options/rate-course.ts';
import { wilsonInterval } from '#lib/domain/rates.ts';

type Row = { bucketStart: string; group: string | null; attempts: number; terminal: number };

export function courseOf(rows: readonly Row[], bucketStartsMs: readonly number[]): RateCourse {
	const sums = new Map<number, { attempts: number; terminal: number }>();
	for (const row of rows) {
		const ms = Date.parse(row.bucketStart);
		const sum = sums.get(ms) ?? { attempts: 0, terminal: 0 };
		sums.set(ms, { attempts: sum.attempts + row.attempts, terminal: sum.terminal + row.terminal });
	}
	const intervals = bucketStartsMs.map((ms) => {
		const { attempts, terminal } = sums.get(ms) ?? { attempts: 0, terminal: 0 };
		return { n: attempts, ...wilsonInterval(terminal, attempts) };
	});
	return {
		bucketStartsMs,
		rate: intervals.map(({ rate }) => rate),
		low: intervals.map(({ rate, low }) => (rate === null ? null : low)),
		high: intervals.map(({ rate, high }) => (rate === null ? null : high)),
		n: intervals.map(({ n }) => n)
	};
}

export function coursesByGroup(
	rows: readonly Row[],
	bucketStartsMs: readonly number[]
): Map<string | null, RateCourse> {
	const byGroup = Map.groupBy(rows, (row) => row.group);
	return new Map([...byGroup].map(([group, ofGroup]) => [group, courseOf(ofGroup, bucketStartsMs)]));
}
