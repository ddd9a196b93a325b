import { describe, expect, it } from 'vitest';
import { FAILURE_CAUSES, type FailureCause } from '#lib/domain/causes.ts';
import { RATE_WORDS, THEME } from './chart-theme.fixture.ts';
import { causeMatrixOption, causeMatrixTable, causeOfPoint, type CauseGroup } from './cause-matrix.ts';
import { heatMapOption, heatMapTable } from './heat-map.ts';
import { cellLook, rateMaxOf } from './matrix-cells.ts';
import { textsOf } from '../table-text.ts';

const HEAT_WORDS = {
	...RATE_WORDS,
	weekday: (weekday: number) => `day ${weekday}`,
	hour: (hour: number) => `${hour}h`,
	weekdayName: 'Weekday',
	hourName: 'Hour'
};
const MATRIX_WORDS = { ...RATE_WORDS, cause: (cause: FailureCause) => cause, groupName: 'Issuer' };

function group(name: string, attempts: number, causes: Partial<Record<FailureCause, number>>): CauseGroup {
	const none = Object.fromEntries(FAILURE_CAUSES.map((cause) => [cause, 0])) as Record<FailureCause, number>;
	return { group: name, label: name, attempts, causes: { ...none, ...causes } };
}

describe('cellLook', () => {
	it('shades by rate, hatches what few attempts say, and leaves blank where there were none', () => {
		expect(cellLook({ rate: 0.1, n: 500 }, 0.1)).toEqual({ kind: 'shaded', depth: 1 });
		expect(cellLook({ rate: 0, n: 500 }, 0.1)).toMatchObject({ kind: 'shaded', depth: 0.06 });
		expect(cellLook({ rate: 0, n: 500 }, 0)).toMatchObject({ kind: 'shaded', depth: 0.06 });
		expect(cellLook({ rate: 1, n: 19 }, 0.1)).toEqual({ kind: 'few' });
		expect(cellLook({ rate: null, n: 0 }, 0.1)).toEqual({ kind: 'blank' });
	});

	it('the deepest shade is not set by few attempts', () => {
		expect(
			rateMaxOf([
				{ rate: 1, n: 2 },
				{ rate: 0.05, n: 800 }
			])
		).toBe(0.05);
	});
});

describe('heatMapOption', () => {
	it('has all 168 hours of the week, Monday first, whatever rows there are', () => {
		const option = heatMapOption([{ weekday: 0, hour: 3, rate: 0.2, n: 50 }], { tone: 'terminal' }, HEAT_WORDS, THEME);
		const [series] = [option.series ?? []].flat();
		const data = series?.data as unknown[];
		expect(data).toHaveLength(168);
		expect(data[3]).toEqual([3, 0, 0.2, 50]);
		expect(data[4]).toEqual([4, 0, '-', 0]);
		expect(option.yAxis).toMatchObject({ inverse: true });
	});

	it('says as a table how many attempts each hour had', () => {
		const { rows } = heatMapTable([{ weekday: 6, hour: 23, rate: 0.5, n: 2 }], HEAT_WORDS);
		expect(rows).toHaveLength(168);
		expect(textsOf(rows.at(-1) ?? [])).toEqual(['day 6', '23h', '2', '50 %']);
		expect(textsOf(rows[0] ?? [])).toEqual(['day 0', '0h', '0', '–']);
	});
});

describe('causeMatrixOption', () => {
	const GROUPS = [group('A', 100, { network: 5, operator: 1 }), group('B', 0, {}), group('C', 50, { network: 50 })];

	it('divides by the attempts of each group; causes that never occur have no column', () => {
		const option = causeMatrixOption(GROUPS, MATRIX_WORDS, THEME);
		expect(option.xAxis).toMatchObject({ data: ['network', 'operator'] });
		const [series] = [option.series ?? []].flat();
		expect(series?.data).toEqual([
			[0, 0, 0.05, 100],
			[1, 0, 0.01, 100],
			[0, 1, '-', 0],
			[1, 1, '-', 0],
			[0, 2, 1, 50],
			[1, 2, 0, 50]
		]);
	});

	it('knows which cell was pressed', () => {
		expect(causeOfPoint(GROUPS, 5)).toEqual({ group: 'C', cause: 'operator' });
		expect(causeOfPoint([], 0)).toBeNull();
	});

	it('is empty without groups', () => {
		expect(causeMatrixOption([], MATRIX_WORDS, THEME).series).toMatchObject([{ data: [] }]);
		expect(causeMatrixTable(GROUPS, MATRIX_WORDS).rows.map(textsOf)[2]).toEqual(['C', '50', '50', '0']);
	});
});
