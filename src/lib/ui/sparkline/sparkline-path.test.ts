import { expect, it } from 'vitest';
import { sparklineStrokes } from './sparkline-path.ts';

const SIZE = { width: 100, height: 20 };

it('draws from zero, so that a small change does not look like a large one', () => {
	expect(sparklineStrokes([10, 5, 10], SIZE)).toEqual({ lines: ['M0 0L50 10L100 0'], dots: [] });
});

it('breaks at a gap and keeps a lonely point as a dot', () => {
	expect(sparklineStrokes([1, 1, null, 1], SIZE)).toEqual({ lines: ['M0 0L33.3 0'], dots: [{ x: 100, y: 0 }] });
});

it('lies on the floor when all is zero, stands in the middle when there is one point, and is empty without any', () => {
	expect(sparklineStrokes([0, 0], SIZE).lines).toEqual(['M0 20L100 20']);
	expect(sparklineStrokes([3], SIZE).dots).toEqual([{ x: 50, y: 0 }]);
	expect(sparklineStrokes([], SIZE)).toEqual({ lines: [], dots: [] });
});
