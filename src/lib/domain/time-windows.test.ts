import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	bucketFor,
	bucketStart,
	bucketStarts,
	nextBucketStart,
	presetWindow,
	WINDOW_PRESETS,
	type TimeWindow
} from './time-windows.ts';
import { isTimeZone, startOfDay, zoneOffsetMs } from './time-zones.ts';

const SHANGHAI = 'Asia/Shanghai';
const NOW_MS = Date.parse('2026-03-10T01:23:45+08:00');

const iso = ({ fromMs, toMs }: TimeWindow) => [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
const hours = (fromMs: number, toMs: number) => (toMs - fromMs) / 3_600_000;

describe('presetWindow', () => {
	it.each([
		['today', '2026-03-09T16:00:00.000Z', '2026-03-10T16:00:00.000Z'],
		['yesterday', '2026-03-08T16:00:00.000Z', '2026-03-09T16:00:00.000Z'],
		['24h', '2026-03-08T17:24:00.000Z', '2026-03-09T17:24:00.000Z'],
		['7d', '2026-03-03T16:00:00.000Z', '2026-03-10T16:00:00.000Z'],
		['30d', '2026-02-08T16:00:00.000Z', '2026-03-10T16:00:00.000Z']
	] as const)('%s in the fleet’s zone', (preset, from, to) => {
		expect(iso(presetWindow(preset, NOW_MS, SHANGHAI))).toEqual([from, to]);
	});

	it('always holds now, but for yesterday, which ends where today begins', () => {
		const zones = fc.constantFrom(SHANGHAI, 'Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia');
		fc.assert(
			fc.property(zones, fc.integer({ min: 0, max: 1_900_000_000 }), (zone, nowSeconds) => {
				const nowMs = nowSeconds * 1000;
				for (const preset of WINDOW_PRESETS.filter((key) => key !== 'yesterday')) {
					const { fromMs, toMs } = presetWindow(preset, nowMs, zone);
					expect(fromMs).toBeLessThanOrEqual(nowMs);
					expect(toMs).toBeGreaterThan(nowMs);
				}
				expect(presetWindow('yesterday', nowMs, zone).toMs).toBe(presetWindow('today', nowMs, zone).fromMs);
			})
		);
	});
});

describe('days where clocks change', () => {
	it('last 23 and 25 hours', () => {
		const spring = startOfDay({ year: 2026, month: 3, day: 29 }, 'Europe/Berlin');
		expect(hours(spring, nextBucketStart(spring, 'day', 'Europe/Berlin'))).toBe(23);
		const autumn = startOfDay({ year: 2026, month: 10, day: 25 }, 'Europe/Berlin');
		expect(hours(autumn, nextBucketStart(autumn, 'day', 'Europe/Berlin'))).toBe(25);
	});

	it('begin at the change where midnight is skipped', () => {
		const start = startOfDay({ year: 2018, month: 11, day: 4 }, 'America/Sao_Paulo');
		expect(new Date(start).toISOString()).toBe('2018-11-04T03:00:00.000Z');
	});

	it('begin at the first of two midnights', () => {
		const start = startOfDay({ year: 2026, month: 10, day: 25 }, 'Atlantic/Azores');
		expect(new Date(start).toISOString()).toBe('2026-10-25T00:00:00.000Z');
	});
});

describe('buckets', () => {
	it('align hours to the zone’s clocks', () => {
		const instant = Date.parse('2026-03-10T10:20:00Z');
		expect(new Date(bucketStart(instant, 'hour', 'Asia/Kolkata')).toISOString()).toBe('2026-03-10T09:30:00.000Z');
		expect(new Date(bucketStart(instant, 'hour', SHANGHAI)).toISOString()).toBe('2026-03-10T10:00:00.000Z');
		expect(new Date(bucketStart(instant + 299_999, '5m', SHANGHAI)).toISOString()).toBe('2026-03-10T10:20:00.000Z');
	});

	it('count both hours that share a name when clocks go back', () => {
		const fromMs = Date.parse('2026-10-25T00:00:00+02:00');
		const starts = bucketStarts({ fromMs, toMs: fromMs + 4 * 3_600_000 }, 'hour', 'Europe/Berlin');
		expect(starts).toHaveLength(4);
		expect(new Set(starts).size).toBe(4);
	});

	it('cover a window without gap or overlap', () => {
		const window = presetWindow('7d', NOW_MS, SHANGHAI);
		const starts = bucketStarts(window, 'day', SHANGHAI);
		expect(starts).toHaveLength(7);
		expect(starts[0]).toBe(window.fromMs);
		starts
			.slice(1)
			.forEach((start, index) => expect(nextBucketStart(starts[index] as number, 'day', SHANGHAI)).toBe(start));
		expect(nextBucketStart(starts[6] as number, 'day', SHANGHAI)).toBe(window.toMs);
	});

	it('are as fine as a chart can show', () => {
		expect(bucketFor(presetWindow('24h', NOW_MS, SHANGHAI))).toBe('5m');
		expect(bucketFor(presetWindow('7d', NOW_MS, SHANGHAI))).toBe('hour');
		expect(bucketFor(presetWindow('30d', NOW_MS, SHANGHAI))).toBe('day');
	});

	it('refuse a window that would need too many', () => {
		expect(() => bucketStarts({ fromMs: 0, toMs: 1e13 }, '5m', SHANGHAI)).toThrow(RangeError);
	});
});

describe('time zones', () => {
	it('knows IANA names only', () => {
		expect(isTimeZone(SHANGHAI)).toBe(true);
		expect(isTimeZone('Mars/Olympus')).toBe(false);
		expect(isTimeZone('')).toBe(false);
	});

	it('keeps the fraction of a second out of the offset, before 1970 too', () => {
		expect(zoneOffsetMs(1, SHANGHAI)).toBe(8 * 3_600_000);
		expect(zoneOffsetMs(-1, 'UTC')).toBe(0);
	});
});
