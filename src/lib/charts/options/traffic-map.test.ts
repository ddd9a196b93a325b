import { expect, it } from 'vitest';
import { textsOf } from '../table-text.ts';
import { RATE_WORDS, THEME } from './chart-theme.fixture.ts';
import { trafficMapOption, trafficMapTable } from './traffic-map.ts';

const WORDS = {
	...RATE_WORDS,
	weekday: (weekday: number) => `day ${weekday}`,
	hour: (hour: number) => `${hour}h`,
	weekdayName: 'Weekday',
	hourName: 'Hour'
};
const ROWS = [
	{ weekday: 0, hour: 9, n: 1 },
	{ weekday: 4, hour: 20, n: 80 }
];

it('shades every hour that sold by its part of the busiest, few or many, and leaves the others blank', () => {
	const [series] = [trafficMapOption(ROWS, { tone: 'neutral' }, WORDS, THEME).series ?? []].flat();
	const data = series?.data as [number, number, number | string, number][];
	expect(data).toHaveLength(168);
	expect(data[9]?.[2]).toBe(1 / 80);
	expect(data[4 * 24 + 20]?.[2]).toBe(1);
	expect(data.filter(([, , share]) => share === '-')).toHaveLength(166);
});

it('draws nothing as nothing', () => {
	const [series] = [trafficMapOption([], { tone: 'neutral' }, WORDS, THEME).series ?? []].flat();
	expect((series?.data as unknown[][]).every(([, , share]) => share === '-')).toBe(true);
});

it('says the attempts of each hour as a table', () => {
	const { rows } = trafficMapTable(ROWS, WORDS);
	expect(textsOf(rows[9] ?? [])).toEqual(['day 0', '9h', '1']);
	expect(textsOf(rows[10] ?? [])).toEqual(['day 0', '10h', '0']);
});
