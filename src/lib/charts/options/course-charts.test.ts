import { describe, expect, it } from 'vitest';
import { RATE_WORDS, THEME, TIME_WORDS } from './chart-theme.fixture.ts';
import { laneSpans, lanesOption, lanesTable, type LaneItem } from './lanes.ts';
import {
	LATENCY_LEGEND,
	latencyPercentilesOption,
	latencyPercentilesTable,
	type LatencyCourse
} from './latency-percentiles.ts';
import { smallMultiplesColumns, smallMultiplesOption, smallMultiplesTable } from './small-multiples.ts';
import { textsOf } from '../table-text.ts';

const HOUR = 3_600_000;
const SETTINGS = { bucket: 'hour', zone: 'UTC' } as const;

describe('latencyPercentilesOption', () => {
	const WORDS = {
		...TIME_WORDS,
		latency: (ms: number | null) => `${ms} ms`,
		answered: 'Answered',
		count: String,
		noAttempts: 'none'
	};
	const COURSE: LatencyCourse = {
		bucketStartsMs: [0, HOUR],
		p50: [400, null],
		p95: [900, null],
		p99: [2100, null],
		n: [80, 0]
	};

	it('takes its scale from buckets with enough answers, so that a quiet night does not flatten the day', () => {
		const night = { ...COURSE, p99: [2100, 60_000], n: [800, 3] };
		expect(latencyPercentilesOption(night, SETTINGS, WORDS, THEME).yAxis).toMatchObject({ max: 2500 });
		expect(latencyPercentilesOption(COURSE, SETTINGS, WORDS, THEME).yAxis).not.toHaveProperty('max');
	});

	it('draws the slower the bolder its stroke is broken, with gaps where nothing was answered', () => {
		const series = [latencyPercentilesOption(COURSE, SETTINGS, WORDS, THEME).series ?? []].flat();
		expect(series).toMatchObject([
			{ id: 'p50', data: [400, null], lineStyle: { type: 'solid' } },
			{ id: 'p95', data: [900, null], lineStyle: { type: 'dashed' } },
			{ id: 'p99', data: [2100, null], lineStyle: { type: 'dotted' } }
		]);
		expect(LATENCY_LEGEND.map(({ id, line }) => [id, line])).toEqual([
			['p50', 'solid'],
			['p95', 'dashed'],
			['p99', 'dotted']
		]);
	});

	it('as a table says how many were answered', () => {
		expect(latencyPercentilesTable(COURSE, WORDS).rows.map(textsOf)).toEqual([
			['at 0', '80', '400', '900', '2100'],
			[`at ${HOUR}`, '0', '–', '–', '–']
		]);
	});
});

describe('smallMultiplesOption', () => {
	const course = (rate: number) => ({
		bucketStartsMs: [0, HOUR],
		rate: [rate, rate],
		low: [rate / 2, rate / 2],
		high: [rate, rate],
		n: [500, 500]
	});
	const GROUPS = ['A', 'B', 'C'].map((group, index) => ({ group, label: group, course: course(0.01 * (index + 1)) }));
	const WORDS = { ...TIME_WORDS, ...RATE_WORDS, groupName: 'Model' };

	it('puts all groups on the same scales, and labels the rates at the left, the times under each', () => {
		const size = { widthPx: 400, heightPx: 300 };
		const option = smallMultiplesOption(GROUPS, { ...SETTINGS, tone: 'terminal' }, WORDS, THEME, size);
		const yAxes = [option.yAxis ?? []].flat() as { max: number; axisLabel: { show: boolean } }[];
		const xAxes = [option.xAxis ?? []].flat() as { axisLabel: { show: boolean } }[];
		expect(new Set(yAxes.map(({ max }) => max))).toEqual(new Set([0.04]));
		expect(yAxes.map(({ axisLabel }) => axisLabel.show)).toEqual([true, false, true]);
		expect(xAxes.map(({ axisLabel }) => axisLabel.show)).toEqual([undefined, undefined, undefined]);
		expect([option.series ?? []].flat().map(({ id }) => id)).toEqual([
			'A:interval',
			'A:rate',
			'B:interval',
			'B:rate',
			'C:interval',
			'C:rate'
		]);
	});

	it('has as many columns as fit, of rows alike, and never more than groups', () => {
		expect([smallMultiplesColumns(8, 360), smallMultiplesColumns(8, 1400), smallMultiplesColumns(1, 1400)]).toEqual([
			2, 4, 1
		]);
	});

	it('names the group in each row of the table; nothing for no groups', () => {
		expect(textsOf(smallMultiplesTable(GROUPS, WORDS).rows[2] ?? [])[0]).toBe('B');
		expect(smallMultiplesTable([], WORDS).rows).toEqual([]);
		const size = { widthPx: 400, heightPx: 300 };
		expect(smallMultiplesOption([], { ...SETTINGS, tone: 'terminal' }, WORDS, THEME, size).series).toEqual([]);
	});
});

describe('lanesOption', () => {
	const LANES = [
		{ lane: 'states', label: 'State' },
		{ lane: 'visits', label: 'Visits' }
	];
	const ITEMS: LaneItem[] = [
		{ id: 'v1', lane: 'visits', fromMs: 3 * HOUR, tone: 'accent', label: 'Visit' },
		{ lane: 'states', fromMs: -5 * HOUR, toMs: 2 * HOUR, tone: 'terminal', label: 'Abnormal' },
		{ lane: 'states', fromMs: 40 * HOUR, toMs: 50 * HOUR, tone: 'approved', label: 'Normal' },
		{ lane: 'unheard of', fromMs: HOUR, tone: 'neutral', label: '?' }
	];
	const SPAN = { fromMs: 0, toMs: 24 * HOUR, zone: 'UTC' };
	const WORDS = { ...TIME_WORDS, laneName: 'Lane', what: 'What', from: 'From', to: 'To' };

	it('draws what overlaps the window, cut to it, in the row of its lane', () => {
		const [series] = [lanesOption(ITEMS, LANES, SPAN, WORDS, THEME).series ?? []].flat();
		expect(series?.data).toEqual([{ id: 'v1', value: [3 * HOUR, 1, '-'] }, { value: [0, 0, 2 * HOUR] }]);
	});

	it('lists everything as it happened', () => {
		expect(lanesTable(ITEMS, LANES, WORDS).rows.map((row) => textsOf(row)[3])).toEqual([
			'Abnormal',
			'?',
			'Visit',
			'Normal'
		]);
	});

	it('offers equal parts of the window to choose from, and is drawn empty', () => {
		const { startsMs, toMs } = laneSpans(SPAN, WORDS);
		expect([startsMs[1], startsMs.length, toMs]).toEqual([HOUR / 2, 48, 24 * HOUR]);
		expect(lanesOption([], LANES, SPAN, WORDS, THEME).series).toMatchObject([{ data: [] }]);
	});
});
