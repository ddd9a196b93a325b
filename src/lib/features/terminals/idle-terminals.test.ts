import { describe, expect, it } from 'vitest';
import { isIdle, registerSentence } from './idle-terminals.ts';

describe('a terminal that is not in use', () => {
	it('has no state to speak of until it sells', () => {
		expect(isIdle({ status: 'spare', attempts: 0 })).toBe(true);
		expect(isIdle({ status: 'spare', attempts: 1 })).toBe(false);
		expect(isIdle({ status: 'active', attempts: 0 })).toBe(false);
	});

	it('is told apart by what it is, and from one that sells nevertheless', () => {
		const sentences = (['spare', 'repair', 'retired'] as const).flatMap((status) =>
			[0, 5].map((attempts) => registerSentence({ status, attempts, registered: true }))
		);
		expect(new Set(sentences).size).toBe(6);
		expect(registerSentence({ status: 'active', attempts: 5, registered: true })).toBeNull();
		expect(registerSentence({ status: 'active', attempts: 5, registered: false })).not.toBeNull();
	});
});
