import { describe, expect, it } from 'vitest';
import { faultOnset } from './fault-onset.ts';

const FIRST_MS = Date.parse('2026-03-02T00:00:00Z');
const hourAt = (index: number) => new Date(FIRST_MS + index * 3_600_000);
const hours = (failures: readonly number[]) =>
	failures.map((failed, index) => ({ hour: hourAt(index), attempts: 20, failures: failed }));

describe('faultOnset', () => {
	it('is the hour in which the failures began', () => {
		expect(faultOnset(hours([0, 0, 1, 0, 0, 8, 9, 7]), 0.02)).toEqual(hourAt(5));
	});

	it('forgets a spell that went by before a worse one', () => {
		expect(faultOnset(hours([3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 9]), 0.02)).toEqual(hourAt(10));
	});

	it('holds on to a fault that is over, since the board still speaks of it', () => {
		expect(faultOnset(hours([0, 9, 9, 0, 0, 0]), 0.02)).toEqual(hourAt(1));
	});

	it('finds none where failures stay within what peers have', () => {
		expect(faultOnset(hours([0, 0, 0, 0]), 0.02)).toBeNull();
		expect(faultOnset([], 0.02)).toBeNull();
	});

	it('judges a terminal without failing peers, and one whose peers fail all the time', () => {
		expect(faultOnset(hours([0, 0, 5]), 0)).toEqual(hourAt(2));
		expect(faultOnset(hours([10, 10, 20]), 0.9)).toEqual(hourAt(2));
	});
});
