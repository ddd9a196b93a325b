import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
	formatAge,
	formatDay,
	formatFileSize,
	formatInstant,
	formatInterval,
	formatOffset,
	formatPoints,
	formatRate,
	formatShare,
	formatSpan,
	formatWeekday,
	formatWindow,
	formatMonth,
	joinSentences
} from './format.ts';
import { overwriteGetLocale } from './paraglide/runtime.js';

const ZONE = 'Asia/Shanghai';
const MINUTE = 60_000;

beforeAll(() => vi.useFakeTimers({ now: new Date('2026-03-01T00:00:00Z'), toFake: ['Date'] }));
afterAll(() => vi.useRealTimers());

describe('rates', () => {
	it('have more places where terminals differ, and a dash where nothing was attempted', () => {
		expect([formatRate(0.0123), formatRate(0.00123), formatRate(0), formatRate(null)]).toEqual([
			'1.23%',
			'0.123%',
			'0.00%',
			'–'
		]);
		expect(formatInterval(0.01, 0.2)).toBe('1.00% – 20.00%');
	});

	it('a share that exists never reads as nothing', () => {
		expect([formatShare(0), formatShare(0.0002), formatShare(0.014), formatShare(0.35)]).toEqual([
			'0%',
			'< 0.1%',
			'1.4%',
			'35%'
		]);
	});

	it('a change has its sign', () => {
		expect([formatPoints(0.0042), formatPoints(-0.0042), formatPoints(0)]).toEqual([
			'+0.42 points',
			'−0.42 points',
			'0.00 points'
		]);
	});
});

describe('instants', () => {
	it('are written in the zone that is named, never in the browser’s', () => {
		expect(formatInstant('2026-02-28T23:30:00Z', ZONE)).toBe('Mar 1, 07:30');
		expect(formatInstant('2026-02-28T23:30:00Z', 'UTC')).toBe('Feb 28, 23:30');
	});

	it('an offset is the one that holds at the instant', () => {
		expect(formatOffset('2026-02-28T23:30:00Z', ZONE)).toBe('GMT+8');
		expect([
			formatOffset('2026-01-01T00:00:00Z', 'Europe/Berlin'),
			formatOffset('2026-07-01T00:00:00Z', 'Europe/Berlin')
		]).toEqual(['GMT+1', 'GMT+2']);
	});

	it('name their year when it is not this one', () => {
		expect(formatInstant('2019-07-01T00:00:00Z', ZONE)).toBe('Jul 1, 2019, 08:00');
	});

	it('a window of whole days is written as days, its end being the last of them', () => {
		expect(formatWindow('2026-02-01T00:00:00+08:00', '2026-02-08T00:00:00+08:00', ZONE)).toBe(
			'Feb 1, 2026 – Feb 7, 2026'
		);
		expect(formatWindow('2026-02-01T00:00:00+08:00', '2026-02-02T00:00:00+08:00', ZONE)).toBe('Feb 1, 2026');
		expect(formatWindow('2026-02-01T08:00:00+08:00', '2026-02-02T00:00:00+08:00', ZONE)).toBe(
			'Feb 1, 08:00 – Feb 2, 00:00'
		);
	});

	it('an age is told in the unit that fits', () => {
		expect([
			formatAge(-5),
			formatAge(40_000),
			formatAge(5 * MINUTE),
			formatAge(26 * 60 * MINUTE),
			formatAge(72 * 60 * MINUTE)
		]).toEqual(['now', '40 sec. ago', '5 min. ago', '26 hr. ago', '3 days ago']);
	});
});

describe('in Chinese', () => {
	beforeAll(() => overwriteGetLocale(() => 'zh-CN'));
	afterAll(() => overwriteGetLocale(() => 'en'));

	it('a space stands between digits and the unit, as in the messages around them', () => {
		expect([formatAge(5 * MINUTE), formatAge(26 * 60 * MINUTE), formatAge(72 * 60 * MINUTE)]).toEqual([
			'5 分钟前',
			'26 小时前',
			'3 天前'
		]);
		expect([formatSpan(90 * MINUTE), formatSpan(30_000)]).toEqual(['90 分钟', '30 秒']);
		expect([formatDay('2026-03-01'), joinSentences('甲。', '乙。')]).toEqual(['2026年3月1日', '甲。乙。']);
		expect([formatPoints(0.0042), formatWeekday(0)]).toEqual(['+0.42 个百分点', '周一']);
		expect(formatMonth('2026-03')).toBe('2026年3月');
	});
});

it.each([
	[0, '0 byte'],
	[999, '999 byte'],
	[1000, '1 kB'],
	[1_260_000, '1.3 MB'],
	[5_000_000_000_000, '5,000 GB']
])('a file of %i bytes has %s', (bytes, text) => {
	expect(formatFileSize(bytes)).toBe(text);
});
