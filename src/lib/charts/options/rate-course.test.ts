import { describe, expect, it } from 'vitest';
import { RATE_WORDS, THEME, TIME_WORDS } from './chart-theme.fixture.ts';
import { rateAxisMax, rateCourseLegend, rateCourseOption, rateCourseTable, type RateCourse } from './rate-course.ts';
import { textsOf } from '../table-text.ts';

const WORDS = { ...TIME_WORDS, ...RATE_WORDS };
const SETTINGS = { bucket: 'hour', zone: 'UTC', tone: 'terminal' } as const;
const HOUR = 3_600_000;

const COURSE: RateCourse = {
	bucketStartsMs: [0, HOUR, 2 * HOUR, 3 * HOUR],
	rate: [0.02, null, 0.04, 0.03],
	low: [0.01, null, 0.02, 0.02],
	high: [0.03, null, 0.06, 0.04],
	n: [500, 0, 500, 900]
};
const EMPTY: RateCourse = { bucketStartsMs: [], rate: [], low: [], high: [], n: [] };

function drawn(course: RateCourse) {
	return [rateCourseOption(course, SETTINGS, WORDS, THEME).series ?? []].flat();
}

describe('rateCourseOption', () => {
	it('draws the interval of each bucket behind the line, in the colour of who is blamed', () => {
		expect(drawn(COURSE)).toMatchObject([
			{
				id: 'interval',
				type: 'custom',
				data: [
					[0, 0.01, 0.03],
					[1, '-', '-'],
					[2, 0.02, 0.06],
					[3, 0.02, 0.04]
				]
			},
			{ id: 'rate', type: 'line', connectNulls: false, lineStyle: { color: 'colour of terminal' } }
		]);
	});

	it('leaves a gap where nothing was attempted, and marks a bucket that stands alone between gaps', () => {
		const [, line] = drawn(COURSE);
		expect(line?.data).toEqual([{ value: 0.02, symbol: 'circle' }, null, 0.04, 0.03]);
	});

	it('draws what is usual as a dashed line, where it is known', () => {
		const series = drawn({ ...COURSE, baseline: [0.01, 0.01, 0.01, 0.01] });
		expect(series.map(({ id }) => id)).toEqual(['interval', 'baseline', 'rate']);
		expect(series[1]).toMatchObject({ lineStyle: { type: 'dashed' } });
	});

	it('is drawn with one bucket and with none', () => {
		const one = { bucketStartsMs: [0], rate: [0.5], low: [0.2], high: [0.8], n: [4] };
		expect(drawn(one)[1]?.data).toEqual([{ value: 0.5, symbol: 'circle' }]);
		expect(drawn(EMPTY)).toMatchObject([{ data: [] }, { data: [] }]);
	});
});

describe('rateAxisMax', () => {
	it('fits lines and steady intervals, not those of a quiet night', () => {
		expect(rateAxisMax([COURSE])).toBe(0.08);
		const night = { ...COURSE, high: [0.9, null, 0.06, 0.04], n: [5, 0, 500, 900] };
		expect(rateAxisMax([night])).toBe(0.08);
		expect(rateAxisMax([EMPTY])).toBeGreaterThan(0);
	});

	it('shows where the narrowest interval ends, even if every bucket is thin', () => {
		const thin = {
			...COURSE,
			rate: [0, null, 0, 0],
			low: [0, null, 0, 0],
			high: [0.4, null, 0.13, 0.2],
			n: [5, 0, 25, 15]
		};
		expect(rateAxisMax([thin])).toBe(0.15);
	});
});

describe('rateCourseTable', () => {
	it('has dashes in a gap, whose attempts are none', () => {
		expect(rateCourseTable(COURSE, WORDS).rows.map(textsOf).slice(0, 2)).toEqual([
			['at 0', '500', '2 %', '1 %', '3 %'],
			[`at ${HOUR}`, '0', '–', '–', '–']
		]);
	});
});

describe('a compared window', () => {
	const compared = { bucketStartsMs: [-4 * HOUR, -3 * HOUR], rate: [0.01, 0.09], n: [400, 300] };

	it('is laid over the course bucket by bucket, dashed, and fits the axis', () => {
		const line = drawn({ ...COURSE, compared }).find(({ id }) => id === 'compared');
		expect(line).toMatchObject({ type: 'line', data: [0.01, 0.09, null, null] });
		expect(rateAxisMax([{ ...COURSE, compared }])).toBe(0.12);
	});

	it('stands in the table with its own times, and in the legend', () => {
		const { columns, rows } = rateCourseTable({ ...COURSE, compared }, WORDS);
		expect(columns.slice(-3)).toEqual(['Time before', 'Attempts before', 'Before']);
		expect(rows.map(textsOf).map((row) => row.slice(-3))).toEqual([
			[`at ${-4 * HOUR}`, '400', '1 %'],
			[`at ${-3 * HOUR}`, '300', '9 %'],
			['–', '–', '–'],
			['–', '–', '–']
		]);
		const legend = rateCourseLegend({ ...COURSE, compared }, 'terminal', WORDS);
		expect(legend.map(({ id }) => id)).toEqual(['rate', 'interval', 'compared']);
	});
});
