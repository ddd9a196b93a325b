import { describe, expect, it } from 'vitest';
import { judgedFleet } from './rollout-fleets.fixture.ts';
import { overLooks } from './rollout-looks.ts';
import { HARM_MARGIN, judgeRollout } from './rollout-verdict.ts';

/** A few of the fleets that `node tests/bench/rollout-verdicts.ts` counts by hundreds. */
const FLEETS = 12;
const TIMEOUT_MS = 120_000;

const estimate = (effect: number, standardError: number, standardErrorAfter = standardError) => ({
	...{ effect, low: 0, high: 0, p: 1, standardError, standardErrorAfter, degrees: 49, codes: new Map() },
	updated: { before: { attempts: 5000, failures: 50 }, after: { attempts: 1000, failures: 20 } },
	peers: { before: { attempts: 9000, failures: 90 }, after: { attempts: 1500, failures: 15 } }
});

describe('a roll-out looked at on every day of two weeks', { timeout: TIMEOUT_MS }, () => {
	const everJudged = (seed: number, harm: number) => judgedFleet(seed, harm, 'daily');

	it('is harmless and called worse on no day in 19 of 20, and its intervals hold nought on every day in 9 of 10', () => {
		const fleets = Array.from({ length: FLEETS }, (_, seed) => everJudged(seed, 0));
		const worse = fleets.filter((days) => days.some(({ verdict }) => verdict === 'worse'));
		const covered = fleets.filter((days) => days.every(({ look }) => look.low <= 0 && look.high >= 0));
		expect(worse.length).toBeLessThanOrEqual(FLEETS * 0.05);
		expect(covered.length).toBeGreaterThanOrEqual(FLEETS * 0.9);
	});

	it('fails two attempts more in a hundred and is called worse in the end, and safe on no day', () => {
		const fleets = Array.from({ length: FLEETS }, (_, seed) => everJudged(seed + 10_000, 0.02));
		expect(fleets.every((days) => days.at(-1)?.verdict === 'worse')).toBe(true);
		expect(fleets.some((days) => days.some(({ verdict }) => verdict === 'safe'))).toBe(false);
	});
});

describe('overLooks', () => {
	it('asks for much on the first day and for little more than a single look on the last', () => {
		const width = (share: number) => {
			const { low, high } = overLooks(estimate(0, 0.001), share);
			return (high - low) / 2 / 0.001;
		};
		expect(width(1)).toBeCloseTo(2.31, 2);
		expect(width(1 / 14)).toBeCloseTo(width(1) * Math.sqrt(14), 6);
	});

	it('knows that days after the update do not make those before it surer', () => {
		const { halfAtEnd } = overLooks(estimate(0, Math.sqrt(2) * 0.001, 0.001), 0.25);
		expect(halfAtEnd / overLooks(estimate(0, 0.001), 1).halfAtEnd).toBeCloseTo(Math.sqrt(1.25), 6);
	});
});

describe('what is missing', () => {
	const compared = { terminals: 60, daysAfter: 3.5, share: 0.25 };

	it('is days, where the days to come decide it: on that day the interval has the wanted width', () => {
		const look = overLooks(estimate(0.002, 0.002), compared.share);
		const { verdict, daysMissing, attemptsMissing, terminalsMissing } = judgeRollout(look, compared);
		expect({ verdict, terminalsMissing }).toEqual({ verdict: 'not_enough_data', terminalsMissing: null });
		const times = (compared.daysAfter + (daysMissing ?? 0)) / compared.daysAfter;
		const then = overLooks(estimate(0.002, 0.002 / Math.sqrt(times)), compared.share * times);
		expect(then.high).toBeLessThanOrEqual(HARM_MARGIN);
		expect(attemptsMissing).toBeGreaterThan(0);
	});

	it('is terminals, where two weeks will not do', () => {
		const look = overLooks(estimate(0.002, 0.006), compared.share);
		const { daysMissing, terminalsMissing } = judgeRollout(look, compared);
		expect(daysMissing).toBeNull();
		const times = (compared.terminals + (terminalsMissing ?? 0)) / compared.terminals;
		const then = overLooks(estimate(0.002, 0.003 / Math.sqrt(times)), 1);
		expect(then.high).toBeLessThanOrEqual(HARM_MARGIN);
	});
});
