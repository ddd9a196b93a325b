import type { FeeCourse } from '#lib/charts/options/fee-course.ts';
import { bucketStarts } from '#lib/domain/time-windows.ts';
import { calendarDay, dayName } from '#lib/domain/time-zones.ts';
import type { Product } from '#lib/domain/transactions.ts';
import type { FeeCourseAnswer } from './fees.queries.ts';

export type CourseOfProduct = { product: Product; currency: string; course: FeeCourse };

/**
 * One course for each product and currency: those charged otherwise than agreed first, then by their sales. Days without sales are
 * gaps, not zeros.
 */
export function feeCourses({ items, from, to, timeZone }: FeeCourseAnswer): CourseOfProduct[] {
	const bucketStartsMs = bucketStarts({ fromMs: Date.parse(from), toMs: Date.parse(to) }, 'day', timeZone);
	const days = bucketStartsMs.map((ms) => dayName(calendarDay(ms, timeZone)));
	const salesOf = ({ course }: CourseOfProduct) => sum(course.sales);
	const driftOf = ({ course }: CourseOfProduct) => Math.abs(sum(course.driftMinor));
	return [...Map.groupBy(items, ({ product, currency }) => `${product} ${currency}`).values()]
		.flatMap((own): CourseOfProduct[] => {
			const [first] = own;
			if (!first) return [];
			const byDay = new Map(own.map((item) => [item.day, item]));
			const found = days.map((day) => byDay.get(day));
			const course: FeeCourse = {
				bucketStartsMs,
				effectivePpm: found.map((item) => item?.effectivePpm ?? null),
				contractedPpm: found.map((item) => item?.contractedPpm ?? null),
				sales: found.map((item) => item?.sales ?? 0),
				driftMinor: found.map((item) => (item ? item.chargedMinor - item.expectedMinor : 0))
			};
			return [{ product: first.product, currency: first.currency, course }];
		})
		.sort((a, b) => driftOf(b) - driftOf(a) || salesOf(b) - salesOf(a));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
