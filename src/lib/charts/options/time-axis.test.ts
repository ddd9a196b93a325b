import { describe, expect, it } from 'vitest';
import { bucketStarts } from '#lib/domain/time-windows.ts';
import { axisTicks } from './time-axis.ts';

const ZONE = 'Asia/Shanghai';
const HOUR = 3_600_000;
const at = (text: string) => Date.parse(`${text}+08:00`);

function hours(from: string, count: number): number[] {
	return Array.from({ length: count }, (_, index) => at(from) + index * HOUR);
}

describe('axisTicks', () => {
	it('labels round hours of the fleet’s clocks and midnight as a day', () => {
		const ticks = axisTicks(hours('2026-03-01T10:00:00', 25), 'hour', ZONE);
		expect([...ticks].map(([index, { kind }]) => [index, kind])).toEqual([
			[2, 'time'],
			[5, 'time'],
			[8, 'time'],
			[11, 'time'],
			[14, 'day'],
			[17, 'time'],
			[20, 'time'],
			[23, 'time']
		]);
	});

	it('follows zones that are half an hour off UTC', () => {
		const starts = bucketStarts(
			{ fromMs: Date.parse('2026-03-01T00:00:00+05:30'), toMs: Date.parse('2026-03-01T12:00:00+05:30') },
			'hour',
			'Asia/Kolkata'
		);
		expect(axisTicks(starts, 'hour', 'Asia/Kolkata').get(0)).toMatchObject({ kind: 'day' });
	});

	it('labels days from the newest backwards', () => {
		const days = Array.from({ length: 30 }, (_, index) => at('2026-03-01T00:00:00') + index * 24 * HOUR);
		expect([...axisTicks(days, 'day', ZONE).keys()]).toEqual([4, 9, 14, 19, 24, 29]);
	});

	it('has a label for one day, and none for nothing', () => {
		expect(axisTicks([at('2026-03-01T00:00:00')], 'day', ZONE).size).toBe(1);
		expect(axisTicks([], 'hour', ZONE).size).toBe(0);
	});

	it('a week of hours carries its days only', () => {
		const ticks = axisTicks(hours('2026-03-01T00:00:00', 168), 'hour', ZONE);
		expect([...ticks.values()].every(({ kind }) => kind === 'day')).toBe(true);
		expect(ticks.size).toBe(7);
	});
});
