import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasLongRun } from './card-guard.ts';

/** The same said slowly. */
const LONG_RUN = /[\d\uff10-\uff19 \-\xa0\u2010-\u2014\u3000\uff0d]{12}/;

it('finds a dozen digits and separators wherever they stand, and nothing shorter', () => {
	const character = fc.constantFrom('0', '7', ' ', '-', '５', '–', '\u3000', '\xa0', 'a', ':', '"', '１');
	const text = fc.oneof(
		fc.string({ unit: character, maxLength: 60 }),
		fc
			.tuple(fc.string({ maxLength: 30 }), fc.stringMatching(/^[0-9 -]{10,14}$/), fc.string({ maxLength: 30 }))
			.map((parts) => parts.join(''))
	);
	fc.assert(
		fc.property(text, (each) => {
			expect(hasLongRun(each)).toBe(LONG_RUN.test(each));
		}),
		{ numRuns: 2_000 }
	);
});
