import { describe, expect, it } from 'vitest';
import { comparedWindow, readComparison, writeComparison } from './comparison.ts';

const at = (text: string) => Date.parse(text);
const window = { fromMs: at('2026-03-10T00:00:00Z'), toMs: at('2026-03-11T00:00:00Z') };

describe('comparedWindow', () => {
	it('nothing is compared unless somebody asked', () => {
		expect(comparedWindow({ compare: 'none' }, window, 'UTC')).toBeNull();
	});

	it('the window before joins without gap or overlap', () => {
		expect(comparedWindow({ compare: 'previous' }, window, 'UTC')).toEqual({
			fromMs: at('2026-03-09T00:00:00Z'),
			toMs: window.fromMs
		});
	});

	it('a week before means the same clock times, also across a change of clocks', () => {
		const berlin = { fromMs: at('2026-03-30T22:00:00Z'), toMs: at('2026-03-31T22:00:00Z') };
		expect(comparedWindow({ compare: 'week' }, berlin, 'Europe/Berlin')).toEqual({
			fromMs: at('2026-03-23T23:00:00Z'),
			toMs: at('2026-03-24T23:00:00Z')
		});
	});

	it('a window of one’s own needs both ends, in order, and not too far apart', () => {
		const [compareFrom, compareTo] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
		expect(comparedWindow({ compare: 'custom', compareFrom, compareTo }, window, 'UTC')).toEqual({
			fromMs: at(compareFrom),
			toMs: at(compareTo)
		});
		expect(comparedWindow({ compare: 'custom', compareFrom }, window, 'UTC')).toBe('empty');
		expect(comparedWindow({ compare: 'custom', compareFrom: compareTo, compareTo: compareFrom }, window, 'UTC')).toBe(
			'empty'
		);
		expect(comparedWindow({ compare: 'custom', compareFrom: '2020-01-01T00:00:00Z', compareTo }, window, 'UTC')).toBe(
			'too_long'
		);
	});
});

describe('the address', () => {
	it('reads what it writes', () => {
		const comparison = {
			compare: 'custom',
			compareFrom: '2026-01-01T00:00:00Z',
			compareTo: '2026-01-02T00:00:00Z'
		} as const;
		const params = new URLSearchParams();
		for (const [key, value] of Object.entries(writeComparison(comparison))) if (value !== null) params.set(key, value);
		expect(readComparison(params)).toEqual({ comparison, ignored: [] });
	});

	it('says nothing when nothing is compared, and drops the ends of a window that is not in use', () => {
		expect(writeComparison({ compare: 'week', compareFrom: '2026-01-01T00:00:00Z' })).toEqual({
			compare: 'week',
			compareFrom: null,
			compareTo: null
		});
		expect(writeComparison({ compare: 'none' }).compare).toBeNull();
	});

	it('names what it did not understand', () => {
		const { comparison, ignored } = readComparison(new URLSearchParams('compare=yesteryear'));
		expect(comparison).toEqual({ compare: 'none' });
		expect(ignored).toEqual(['compare']);
	});
});
