import { expect, it } from 'vitest';
import { codeLists } from './code-lists.ts';

const WEEK = { from: '2026-03-01T00:00:00Z', to: '2026-03-08T00:00:00Z' };
const QUARTER = { from: '2026-01-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };

it('leads to places under the filter that the figures were counted under, and no other', () => {
	const filter = { window: '7d', acquirer: ['ACQ1'], cause: ['network'], q: 'timeout' } as const;
	const { terminals, merchants, issuers } = codeLists(
		{ codeProfile: 'cup', responseCode: null },
		{ ...filter, acquirer: [...filter.acquirer], cause: [...filter.cause] },
		WEEK
	);
	const query = 'window=7d&acquirer=ACQ1&code=cup%3Ano-answer';
	expect(terminals).toBe(`/failures/terminals?${query}`);
	expect(merchants).toBe(`/failures/merchants?${query}`);
	expect(issuers).toContain(query);
});

it('offers no list that would be refused', () => {
	expect(codeLists({ codeProfile: 'cup', responseCode: '51' }, {}, QUARTER)).toMatchObject({
		terminals: null,
		merchants: null
	});
});
