import { describe, expect, it } from 'vitest';
import { FLEET_FILTER_DEFAULT } from '#lib/domain/fleet-filter.ts';
import { drillInto, filterBy, readGrouping, narrowedToShown } from './explorer-address.ts';

describe('readGrouping', () => {
	it('reads what is known and falls back for the rest', () => {
		expect(readGrouping(new URLSearchParams('by=model&sort=-mix'))).toEqual({ by: 'model', sort: '-mix' });
		expect(readGrouping(new URLSearchParams('by=colour&sort=nonsense'))).toEqual({ by: 'issuer', sort: '-rateLow' });
		expect(readGrouping(new URLSearchParams('by=cause'))).toEqual({ by: 'cause', sort: '-attempts' });
	});
});

describe('filterBy', () => {
	it('narrows to a group and keeps the grouping, unless that is done already', () => {
		expect(filterBy('model', { group: 'A920' }, FLEET_FILTER_DEFAULT)).toEqual({ model: 'A920' });
		expect(filterBy('model', { group: 'A920' }, { ...FLEET_FILTER_DEFAULT, model: ['A920'] })).toBeNull();
		expect(filterBy('model', { group: null }, FLEET_FILTER_DEFAULT)).toBeNull();
	});
});

describe('narrowedToShown', () => {
	it('names the groups of a list, so that nothing else is asked for', () => {
		const rows = [{ group: 'A920' }, { group: 'N5' }];
		expect(narrowedToShown('model', rows, FLEET_FILTER_DEFAULT)).toMatchObject({ model: ['A920', 'N5'] });
		expect(narrowedToShown('model', [...rows, { group: null }], FLEET_FILTER_DEFAULT)).toEqual(FLEET_FILTER_DEFAULT);
		const filter = { ...FLEET_FILTER_DEFAULT, model: ['N5'] };
		expect(narrowedToShown('model', rows, filter)).toEqual(filter);
	});
});

describe('drillInto', () => {
	it('makes the group a filter and asks for the next dimension', () => {
		expect(drillInto('model', { group: 'A920' }, FLEET_FILTER_DEFAULT)).toEqual({
			model: 'A920',
			by: 'firmware',
			sort: null
		});
	});

	it('passes over what is filtered already', () => {
		const filter = { ...FLEET_FILTER_DEFAULT, firmware: ['3.9.1'] };
		expect(drillInto('model', { group: 'A920' }, filter)).toMatchObject({ by: 'cause' });
	});

	it('keeps the usual dimension out of the address', () => {
		expect(drillInto('product', { group: 'pos' }, FLEET_FILTER_DEFAULT)).toMatchObject({ by: null });
	});

	it('leads nowhere from what was not given', () => {
		expect(drillInto('issuer', { group: null }, FLEET_FILTER_DEFAULT)).toBeNull();
	});

	it('of a cause asks for its codes, and takes a code with its table, no answer too', () => {
		expect(drillInto('cause', { group: 'network' }, FLEET_FILTER_DEFAULT)).toMatchObject({ by: 'code' });
		expect(drillInto('code', { group: '51', profile: 'cup' }, FLEET_FILTER_DEFAULT)).toMatchObject({ code: 'cup:51' });
		expect(drillInto('code', { group: null, profile: 'cup' }, FLEET_FILTER_DEFAULT)).toMatchObject({
			code: 'cup:no-answer'
		});
	});
});
