import { describe, expect, it } from 'vitest';
import { comparedFilter } from './compared-window.ts';

const SHOWN = { from: '2026-03-08T00:00:00Z', to: '2026-03-09T00:00:00Z', timeZone: 'UTC' };

describe('comparedFilter', () => {
	it('asks for the same over the window before, or a week before', () => {
		expect(comparedFilter({ issuer: ['ICBC'] }, { compare: 'previous' }, SHOWN)).toEqual({
			issuer: ['ICBC'],
			from: '2026-03-07T00:00:00.000Z',
			to: '2026-03-08T00:00:00.000Z'
		});
		expect(comparedFilter({}, { compare: 'week' }, SHOWN)).toMatchObject({ from: '2026-03-01T00:00:00.000Z' });
	});

	it('asks for nothing without a comparison, with one that makes no window, or before the window is known', () => {
		expect(comparedFilter({}, { compare: 'none' }, SHOWN)).toBeNull();
		expect(comparedFilter({}, { compare: 'custom' }, SHOWN)).toBeNull();
		expect(comparedFilter({}, { compare: 'previous' }, undefined)).toBeNull();
	});
});
