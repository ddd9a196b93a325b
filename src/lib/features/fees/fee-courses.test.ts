import { expect, it } from 'vitest';
import { feeCourses } from './fee-courses.ts';
import type { FeeCourseAnswer } from './fees.queries.ts';

const day = (name: string, more: Partial<FeeCourseAnswer['items'][number]> = {}): FeeCourseAnswer['items'][number] => ({
	day: name,
	product: 'debit',
	currency: 'CNY',
	sales: 2,
	amountMinor: 10_000,
	chargedMinor: 60,
	expectedMinor: 50,
	effectivePpm: 6_000,
	contractedPpm: 5_000,
	...more
});

it('lays the days of each product on one axis of the fleet’s days, those that drift first, and leaves gaps where nothing was sold', () => {
	const courses = feeCourses({
		from: '2026-03-01T16:00:00Z',
		to: '2026-03-04T16:00:00Z',
		timeZone: 'Asia/Shanghai',
		items: [
			day('2026-03-02'),
			day('2026-03-04', { product: 'credit', sales: 9, chargedMinor: 50 }),
			day('2026-03-04', { chargedMinor: 50, effectivePpm: 5_000 })
		]
	});
	expect(courses.map(({ product }) => product)).toEqual(['debit', 'credit']);
	expect(courses[0]?.course).toEqual({
		bucketStartsMs: ['2026-03-01T16:00:00Z', '2026-03-02T16:00:00Z', '2026-03-03T16:00:00Z'].map((at) =>
			Date.parse(at)
		),
		effectivePpm: [6_000, null, 5_000],
		contractedPpm: [5_000, null, 5_000],
		sales: [2, 0, 2],
		driftMinor: [10, 0, 0]
	});
});
