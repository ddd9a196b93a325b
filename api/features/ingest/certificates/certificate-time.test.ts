import { describe, expect, it } from 'vitest';
import { readGeneralizedTime, readUtcTime } from './certificate-time.ts';

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

describe('dates of certificates', () => {
	it.each([
		['491231235959Z', '2049-12-31T23:59:59.000Z'],
		['500101000000Z', '1950-01-01T00:00:00.000Z'],
		['000101000000Z', '2000-01-01T00:00:00.000Z'],
		['2603011200Z', '2026-03-01T12:00:00.000Z'],
		['260301080000+0800', '2026-03-01T00:00:00.000Z'],
		['260301000000-0530', '2026-03-01T05:30:00.000Z'],
		['240229000000Z', '2024-02-29T00:00:00.000Z']
	])('UTCTime %s is %s', (text, expected) => {
		expect(iso(readUtcTime(text))).toBe(expected);
	});

	it.each([
		['00010101000000Z', '0001-01-01T00:00:00.000Z'],
		['00500101000000Z', '0050-01-01T00:00:00.000Z'],
		['00990101000000Z', '0099-01-01T00:00:00.000Z'],
		['99991231235959Z', '9999-12-31T23:59:59.000Z'],
		['99991231235959.999Z', '9999-12-31T23:59:59.999Z'],
		['20261122163548.5Z', '2026-11-22T16:35:48.500Z'],
		['20261122163548,0609999Z', '2026-11-22T16:35:48.060Z'],
		['20500101080000+0800', '2050-01-01T00:00:00.000Z']
	])('GeneralizedTime %s is %s', (text, expected) => {
		expect(iso(readGeneralizedTime(text))).toBe(expected);
	});

	it.each([
		'',
		'260229000000Z',
		'261301000000Z',
		'260100000000Z',
		'260101240000Z',
		'260101006000Z',
		'260101000060Z',
		'260101000000',
		'260101000000+2400',
		'26010100000Z',
		' 260101000000Z',
		'20260101000000Z'
	])('UTCTime %j is refused', (text) => {
		expect(readUtcTime(text)).toBeNull();
	});

	it.each([
		'00000101000000Z',
		'00010101000000+0800',
		'99991231235959-0100',
		'20260101000000',
		'2026010100Z',
		'20260101000000.Z'
	])('GeneralizedTime %j is refused', (text) => {
		expect(readGeneralizedTime(text)).toBeNull();
	});
});
