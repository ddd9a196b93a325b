import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateDifferences, type WindowCounts } from './rate-difference.ts';

const counts = fc
	.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
	.map(([attempts, rate]): WindowCounts => ({ attempts, failures: Math.floor(attempts * rate) }));
const groups = fc.array(fc.record({ before: counts, after: counts }), { minLength: 1, maxLength: 40 });

const rate = (all: readonly WindowCounts[]) =>
	all.reduce((sum, each) => sum + each.failures, 0) / all.reduce((sum, each) => sum + each.attempts, 0);
const total = (parts: readonly { effect: number; mix: number }[]) =>
	parts.reduce((sum, { effect, mix }) => sum + effect + mix, 0);

describe('rateDifferences', () => {
	it('explains the whole difference, whatever the groups', () => {
		fc.assert(
			fc.property(groups, (all) => {
				const parts = rateDifferences(all);
				if (parts === null) return;
				const difference = rate(all.map(({ after }) => after)) - rate(all.map(({ before }) => before));
				expect(total(parts)).toBeCloseTo(difference, 9);
			})
		);
	});

	it('changes its sign and nothing else when the windows are swapped', () => {
		fc.assert(
			fc.property(groups, (all) => {
				const there = rateDifferences(all);
				const back = rateDifferences(all.map(({ before, after }) => ({ before: after, after: before })));
				there?.forEach(({ effect, mix }, index) => {
					expect(back?.[index]?.effect).toBeCloseTo(-effect, 12);
					expect(back?.[index]?.mix).toBeCloseTo(-mix, 12);
				});
			})
		);
	});

	it('blames the group that got worse', () => {
		const parts = rateDifferences([
			{ before: { attempts: 1000, failures: 10 }, after: { attempts: 1000, failures: 30 } },
			{ before: { attempts: 1000, failures: 10 }, after: { attempts: 1000, failures: 10 } }
		]);
		expect(parts?.map(({ effect }) => effect)).toEqual([expect.closeTo(0.01, 12), 0]);
		expect(total(parts ?? [])).toBeCloseTo(0.01, 12);
	});

	it('calls a shift of traffic to a bad group mix, and so does a group that is new', () => {
		const parts = rateDifferences([
			{ before: { attempts: 1000, failures: 10 }, after: { attempts: 500, failures: 5 } },
			{ before: { attempts: 0, failures: 0 }, after: { attempts: 500, failures: 45 } }
		]);
		expect(parts?.map(({ effect }) => effect)).toEqual([0, 0]);
		expect(total(parts ?? [])).toBeCloseTo(0.04, 12);
		expect(parts?.[1]?.mix).toBeGreaterThan(0);
	});

	it('says nothing where a window is empty', () => {
		expect(rateDifferences([])).toBeNull();
		expect(rateDifferences([{ before: { attempts: 0, failures: 0 }, after: { attempts: 9, failures: 1 } }])).toBeNull();
	});
});
