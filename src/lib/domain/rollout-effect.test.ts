import { describe, expect, it } from 'vitest';
import { discoveries } from './false-discovery.ts';
import { rolloutCohorts } from './rollout-cohorts.ts';
import { RolloutEffect, type RolloutCell } from './rollout-effect.ts';
import { judgedFleet, REGRESSION_CODE, USUAL_CODE } from './rollout-fleets.fixture.ts';
import type { RolloutVerdict } from './rollout-verdict.ts';

/** The figures of these fleets, looked at once and every day: tests/bench/README.md, "Roll-outs". */
const FLEETS = 200;
/** Two hundred fleets are counted attempt by attempt, on a machine that may do other things. */
const FLEETS_TIMEOUT_MS = 120_000;
const HARM = 0.02;

describe('200 simulated fleets', { timeout: FLEETS_TIMEOUT_MS }, () => {
	const count = (verdicts: readonly RolloutVerdict[], wanted: RolloutVerdict) =>
		verdicts.filter((verdict) => verdict === wanted).length;

	it('a harmless roll-out is called worse in less than 1 of 20, and its interval holds nought in 9 of 10 at least', () => {
		const results = Array.from({ length: FLEETS }, (_, seed) => judgedFleet(seed, 0)).flat();
		const verdicts = results.map(({ verdict }) => verdict);
		const covered = results.filter(({ look }) => look.low <= 0 && look.high >= 0).length;
		expect(count(verdicts, 'worse')).toBeLessThanOrEqual(FLEETS * 0.05);
		expect(covered).toBeGreaterThanOrEqual(FLEETS * 0.9);
	});

	it('one that fails two attempts more in a hundred is called worse in 19 of 20 and safe in none, by its code', () => {
		const results = Array.from({ length: FLEETS }, (_, seed) => judgedFleet(seed + 10_000, HARM)).flat();
		const verdicts = results.map(({ verdict }) => verdict);
		expect(count(verdicts, 'worse')).toBeGreaterThanOrEqual(FLEETS * 0.95);
		expect(count(verdicts, 'safe')).toBe(0);
		const mean = results.reduce((sum, { estimate }) => sum + estimate.effect, 0) / FLEETS;
		expect(Math.abs(mean - HARM)).toBeLessThan(0.003);
		const blamed = results.map(({ look }) => {
			const codes = [...look.codes];
			const stands = discoveries(codes.map(([, { p }]) => p));
			return codes.flatMap(([code], index) => (stands[index] ? [code] : []));
		});
		expect(blamed.filter((codes) => codes.includes(REGRESSION_CODE)).length).toBeGreaterThanOrEqual(FLEETS * 0.95);
		expect(blamed.filter((codes) => codes.includes(USUAL_CODE)).length).toBeLessThanOrEqual(FLEETS * 0.08);
	});
});

describe('RolloutEffect', () => {
	const terminals = Array.from({ length: 40 }, (_, terminalId) => ({
		terminalId,
		updatedDay: terminalId < 20 ? 10 : null,
		leftDay: null
	}));
	const cell = (terminalId: number, fields: Partial<RolloutCell> = {}): RolloutCell => ({
		terminalId,
		stratum: 'a',
		attempts: 10,
		failures: 1,
		codes: [],
		...fields
	});

	it('is the difference of the differences, exactly', () => {
		const effect = new RolloutEffect(rolloutCohorts(terminals, 20));
		for (let day = 0; day <= 20; day++) {
			effect.addDay(
				day,
				terminals.map(({ terminalId, updatedDay }) =>
					cell(terminalId, { failures: updatedDay !== null ? (day > 10 ? 4 : 2) : day > 10 ? 2 : 1 })
				)
			);
		}
		const estimate = effect.estimate();
		expect(estimate?.effect).toBeCloseTo(0.1, 12);
		expect(estimate?.updated).toEqual({
			before: { attempts: 2000, failures: 400 },
			after: { attempts: 2000, failures: 800 }
		});
		expect(estimate?.peers.after).toEqual({ attempts: 2000, failures: 400 });
	});

	it('compares nothing across hours or issuers, and says so when nothing is left', () => {
		const effect = new RolloutEffect(rolloutCohorts(terminals, 20));
		for (let day = 0; day <= 20; day++) {
			effect.addDay(
				day,
				terminals.map(({ terminalId, updatedDay }) => cell(terminalId, { stratum: updatedDay === null ? 'a' : 'b' }))
			);
		}
		expect(effect.estimate()).toBeNull();
	});

	it('has nothing to say of a handful of terminals', () => {
		const few = terminals.filter(({ terminalId }) => terminalId >= 17);
		const effect = new RolloutEffect(rolloutCohorts(few, 20));
		for (let day = 0; day <= 20; day++)
			effect.addDay(
				day,
				few.map(({ terminalId }) => cell(terminalId))
			);
		expect(effect.estimate()).toBeNull();
	});
});
