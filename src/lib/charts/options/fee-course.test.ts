import { describe, expect, it } from 'vitest';
import { textsOf } from '../table-text.ts';
import { THEME, TIME_WORDS } from './chart-theme.fixture.ts';
import { feeCourseLegend, feeCourseOption, feeCourseTable, type FeeCourse } from './fee-course.ts';

const WORDS = {
	...TIME_WORDS,
	rate: (ppm: number) => `${ppm} ppm`,
	count: String,
	money: (minor: number) => `${minor} fen`,
	effective: 'Charged',
	contracted: 'Agreed',
	sales: 'Sales',
	drift: 'Beyond',
	noSales: 'no sales'
};
const DAY = 86_400_000;
const COURSE: FeeCourse = {
	bucketStartsMs: [0, DAY, 2 * DAY, 3 * DAY],
	effectivePpm: [6_000, null, 8_500, 8_500],
	contractedPpm: [6_000, null, 6_000, null],
	sales: [10, 0, 12, 3],
	driftMinor: [0, 0, 250, 0]
};
const option = feeCourseOption(COURSE, { bucket: 'day', zone: 'UTC' }, WORDS, THEME);

describe('feeCourseOption', () => {
	it('draws both rates by the day, with a gap where nothing was sold and a point between two gaps', () => {
		expect(option.series).toMatchObject([
			{ id: 'effective', step: 'middle', data: [{ value: 6_000, symbol: 'circle' }, null, 8_500, 8_500] },
			{ id: 'contracted', data: [{ value: 6_000 }, null, { value: 6_000 }, null], lineStyle: { type: [5, 4] } }
		]);
	});

	it('looks at where the rates part: the axis need not begin at nothing', () => {
		expect(option.yAxis).toMatchObject({ scale: true });
	});

	it('says of a day what was charged, agreed and lost, and of how many sales', () => {
		const { formatter } = option.tooltip as { formatter: (points: object[]) => string };
		expect(formatter([{ dataIndex: 2 }])).toMatch(/8500 ppm.*6000 ppm.*250 fen.*12/s);
		expect(formatter([{ dataIndex: 1 }])).toContain('no sales');
		expect(formatter([{ dataIndex: 3 }])).not.toContain('fen');
	});
});

it('is a table as well, empty where nothing is known', () => {
	const table = feeCourseTable(COURSE, WORDS);
	expect(table.rows.map(textsOf)).toEqual([
		['at 0', '10', '6000 ppm', '6000 ppm', '0 fen'],
		[`at ${DAY}`, '0', '–', '–', '–'],
		[`at ${2 * DAY}`, '12', '8500 ppm', '6000 ppm', '250 fen'],
		[`at ${3 * DAY}`, '3', '8500 ppm', '–', '–']
	]);
});

it('tells its lines apart without their colours', () => {
	expect(feeCourseLegend(WORDS).map(({ id, line }) => [id, line])).toEqual([
		['effective', 'solid'],
		['contracted', 'dashed']
	]);
});

describe('with what the terminal was told and what happened', () => {
	const course: FeeCourse = {
		...COURSE,
		configuredPpm: [null, 6_000, 6_000, 6_800],
		marks: [
			{ index: 2, label: 'It began' },
			{ index: 1, label: 'Ledger: 8500' }
		]
	};
	const words = { ...WORDS, configured: 'Configured', mark: 'Entries' };
	const told = feeCourseOption(course, { bucket: 'day', zone: 'UTC' }, words, THEME);

	it('has a third line, and a mark on the line of what was charged, or of the nearest day with sales', () => {
		expect(told.series).toMatchObject([
			{ id: 'effective' },
			{ id: 'contracted' },
			{ id: 'configured', data: [null, 6_000, 6_000, 6_800] },
			{ id: 'marks', data: [null, 6_000, 8_500, null], lineStyle: { width: 0 } }
		]);
		expect(feeCourseLegend(words).map(({ id }) => id)).toEqual(['effective', 'contracted', 'configured', 'marks']);
	});

	it('says what happened on its day, sales or none, and has the configured rate in its table', () => {
		const { formatter } = told.tooltip as { formatter: (points: object[]) => string };
		expect(formatter([{ dataIndex: 2 }])).toContain('It began');
		expect(formatter([{ dataIndex: 1 }])).toContain('Ledger: 8500');
		expect(feeCourseTable(course, words).rows.map(textsOf)[3]).toContain('6800 ppm');
	});
});
