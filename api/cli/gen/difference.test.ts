import { describe, expect, it } from 'vitest';
import { differenceOf } from './difference.ts';

describe('differenceOf', () => {
	it('says nothing about equal texts', () => {
		expect(differenceOf('a.sql', 'one\ntwo', 'one\ntwo')).toBe('');
	});

	it('names the lines that went and came, with their numbers', () => {
		expect(differenceOf('a.sql', 'one\ntwo\nthree', 'one\n2\nthree')).toBe('a.sql: differs\n  2\t- two\n  2\t+ 2');
	});

	it('counts repeated lines', () => {
		expect(differenceOf('a.sql', 'x\nx', 'x')).toBe('a.sql: differs\n  2\t- x');
	});

	it('tells a missing file from one that should go', () => {
		expect(differenceOf('a.sql', null, 'x')).toBe('a.sql: missing');
		expect(differenceOf('a.sql', 'x', null)).toBe('a.sql: should not exist any more');
	});

	it('sees a change of order', () => {
		expect(differenceOf('a.sql', 'a\nb', 'b\na')).toBe('a.sql: differs in the order of its lines');
	});
});
