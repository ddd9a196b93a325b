import { describe, expect, it } from 'vitest';
import { THEME } from './chart-theme.fixture.ts';
import {
	causeSeries,
	failuresByCauseOption,
	failuresByCauseTable,
	type CauseRow,
	type ChartWords
} from './failures-by-cause.ts';
import { textsOf, valuesOf } from '../table-text.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-01T00:00:00+08:00');
const STARTS = [START, START + HOUR, START + 2 * HOUR];

const WORDS: ChartWords = {
	cause: (cause) => cause.toUpperCase(),
	tick: ({ ms }) => String(ms),
	bucket: (ms) => `+${(ms - START) / HOUR}h`,
	count: String,
	share: (share) => `${share * 100} %`,
	time: 'Time',
	attempts: 'Attempts',
	failures: 'Failures',
	comparedTime: 'Time before',
	comparedAttempts: 'Attempts before',
	compared: (measure) => `Before, ${measure}`
};
const SETTINGS = { bucket: 'hour', zone: 'Asia/Shanghai', measure: 'count' } as const;

function row(hour: number, group: string, attempts: number): CauseRow {
	return { bucketStart: new Date(START + hour * HOUR).toISOString(), group, attempts };
}

const ROWS = [
	row(0, 'approved', 90),
	row(0, 'operator', 4),
	row(0, 'network', 6),
	row(2, 'approved', 10),
	row(2, 'network', 10)
];

function drawn(rows: readonly CauseRow[], measure: 'count' | 'share' = 'count') {
	const option = failuresByCauseOption(causeSeries(rows, STARTS), { ...SETTINGS, measure }, WORDS, THEME);
	return [option.series ?? []].flat();
}

describe('failuresByCauseOption', () => {
	it('stacks failures in the domain’s order, each cause in its own colour, approvals left out', () => {
		expect(drawn(ROWS)).toMatchObject([
			{
				id: 'network',
				name: 'NETWORK',
				stack: 'failures',
				data: [6, null, 10],
				itemStyle: { color: 'colour of network' }
			},
			{ id: 'operator', name: 'OPERATOR', data: [4, null, 0], itemStyle: { color: 'colour of operator' } }
		]);
	});

	it('an hour without attempts is a gap, an hour without failures of a cause is a zero', () => {
		const [network] = drawn([row(0, 'network', 1), row(1, 'approved', 5)]);
		expect(network).toMatchObject({ data: [1, 0, null] });
	});

	it('as shares divides by the attempts of the same hour, approvals counted', () => {
		expect(drawn(ROWS, 'share')).toMatchObject([{ data: [0.06, null, 0.5] }, { data: [0.04, null, 0] }]);
	});

	it('is drawn with one point and with none', () => {
		expect(drawn([row(1, 'network', 3)])).toMatchObject([{ data: [null, 3, null] }]);
		expect(drawn([])).toEqual([]);
		expect(failuresByCauseOption(causeSeries([], []), SETTINGS, WORDS, THEME).series).toEqual([]);
	});

	it('rows outside of the buckets are left out rather than put into a wrong one', () => {
		expect(drawn([row(7, 'network', 3)])).toMatchObject([]);
	});

	it('tells apart by strokes what is near in hue', () => {
		expect(drawn([row(0, 'unknown', 1)])).toMatchObject([{ itemStyle: { decal: { symbol: 'rect' } } }]);
	});

	it('the tooltip says the largest cause first and writes markup in names as text', () => {
		const option = failuresByCauseOption(
			causeSeries([row(0, 'network', 1), row(0, 'operator', 9)], STARTS),
			SETTINGS,
			{ ...WORDS, cause: (cause) => (cause === 'operator' ? '<b>x' : cause) },
			THEME
		);
		const tooltip = [option.tooltip ?? []].flat()[0];
		const format = tooltip?.formatter as unknown as (points: { dataIndex: number }[]) => string;
		const text = format([{ dataIndex: 0 }]);
		expect(text).not.toContain('<b>x');
		expect(text.indexOf('&#60;b&#62;x')).toBeLessThan(text.indexOf('network'));
	});
});

describe('failuresByCauseTable', () => {
	it('holds the numbers of the chart, with dashes where nothing was attempted', () => {
		const { columns, rows } = failuresByCauseTable(causeSeries(ROWS, STARTS), WORDS);
		expect(columns).toEqual(['Time', 'Attempts', 'Failures', 'NETWORK', 'OPERATOR']);
		expect(rows.map(textsOf)).toEqual([
			['+0h', '100', '10', '6', '4'],
			['+1h', '–', '–', '–', '–'],
			['+2h', '20', '10', '10', '0']
		]);
	});

	it('for files holds instants and bare numbers, and nothing for nothing', () => {
		const { rows } = failuresByCauseTable(causeSeries(ROWS, STARTS), WORDS);
		expect(valuesOf(rows[0] ?? [])).toEqual(['2026-02-28T16:00:00.000Z', 100, 10, 6, 4]);
		expect(valuesOf(rows[1] ?? []).slice(1)).toEqual([null, null, null, null]);
	});
});

describe('a compared window', () => {
	const compared = { bucketStartsMs: [START - 3 * HOUR, START - 2 * HOUR], attempts: [50, null], failures: [5, null] };
	const series = { ...causeSeries(ROWS, STARTS), compared };

	it('is one dashed line of all its failures over the stack, as a number or as a share', () => {
		const lineOf = (measure: 'count' | 'share') =>
			[failuresByCauseOption(series, { ...SETTINGS, measure }, WORDS, THEME).series ?? []].flat().at(-1);
		expect(lineOf('count')).toMatchObject({ id: 'compared', type: 'line', data: [5, null, null] });
		expect(lineOf('share')).toMatchObject({ data: [0.1, null, null] });
	});

	it('stands in the table with its own times', () => {
		const { columns, rows } = failuresByCauseTable(series, WORDS);
		expect(columns.slice(-3)).toEqual(['Time before', 'Attempts before', 'Before, count']);
		expect(rows.map(textsOf).map((row) => row.slice(-3))).toEqual([
			['+-3h', '50', '5'],
			['+-2h', '–', '–'],
			['–', '–', '–']
		]);
	});
});
