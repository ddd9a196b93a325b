import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateReader } from './read-date.ts';

const reader = (format: string, timeZone?: string, overlap: 'earlier' | 'later' = 'earlier') =>
	dateReader({ format, timeZone, overlap }, 'date');

describe('dates of files', () => {
	it.each([
		['yyyy-MM-dd HH:mm:ss', 'UTC', '2020-01-01 06:05:00', '2020-01-01T06:05:00.000Z'],
		['yyyy-MM-dd HH:mm:ss', 'Asia/Shanghai', '2020-01-01 06:05:00', '2019-12-31T22:05:00.000Z'],
		['dd.MM.yyyy HH:mm', 'Europe/Berlin', '01.07.2026 00:30', '2026-06-30T22:30:00.000Z'],
		['M/d/yyyy h:mm a', 'America/New_York', '7/4/2026 12:05 AM', '2026-07-04T04:05:00.000Z'],
		['M/d/yyyy h:mm a', 'America/New_York', '7/4/2026 12:05 pm', '2026-07-04T16:05:00.000Z'],
		['yyyyMMddHHmmss', 'UTC', '20260131080910', '2026-01-31T08:09:10.000Z'],
		["yyyy-MM-dd'T'HH:mm:ss.SSSXXX", undefined, '2026-01-31T08:00:00.123456+08:00', '2026-01-31T00:00:00.123Z'],
		['yyyy年MM月dd日 HH时mm分', 'Asia/Shanghai', '2026年01月31日 08时05分', '2026-01-31T00:05:00.000Z'],
		['epoch_s', undefined, '1577858700.5', '2020-01-01T06:05:00.500Z'],
		['epoch_ms', undefined, '1577858700123', '2020-01-01T06:05:00.123Z'],
		['epoch_ns', undefined, '1577858700123999999', '2020-01-01T06:05:00.123Z'],
		['epoch_us', undefined, '-1000', '1969-12-31T23:59:59.999Z']
	])('%s in %s reads %s', (format, zone, text, instant) => {
		expect(reader(format, zone)(text)).toBe(instant);
	});

	it.each([
		'2026-02-30 00:00:00',
		'2026-13-01 00:00:00',
		'2026-01-01 24:00:00',
		'2026-1-1 0:0:0',
		'',
		'None',
		'2026-01-01'
	])('refuses %j', (text) => expect(reader('yyyy-MM-dd HH:mm:ss', 'UTC')(text)).toBeNull());

	it('knows both instants of an hour that occurs twice', () => {
		const text = '2026-11-01 01:30:00';
		expect(reader('yyyy-MM-dd HH:mm:ss', 'America/New_York')(text)).toBe('2026-11-01T05:30:00.000Z');
		expect(reader('yyyy-MM-dd HH:mm:ss', 'America/New_York', 'later')(text)).toBe('2026-11-01T06:30:00.000Z');
	});

	it('moves a time that clocks skip to as much later', () => {
		expect(reader('yyyy-MM-dd HH:mm:ss', 'America/New_York')('2026-03-08 02:30:00')).toBe('2026-03-08T07:30:00.000Z');
		expect(reader('yyyy-MM-dd HH:mm:ss', 'Australia/Lord_Howe')('2026-10-04 02:15:00')).toBe(
			'2026-10-03T15:45:00.000Z'
		);
	});

	it('gives back any instant of any zone that its own clock shows once', () => {
		const zones = fc.constantFrom(
			'America/New_York',
			'Europe/Berlin',
			'Asia/Kolkata',
			'Australia/Lord_Howe',
			'Pacific/Apia'
		);
		const instants = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2030, 0, 1) / 1000 });
		fc.assert(
			fc.property(zones, instants, (timeZone, seconds) => {
				const local = new Date(seconds * 1000).toLocaleString('sv-SE', { timeZone });
				const read = Date.parse(reader('yyyy-MM-dd HH:mm:ss', timeZone)(local) ?? '');
				const later = Date.parse(reader('yyyy-MM-dd HH:mm:ss', timeZone, 'later')(local) ?? '');
				expect([read, later]).toContain(seconds * 1000);
			}),
			{ numRuns: 300 }
		);
	});

	it.each([
		['HH:mm', 'UTC', 'names no year'],
		['yyyy-MM-dd', undefined, 'timeZone must say'],
		['yyyy-MM-dd hh:mm', 'UTC', 'needs both h and a'],
		['yyyy-MM-dd MM', 'UTC', 'twice'],
		['yyyy-mm-DD', 'UTC', '"DD"']
	])('a format that names no instant is a mistake of the mapping: %s', (format, zone, message) => {
		expect(() => reader(format, zone)).toThrow(message);
	});
});
