import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fisherExact } from './exact-test.ts';
import { discoveries } from './false-discovery.ts';

describe('discoveries', () => {
	// The example of Benjamini and Hochberg (1995), section 4: of fifteen tests the first four stand.
	const PUBLISHED = [
		0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1
	];

	it('finds what the authors found, in whatever order', () => {
		expect(discoveries(PUBLISHED).lastIndexOf(true)).toBe(3);
		expect(discoveries(PUBLISHED.toReversed()).indexOf(true)).toBe(PUBLISHED.length - 4);
	});

	it('finds nothing in nothing', () => {
		expect(discoveries([])).toEqual([]);
		expect(discoveries([0.2, 0.06, 1])).toEqual([false, false, false]);
	});

	it('never lets a less likely one fall while a likelier one stands', () => {
		const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 });
		fc.assert(
			fc.property(pValues, (values) => {
				const stands = discoveries(values);
				const largest = Math.max(-1, ...values.filter((_, index) => stands[index]));
				expect(values.every((value, index) => stands[index] || value > largest)).toBe(true);
			})
		);
	});

	it('keeps quiet about a fleet in which nothing changed', () => {
		let state = 7;
		const draw = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
		const failuresIn = (attempts: number) =>
			Array.from({ length: attempts }, draw).filter((each) => each < 0.02).length;
		const sampleOf = (attempts: number) => ({ attempts, failures: failuresIn(attempts) });
		const pValues = Array.from({ length: 3_000 }, () => fisherExact(sampleOf(60), sampleOf(200)));
		expect(pValues.filter((p) => p < 0.05).length).toBeGreaterThan(20);
		expect(discoveries(pValues).filter(Boolean).length).toBeLessThanOrEqual(1);
	});
});
