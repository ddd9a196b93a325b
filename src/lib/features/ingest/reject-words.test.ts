import { expect, it } from 'vitest';
import { rejectWords } from './reject-words.ts';

it.each(['occurredAt.missing', 'keys[].kcv.missing', 'feeProfile[].product.missing'])(
	'%s is told by its reason, whatever the field',
	(code) => {
		expect(rejectWords(code)).toBe(rejectWords('id.missing'));
	}
);

it('a reason that this page does not know yet has no words, so that the message of the API is shown', () => {
	expect(rejectWords('id.from_the_future')).toBeNull();
	expect(rejectWords('constructor')).toBeNull();
});
