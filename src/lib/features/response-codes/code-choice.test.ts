import { describe, expect, it } from 'vitest';
import { NO_COMPARISON } from '#lib/domain/comparison.ts';
import { codeSort, readCodeChoice, usageParameters } from './code-choice.ts';

const read = (query: string) => readCodeChoice(new URLSearchParams(query));

describe('what the address says of the explorer', () => {
	it('keeps what is known and leaves out the rest', () => {
		expect(read('profile=cup&profile=klingon&actor=issuer&mapped=false')).toEqual({
			profile: ['cup'],
			actor: ['issuer'],
			isUnmappedOnly: true
		});
		expect(read('')).toEqual({ profile: [], actor: [], isUnmappedOnly: false });
		expect(codeSort('-share')).toBe('-share');
		expect(codeSort('colour')).toBe('-attempts');
	});

	it('asks the API for what was chosen and nothing else', () => {
		expect(usageParameters({ q: '', cause: ['network'], sort: 'change' }, read('mapped=false'), NO_COMPARISON)).toEqual(
			{
				cause: ['network'],
				mapped: 'false',
				sort: 'change'
			}
		);
	});
});
