import { expect, it } from 'vitest';
import { shownScopes } from './terminal-views.ts';

it('a terminal’s page lists failures unless told otherwise', () => {
	expect(shownScopes(null, [])).toEqual(['terminal', 'upstream', 'business', 'ambiguous']);
	expect(shownScopes('nonsense', [])).toEqual(shownScopes('failed', []));
	expect(shownScopes('all', [])).toEqual([]);
});

it('a link that names outcomes wins over the view', () => {
	expect(shownScopes('all', ['terminal'])).toEqual(['terminal']);
});
