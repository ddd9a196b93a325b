// Fleets with roll-outs whose harm is known, counted attempt by attempt.
import { comparedShare, rolloutCohorts, type RolloutTerminal } from './rollout-cohorts.ts';
import { RolloutEffect, type RolloutCell } from './rollout-effect.ts';
import { overLooks } from './rollout-looks.ts';
import { judgeRollout } from './rollout-verdict.ts';

/** A small generator with a known sequence (Mulberry32), so that a failing fleet can be looked at again. */
function generator(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

function binomial(random: () => number, n: number, p: number): number {
	let k = 0;
	for (let trial = 0; trial < n; trial++) if (random() < p) k++;
	return k;
}

/** The first day on which there is something to compare, and two weeks after the last ring. */
const FIRST_LOOK = 15;
const LAST_LOOK = 32;
const ISSUERS = 3;
const BANDS = 2;
export const REGRESSION_CODE = 30;
export const USUAL_CODE = 91;
const WAITING = 90;
/** Each ring is larger than the one before. */
const RINGS = [
	{ day: 14, count: 10 },
	{ day: 16, count: 20 },
	{ day: 18, count: 30 }
];

/**
 * A fleet with what makes naive comparisons wrong: terminals that differ, hours and issuers that differ, a bad day for everybody, a
 * first ring of terminals that fail more than others, and bad days of single terminals.
 */
function fleet(seed: number, harm: number): { terminals: RolloutTerminal[]; cellsOf: (day: number) => RolloutCell[] } {
	const random = generator(seed);
	const updatedDays = RINGS.flatMap(({ day, count }) => Array.from({ length: count }, () => day));
	const days = [...updatedDays, ...Array.from({ length: WAITING }, () => null)];
	const terminals = days.map((updatedDay, terminalId) => ({ terminalId, updatedDay, leftDay: null }));
	const badDay = 12 + Math.floor(random() * 12);
	const own = terminals.map(({ updatedDay }) => (updatedDay === 14 ? 0.02 : 0.008) * (0.3 + 1.4 * random()));
	const weights = terminals.map(() => Array.from({ length: ISSUERS }, () => 1 + Math.floor(random() * 5)));
	const cellsOf = (day: number) =>
		terminals.flatMap(({ terminalId, updatedDay }) => {
			const isBadDay = random() < 0.02;
			const isUpdated = updatedDay !== null && day >= updatedDay;
			return Array.from({ length: ISSUERS * BANDS }, (_, nth): RolloutCell => {
				const [issuer, band] = [nth % ISSUERS, Math.floor(nth / ISSUERS)];
				const attempts = weights[terminalId]?.[issuer] ?? 1;
				const usual =
					(own[terminalId] ?? 0) * (1 + issuer * 0.5) * (1 + band) +
					(day === badDay ? 0.05 : 0) +
					(isBadDay ? 0.15 : 0);
				const failures = binomial(random, attempts, usual);
				const regressions = isUpdated ? binomial(random, attempts - failures, harm) : 0;
				const codes = [
					...Array.from({ length: failures }, () => USUAL_CODE),
					...Array.from({ length: regressions }, () => REGRESSION_CODE)
				];
				return { terminalId, stratum: `${band}/${issuer}`, attempts, failures: failures + regressions, codes };
			});
		});
	return { terminals, cellsOf };
}

/**
 * What is said of the roll-out in one fleet, day after day until everything is compared; `harm` is how much more often the new version
 * fails. By the end only, where `looks` is `once`.
 */
export function judgedFleet(seed: number, harm: number, looks: 'once' | 'daily' = 'once') {
	const { terminals, cellsOf } = fleet(seed, harm);
	const cells = Array.from({ length: LAST_LOOK + 1 }, (_, day) => cellsOf(day));
	const first = looks === 'once' ? LAST_LOOK : FIRST_LOOK;
	return Array.from({ length: LAST_LOOK - first + 1 }, (_, nth) => judgedOn(first + nth, terminals, cells));
}

function judgedOn(today: number, terminals: readonly RolloutTerminal[], cells: readonly RolloutCell[][]) {
	const cohorts = rolloutCohorts(terminals, today);
	const effect = new RolloutEffect(cohorts);
	for (const [day, ofDay] of cells.slice(0, today + 1).entries()) effect.addDay(day, ofDay);
	const estimate = effect.estimate();
	if (!estimate) throw new Error('nothing to compare');
	const share = comparedShare(cohorts);
	const look = overLooks(estimate, share);
	return { look, estimate, share, ...judgeRollout(look, { terminals: 60, daysAfter: share * 14, share }) };
}
