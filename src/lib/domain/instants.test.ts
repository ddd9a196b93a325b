import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCalendarDate, parseInstant } from './instants.ts';

describe('parseInstant', () => {
	it.each([
		['2026-01-31T08:00:00Z', '2026-01-31T08:00:00.000Z'],
		['2026-01-31T08:00:00.250Z', '2026-01-31T08:00:00.250Z'],
		['2026-01-31T08:00:00+08:00', '2026-01-31T00:00:00.000Z'],
		['2026-01-31T08:00:00-05:30', '2026-01-31T13:30:00.000Z'],
		['2026-01-31t08:00:00z', '2026-01-31T08:00:00.000Z'],
		['2026-01-31 08:00:00Z', '2026-01-31T08:00:00.000Z'],
		['2026-01-31T08:00:00-00:00', '2026-01-31T08:00:00.000Z'],
		['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
		['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
		['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
		['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z']
	])('reads %s', (text, iso) => {
		expect(parseInstant(text)).toBe(Date.parse(iso));
	});

	it('cuts fractions below a millisecond off', () => {
		expect(parseInstant('2026-01-31T23:59:59.9999999Z')).toBe(Date.parse('2026-01-31T23:59:59.999Z'));
		expect(parseInstant('2026-01-31T00:00:00.5+00:00')).toBe(Date.parse('2026-01-31T00:00:00.500Z'));
	});

	it('reads a leap second as the second after it', () => {
		expect(parseInstant('2016-12-31T23:59:60Z')).toBe(Date.parse('2017-01-01T00:00:00Z'));
		expect(parseInstant('2017-01-01T07:59:60.5+08:00')).toBe(Date.parse('2017-01-01T00:00:00.500Z'));
		expect(parseInstant('2026-01-31T08:00:60Z')).toBe('out_of_calendar');
	});

	it.each(['2026-01-31T08:00:00', '2026-01-31 08:00:00.123'])('does not guess the offset of %s', (text) => {
		expect(parseInstant(text)).toBe('no_offset');
	});

	it.each([
		'2026-02-30T00:00:00Z',
		'2026-02-29T00:00:00Z',
		'1900-02-29T00:00:00Z',
		'2026-04-31T00:00:00+08:00',
		'2026-13-01T00:00:00Z',
		'2026-00-10T00:00:00Z',
		'2026-01-00T00:00:00Z',
		'2026-01-31T24:00:00Z',
		'2026-01-31T23:60:00Z',
		'2026-01-31T23:59:61Z',
		'2026-01-31T00:00:00+24:00',
		'2026-01-31T00:00:00+08:60',
		'0000-01-01T00:00:00Z',
		'0001-01-01T00:00:00+08:00',
		'9999-12-31T23:59:59-01:00'
	])('finds %s in no calendar', (text) => {
		expect(parseInstant(text)).toBe('out_of_calendar');
	});

	it.each([
		'',
		'now',
		'2026-01-31',
		'2026-01-31T08:00Z',
		'2026-1-31T08:00:00Z',
		'2026-01-31T08:00:00+0800',
		'2026-01-31T08:00:00+08',
		'2026-01-31T08:00:00,5Z',
		'2026-01-31T08:00:00.Z',
		'2026-01-31T08:00:00Z ',
		'2026-01-31T08:00:0xZ',
		'２０２６-01-31T08:00:00Z',
		'+02026-01-31T08:00:00Z',
		'1769846400'
	])('does not take %o for an instant', (text) => {
		expect(parseInstant(text)).toBe('not_rfc3339');
	});

	it('reads back every instant that Date writes', () => {
		fc.assert(
			fc.property(
				fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date(253402300799999), noInvalidDate: true }),
				(date) => {
					expect(parseInstant(date.toISOString())).toBe(date.getTime());
					expect(parseInstant(date.toISOString().replace('Z', '+00:00'))).toBe(date.getTime());
				}
			)
		);
	});
});

describe('isCalendarDate', () => {
	it.each(['2026-02-28', '2024-02-29', '9999-12-31'])('knows %s', (text) => expect(isCalendarDate(text)).toBe(true));

	it.each(['2026-02-29', '2026-13-01', '2026-1-1', '0000-01-01', '20260101', '2026-01-01T00:00:00Z'])(
		'does not know %s',
		(text) => expect(isCalendarDate(text)).toBe(false)
	);
});
