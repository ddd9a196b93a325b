import { expect, it } from 'vitest';
import { sortingOf } from './sorting.ts';

const url = new URL('https://a.example/terminals?q=x&sort=model');
const sorting = sortingOf(url, 'model', '-rateLow');

it('says how a column is sorted and turns it round', () => {
	expect(sorting('model')).toEqual({ direction: 'ascending', href: '/terminals?q=x&sort=-model' });
});

it('sorts another column the way it is mostly asked for', () => {
	expect(sorting('state')).toEqual({ direction: null, href: '/terminals?q=x&sort=-state' });
	expect(sorting('state', 'ascending')).toEqual({ direction: null, href: '/terminals?q=x&sort=state' });
});

it('the usual order stays out of the address', () => {
	expect(sorting('rateLow')).toEqual({ direction: null, href: '/terminals?q=x' });
});
