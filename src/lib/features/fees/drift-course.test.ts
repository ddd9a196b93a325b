import { expect, it } from 'vitest';
import { driftCourse } from './drift-course.ts';
import type { DriftDetail } from './fee-details.queries.ts';

const day = (name: string, chargedMinor: number) => ({
	...{
		day: name,
		product: 'credit',
		currency: 'CNY',
		sales: 10,
		amountMinor: 1_000_000,
		chargedMinor,
		expectedMinor: 6000
	},
	...{ effectivePpm: chargedMinor / 1, contractedPpm: 6000 }
});
const WORDS = { began: 'began', entry: (ratePpm: number) => `entry ${ratePpm}` };

const detail = {
	drift: { since: '2026-03-05T16:15:00.000Z' },
	timeZone: 'Asia/Shanghai',
	days: [day('2026-03-04', 6000), day('2026-03-06', 6300), day('2026-03-07', 6300)],
	profiles: [
		{ validFrom: '2026-03-05T03:00:00.000Z', ratePpm: 6000, capMinor: null, fixedMinor: null },
		{ validFrom: '2026-03-07T03:00:00.000Z', ratePpm: 6800, capMinor: null, fixedMinor: null }
	],
	changes: [
		{ validFrom: '2026-03-07', ratePpm: 6300 },
		{ validFrom: '2026-01-01', ratePpm: 6000 }
	]
} as unknown as DriftDetail;

it('has an entry for each day of the fleet’s calendar, gaps where nothing was sold, and marks where something happened', () => {
	const course = driftCourse(detail, WORDS);
	expect(course?.bucketStartsMs.map((ms) => new Date(ms).toISOString().slice(0, 13))).toEqual([
		'2026-03-03T16',
		'2026-03-04T16',
		'2026-03-05T16',
		'2026-03-06T16'
	]);
	expect(course?.effectivePpm).toEqual([6000, null, 6300, 6300]);
	expect(course?.configuredPpm).toEqual([null, 6000, 6000, 6800]);
	expect(course?.driftMinor).toEqual([0, 0, 300, 300]);
	expect(course?.marks).toEqual([
		{ index: 2, label: 'began' },
		{ index: 3, label: 'entry 6300' }
	]);
	expect(driftCourse({ ...detail, days: [] }, WORDS)).toBeNull();
});
