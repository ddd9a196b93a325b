import { describe, expect, it } from 'vitest';
import { galleryFunnel } from '../gallery-series.ts';
import { RATE_WORDS, THEME } from './chart-theme.fixture.ts';
import { funnelOf, limitCourse, type FunnelPoints } from './funnel-cells.ts';
import { funnelPlotOption, funnelTable, outlierOfPoint, type FunnelWords } from './funnel-plot.ts';
import { textsOf } from '../table-text.ts';

const WORDS: FunnelWords = {
	...RATE_WORDS,
	zone: (zone) => zone,
	terminals: (count) => `${count} terminals`,
	terminalName: 'Terminal',
	zoneName: 'Where',
	attemptsAxis: 'Attempts',
	limits95: '95 %',
	limits998: '99.8 %'
};

const POINTS: FunnelPoints = {
	ids: ['usual', 'broken', 'bad', 'tiny', 'good'],
	attempts: [400, 400, 400, 3, 5000],
	failures: [5, 120, 9, 3, 20],
	centre: 0.01
};

describe('funnelOf', () => {
	it('keeps each terminal outside of the limits, and counts the others by where they lie', () => {
		const funnel = funnelOf(POINTS);
		expect(funnel.outliers.map(({ id, zone }) => [id, zone])).toEqual([
			['broken', 'far_above'],
			['bad', 'above'],
			['good', 'far_below']
		]);
		expect(funnel).toMatchObject({ inside: 1, unjudged: 1, attemptsMax: 5000, rateMax: 0.3 });
		expect(funnel.cells).toMatchObject([{ count: 1 }]);
	});

	it('each cell holds what is counted in it', () => {
		const [cell] = funnelOf(POINTS).cells;
		expect(cell && cell.fromAttempts <= 400 && cell.toAttempts > 400).toBe(true);
		expect(cell && cell.fromRate <= 0.0125 && cell.toRate > 0.0125).toBe(true);
	});

	it('of 100,000 terminals none is lost, and few need a mark of their own', () => {
		const funnel = funnelOf(galleryFunnel(100_000));
		const inCells = funnel.cells.reduce((sum, { count }) => sum + count, 0);
		expect(inCells).toBe(funnel.inside);
		expect(funnel.inside + funnel.outliers.length + funnel.unjudged).toBe(100_000);
		expect(funnel.cells.length).toBeLessThan(3_000);
	});

	it('is drawn without any terminal', () => {
		const funnel = funnelOf({ ids: [], attempts: [], failures: [], centre: 0 });
		expect(funnel).toMatchObject({ outliers: [], cells: [], inside: 0 });
		expect(() => funnelPlotOption(funnel, 0, WORDS, THEME)).not.toThrow();
	});
});

describe('limitCourse', () => {
	it('narrows from few attempts to many', () => {
		const { attempts, high998, high95 } = limitCourse(0.01, 10_000);
		expect(attempts[0]).toBe(20);
		expect(attempts.at(-1)).toBeGreaterThanOrEqual(10_000);
		expect(high998[0]).toBeGreaterThan(high998.at(-1) ?? 1);
		expect(high95.every((limit, index) => limit <= (high998[index] ?? 0))).toBe(true);
	});
});

describe('funnelPlotOption', () => {
	it('tells apart by shape what lies how far above', () => {
		const series = [funnelPlotOption(funnelOf(POINTS), POINTS.centre, WORDS, THEME).series ?? []].flat();
		const byId = new Map(series.map((each) => [each.id, each]));
		expect(byId.get('far_above')).toMatchObject({
			symbol: 'triangle',
			data: [[400, Math.sqrt(0.3)]]
		});
		expect(byId.get('above')).toMatchObject({ symbol: 'circle', data: [[400, Math.sqrt(9 / 400)]] });
		expect(byId.get('density')?.data).toHaveLength(1);
	});
});

describe('the axis of rates', () => {
	it('ends at a step whose square is a plain rate', () => {
		const axisOf = (rateMax: number) =>
			funnelPlotOption({ ...funnelOf(POINTS), rateMax }, POINTS.centre, WORDS, THEME).yAxis;
		expect(axisOf(0.9)).toMatchObject({ max: 1, interval: 0.2 });
		expect(axisOf(0.3)).toMatchObject({ max: 0.6, interval: 0.1 });
		expect(axisOf(0.02)).toMatchObject({ max: 0.15, interval: 0.05 });
	});
});

describe('outlierOfPoint', () => {
	it('is the terminal whose mark was pressed', () => {
		const funnel = funnelOf(POINTS);
		expect(outlierOfPoint(funnel, { seriesId: 'far_below', index: 0, id: null })?.id).toBe('good');
		expect(outlierOfPoint(funnel, { seriesId: 'density', index: 0, id: null })).toBeUndefined();
	});
});

describe('funnelTable', () => {
	it('lists those outside of the limits, worst first, each leading to its page', () => {
		const { rows } = funnelTable(funnelOf(POINTS), WORDS, (id) => `/terminals/${id}`);
		expect(rows.map((row) => textsOf(row)[0])).toEqual(['broken', 'bad', 'good']);
		expect(rows[0]?.[0]).toMatchObject({ href: '/terminals/broken' });
	});
});
