import { expect, it } from 'vitest';
import { exportAddress } from './export-address.ts';

it('keeps filter and order, forgets the page one was on', () => {
	expect(exportAddress('/api/v1/terminals?state=abnormal&state=watch&sort=-rateLow&limit=50&cursor=abc', 'csv')).toBe(
		'/api/v1/terminals?state=abnormal&state=watch&sort=-rateLow&format=csv'
	);
});

it('takes an address without a query', () => {
	expect(exportAddress('/api/v1/merchants', 'xlsx')).toBe('/api/v1/merchants?format=xlsx');
});
