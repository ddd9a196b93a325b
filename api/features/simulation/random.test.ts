import { describe, expect, it } from 'vitest';
import { Random, WeightedChoice } from './random.ts';

function mean(count: number, draw: () => number): number {
	let sum = 0;
	for (let nth = 0; nth < count; nth++) sum += draw();
	return sum / count;
}

describe('Random', () => {
	it('gives the same stream for the same seed and name', () => {
		const first = new Random(7, 1, 2);
		const second = new Random(7, 1, 2);
		for (let nth = 0; nth < 1000; nth++) expect(first.bits()).toBe(second.bits());
	});

	it('gives this very stream, whatever the machine', () => {
		const random = new Random(1, 2, 3);
		expect(Array.from({ length: 4 }, () => random.bits())).toMatchInlineSnapshot(`
			[
			  4204598170,
			  2434215916,
			  3269307307,
			  2157744073,
			]
		`);
	});

	it('gives unrelated streams to neighbouring names', () => {
		const sums = Array.from({ length: 200 }, (_, name) => mean(200, bound(new Random(1, name))));
		expect(Math.min(...sums)).toBeGreaterThan(0.4);
		expect(Math.max(...sums)).toBeLessThan(0.6);
		expect(new Set(sums).size).toBe(200);
	});

	it('draws numbers with the mean that each distribution has', () => {
		const random = new Random(1);
		expect(mean(50_000, () => random.unit())).toBeCloseTo(0.5, 1);
		expect(mean(50_000, () => random.normal())).toBeCloseTo(0, 1);
		expect(mean(50_000, () => random.poisson(0.4))).toBeCloseTo(0.4, 1);
		expect(mean(20_000, () => random.poisson(60)) / 60).toBeCloseTo(1, 2);
		expect(random.poisson(0)).toBe(0);
		expect(mean(50_000, () => Number(random.logNormal(100, 0.5) < 100))).toBeCloseTo(0.5, 1);
	});
});

describe('WeightedChoice', () => {
	it('picks in proportion to the weights and never what weighs nothing', () => {
		const random = new Random(3);
		const choice = new WeightedChoice([
			['often', 7],
			['seldom', 1],
			['never', 0],
			['sometimes', 2]
		]);
		const counts = new Map<string, number>();
		for (let nth = 0; nth < 50_000; nth++) {
			const item = choice.pick(random);
			counts.set(item, (counts.get(item) ?? 0) + 1);
		}
		expect((counts.get('often') ?? 0) / 50_000).toBeCloseTo(0.7, 1);
		expect((counts.get('seldom') ?? 0) / 50_000).toBeCloseTo(0.1, 1);
		expect(counts.has('never')).toBe(false);
	});

	it('refuses weights that choose nothing', () => {
		expect(() => new WeightedChoice([])).toThrow(RangeError);
		expect(() => new WeightedChoice([['x', 0]])).toThrow(RangeError);
	});
});

function bound(random: Random): () => number {
	return () => random.unit();
}
