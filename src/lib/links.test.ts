import { describe, expect, it } from 'vitest';
import { links, safeReturnPath, withParameters } from './links.ts';

describe('links', () => {
	it('hold what was chosen and nothing else', () => {
		expect(links.overview({ window: '24h' })).toBe('/');
		expect(links.failingTerminals({ window: '7d', cause: ['network', 'operator'] })).toBe(
			'/failures/terminals?window=7d&cause=network&cause=operator'
		);
	});

	it('drop the page of the list that one comes from', () => {
		expect(links.terminals({ q: 'a', cursor: 'abc', limit: 10 })).toBe('/terminals?q=a');
	});

	it('escape identifiers, which are whatever a sender made them', () => {
		expect(links.terminal('T/1 #2')).toBe('/terminals/T%2F1%20%232');
	});
});

describe('withParameters', () => {
	const url = new URL('https://a.example/terminals?q=x&state=watch&cursor=zzz');

	it('changes one thing, keeps the others, and starts the list anew', () => {
		expect(withParameters(url, { state: ['abnormal', 'silent'] })).toBe('/terminals?q=x&state=abnormal&state=silent');
		expect(withParameters(url, { q: null, state: null })).toBe('/terminals');
	});
});

describe('safeReturnPath', () => {
	it.each([null, 'https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
		'sends %s to the overview',
		(to) => {
			expect(safeReturnPath(to)).toBe('/');
		}
	);

	it('keeps a path of our own', () => {
		expect(safeReturnPath('/terminals?q=1')).toBe('/terminals?q=1');
	});
});
